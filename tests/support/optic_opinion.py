# The opinion of Optic, an npm package that compares two documents by rules of its own, set against our review.
from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from clientloom.ir import Api, Operation
from clientloom.ir.walk import reachable, received_types, schema_ids, sent_types
from clientloom.review import Change, Level, Review

SCRIPT = Path(__file__).parents[1] / "corpus" / "optic" / "optic.cjs"
TIME = 300.0
"""Seconds after which there is no opinion: Optic copies what every reference leads to."""

Route = tuple[str, str]
"""Method and path of an operation."""

WHOLE = frozenset(
    {
        "body-media-changed",
        "body-reshaped",
        "class-removed",
        "kind-changed",
        "operation-removed",
        "operation-renamed",
        "pagination",
        "result-kind",
        "type-narrower",
        "type-other",
        "type-wider",
    }
)
"""Codes of changes that say it of everything inside of their subject."""

EXPLAINED: Mapping[tuple[str, str], str] = {
    ("enums", "enum-value-added"): "enums of responses are open: their type admits other values",
    ("new required", "constant-header"): "its only value is known, and the client sends it",
    ("response property type", "null-added"): "an optional field of a response may be None already",
    ("request union", "null-added"): "what a request took, it takes beside null",
}
"""What of a rule of Optic a safe change of ours means: a part of the rule's name, our code, and why it is safe."""

UNJUDGED: Mapping[str, str] = {
    "argument-removed": "no rule of Optic for a parameter or a member of a request that goes",
    "argument-renamed": "no rule for a renamed parameter in a path",
    "class-removed": "names in Python",
    "credential-moved": "no rule for security",
    "credential-removed": "no rule for security",
    "enum-class-removed": "names in Python",
    "error-class-removed": "names in Python",
    "field-renamed": "names in Python",
    "header-optional": "no rule for headers of responses",
    "header-removed": "no rule for headers of responses",
    "kind-changed": "names in Python",
    "operation-renamed": "names in Python",
    "security-changed": "no rule for security",
}
"""Our codes of breaking changes on which Optic has no opinion, and why."""


@dataclass(frozen=True, slots=True)
class OpticFinding:
    """A change that Optic calls breaking: its rule, its operation, and the names on the way to the place."""

    rule: str
    route: Route
    names: frozenset[str]
    text: str
    status: str = ""

    def __str__(self) -> str:
        return f"{' '.join(self.route)}: {self.text}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding of one side set against the other side; `reason` is "" if they disagree and nobody knows why."""

    kind: str
    text: str
    reason: str


def ask_optic(old: Path, new: Path, modules: Path) -> list[OpticFinding] | None:
    """What Optic finds; None if it cannot read the documents, or takes too long."""
    try:
        done = subprocess.run(
            ["node", str(SCRIPT), str(old), str(new)],
            env={**os.environ, "NODE_PATH": str(modules)},
            capture_output=True,
            text=True,
            timeout=TIME,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    return [_read(found) for found in json.loads(done.stdout)] if done.stdout else None


def _read(found: Mapping[str, str]) -> OpticFinding:
    method, path = found["where"].split(" ")[:2]
    pointer: str = found["location"]["jsonPath"]  # type: ignore[index]  # JSON of Optic
    keys = [key.replace("~1", "/").replace("~0", "~") for key in pointer.split("/")]
    names = {keys[i + 1] for i, key in enumerate(keys[:-1]) if key == "properties"}
    parameter = re.search(r"parameter:? '?([^\s']+)", found["where"])
    names |= {parameter[1]} if parameter else set()
    status = keys[keys.index("responses") + 1] if "responses" in keys else ""
    text = f"{found['where'].split(' ', 2)[-1]}: {found['error']}"
    return OpticFinding(found["name"], (method, path), frozenset(map(fold, names)), text, status)


def fold(name: str) -> str:
    """A name without case and punctuation."""
    return re.sub(r"[\W_]", "", name).lower()


class Reach:
    """Which operations a change reaches, and which routes are gone though their method stays."""

    def __init__(self, old: Api, new: Api) -> None:
        self.methods: dict[str, set[Route]] = {}
        self.classes: dict[str, set[Route]] = {}
        self.statuses: dict[Route, set[str]] = {}
        for api in (old, new):
            self._add(api)
        before, after = ({o.accessor: route_of(o) for o in api.operations} for api in (old, new))
        kept = set(after.values())
        self.moved = {
            route for name, route in before.items() if name in after and route not in kept
        }

    def _add(self, api: Api) -> None:
        schemas = {schema.id: schema for schema in api.schemas}
        for operation in api.operations:
            route = route_of(operation)
            self.statuses[route] = {response.status for response in operation.responses}
            for name in (operation.name, *(variant.name for variant in operation.variants)):
                self.methods.setdefault(operation.accessor_of(name), set()).add(route)
            for id_ in reachable(schemas, tuple(_entries(operation))):
                self.classes.setdefault(schemas[id_].name, set()).add(route)

    def has(self, subject: str, route: Route) -> bool:
        """Whether a subject of a change is the operation, or a class that it uses."""
        name = subject.removeprefix("models.")
        if name.startswith("client."):
            return route in self.methods.get(name.removeprefix("client.").removesuffix("()"), ())
        return name == "Client" or route in self.classes.get(name.split(".")[0], ())


def route_of(operation: Operation) -> Route:
    """The method and path of an operation."""
    return operation.method.upper(), operation.path


def _entries(operation: Operation) -> Iterator[str]:
    return schema_ids(*sent_types(operation), *received_types(operation))


def compare_opinions(
    review: Review, old: Api, new: Api, found: Iterable[OpticFinding]
) -> list[Verdict]:
    """Sets each finding of Optic and each breaking change of ours against the other side."""
    reach, findings = Reach(old, new), list(found)
    verdicts = [_judge(finding, review, reach) for finding in findings]
    return verdicts + [_judge_ours(change, findings, reach) for change in review.at(Level.BREAKING)]


def _judge(finding: OpticFinding, review: Review, reach: Reach) -> Verdict:
    """A finding of Optic, and the worst change of ours at the same place."""
    changes = [change for change in review.changes if is_about(change, finding, reach)]
    worst = max(changes, key=lambda change: change.level, default=None)
    if worst is not None and worst.level is not Level.SAFE:
        return Verdict("agreed", str(finding), f"{worst.level.word}: {worst.code}")
    reasons = [
        reason
        for change in changes
        for (rule, code), reason in EXPLAINED.items()
        if rule in finding.rule and code == change.code
    ]
    reasons += _reasons_of_routes(finding, reach)
    ours = f" (ours: {worst})" if worst else " (ours: nothing)"
    return Verdict("only Optic", f"{finding}{ours}", next(iter(reasons), ""))


def _reasons_of_routes(finding: OpticFinding, reach: Reach) -> Iterator[str]:
    """Why nothing inside of an operation or a status matters."""
    if finding.route in reach.moved:
        yield "the method stays and calls another path"
    statuses = reach.statuses.get(finding.route, ())
    if statuses and finding.status and finding.status not in statuses:
        yield "the status is gone, and another has the same type"


def _judge_ours(change: Change, findings: Iterable[OpticFinding], reach: Reach) -> Verdict:
    """A breaking change of ours, and what Optic says at the same place."""
    if any(is_about(change, finding, reach) for finding in findings):
        return Verdict("agreed", str(change), "breaking")
    reason = UNJUDGED.get(change.code, "")
    if not reason and "map of anything" in change.text:
        reason = "an object in JSON as before, and another type in Python"
    if not reason and change.adds and change.removes:
        reason = "another class in Python, whatever its members"
    return Verdict("only ours", str(change), reason)


def is_about(change: Change, finding: OpticFinding, reach: Reach) -> bool:
    """Whether a change is at the place of a finding: its operation, and a name on the way or all of it."""
    subjects = [each for each in change.subjects if reach.has(each, finding.route)]
    if not subjects:
        return False
    if change.code in WHOLE or not finding.names or any(is_class(each) for each in subjects):
        return True
    words = {fold(word) for word in re.split(r"[`\s:]", change.text)}
    words |= {fold(each.rpartition(".")[2]) for each in subjects}
    words |= {fold(key) for key in change.pointer.rpartition("/properties/")[2].split("/")}
    return bool(words & finding.names)


def is_class(subject: str) -> bool:
    """Whether a subject is a whole class, and no field of it."""
    return not subject.startswith("client.") and "." not in subject.removeprefix("models.")
