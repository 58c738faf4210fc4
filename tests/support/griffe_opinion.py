# The opinion of griffe, which compares the generated Python itself: what is gone, needed or of another kind, in the
# words of a client's user, and the same of our review.
from __future__ import annotations

import re
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import griffe
from clientloom.checkout.workspace import Workspace
from clientloom.cli import entry
from clientloom.review import Change, Level, Review, compare_apis
from clientloom.workflows.diff_inputs import read_inputs

SETTINGS = '[package]\nname = "demo"\n\n[document]\npath = "{document}"\n'

REQUIRED = {"content"}
"""Of the arguments that bodies become, those that must be given."""

Fact = tuple[str, ...]
"""A kind of breaking change and the thing: ("gone", "things.list"), ("needs", "things.create", "size")."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of a package, and the review of the step between them."""

    old: Path
    new: Path
    review: Review


def compared(old: str, new: str, folder: Path, suffix: str = ".yaml") -> Compared:
    """Generate a package, keep a copy, update the document and generate it again with its names."""
    vendor = folder / "root" / "specs" / "demo"
    vendor.mkdir(parents=True)
    (vendor / f"openapi{suffix}").write_text(old, "utf-8")
    (vendor / "client.toml").write_text(SETTINGS.format(document=f"openapi{suffix}"), "utf-8")
    root = folder / "root"
    package = root / "generated" / "demo"
    assert entry.run(["generate", "--root", str(root)]) == 0
    before = Path(shutil.copytree(package, folder / "before"))
    (vendor / f"openapi{suffix}").write_text(new, "utf-8")
    assert entry.run(["generate", "--root", str(root)]) == 0
    with ExitStack() as held:
        sides = read_inputs(str(before), str(package), Workspace(root), held)
    return Compared(before / "src", package / "src", compare_apis(sides[0].api, sides[1].api))


def load(source: Path) -> griffe.Module:
    module = griffe.load("demo", search_paths=[source], try_relative_path=False)
    assert isinstance(module, griffe.Module)
    return module


def said_by_griffe(step: Compared) -> set[Fact]:
    """What griffe finds, in the words of the client's user."""
    old, new = load(step.old), load(step.new)
    found = {fact for b in griffe.find_breaking_changes(old, new) for fact in fact_of(b)}
    moved = {("gone", cls) for models in new["models"].modules.values() for cls in models.members}
    return (found - moved) | parameters_gone(old, new)


def fact_of(breakage: griffe.Breakage) -> set[Fact]:
    """A breakage of the public surface; the asynchronous twin, `params` and raw access say the same again."""
    _, room, *path = breakage.obj.canonical_path.split(".")
    if room == "_client" and path[0] == "Demo":
        return {("gone", "Demo", breakage.old_value.name)}
    if room not in {"models", "resources", "errors", "webhooks"}:
        return set()
    if any(part.startswith("_") for part in path):
        return set()
    if room == "resources" and (path[1].startswith("Async") or "With" in path[1]):
        return set()
    name = subject_of(room, path)
    match breakage.kind:
        case griffe.BreakageKind.OBJECT_REMOVED:
            return {("gone", name)} if name else set()
        case (
            griffe.BreakageKind.PARAMETER_ADDED_REQUIRED
            | griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED
        ):
            parameter = breakage.new_value or breakage.old_value
            return {("needs", name, parameter.name)}
        case griffe.BreakageKind.PARAMETER_REMOVED:
            return {("gone", name, breakage.old_value.name)}
        case griffe.BreakageKind.OBJECT_CHANGED_KIND:
            return {("kind", name)}
        case griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE:
            return set()  # the default of a field: what its caller reads is its type
        case griffe.BreakageKind.ATTRIBUTE_CHANGED_TYPE | griffe.BreakageKind.RETURN_CHANGED_TYPE:
            return (
                set()
            )  # griffe compares texts of annotations, which a wider and a narrower type both change
        case other:
            raise AssertionError(f"griffe found {other}: {breakage.explain()}")


def subject_of(room: str, path: list[str]) -> str:
    """What a user calls a thing: a method by its accessor, a class or its field, an exception, a webhook."""
    if room == "resources":
        return ".".join((resource_path(path[0]), *path[2:]))
    return ".".join(path[1:] if room == "models" else (room, *path))


def resource_path(module: str) -> str:
    """The path of the resource that a module holds."""
    return module.replace("__", ".")


CONSTANT = re.compile(r"^(Literal\[[^,]*\]) \| str$")
"""A constant, which is open until it tells the variants of a union apart: no other value is meant either way."""


def retyped(step: Compared) -> set[str]:
    """Fields and methods whose annotation is another text; only the review knows whether that hurts."""
    old, new = annotated(load(step.old)), annotated(load(step.new))
    return {name for name in old.keys() & new.keys() if old[name] != new[name]}


def annotated(module: griffe.Module) -> dict[str, str]:
    """What fields of models and methods of synchronous resources are annotated with."""
    fields = {
        f"{cls.name}.{name}": CONSTANT.sub(r"\1", str(attribute.annotation))
        for models in module["models"].modules.values()
        for cls in models.classes.values()
        for name, attribute in cls.attributes.items()
    }
    returns = {
        f"client.{resource_path(name)}.{function.name}()": str(function.returns)
        for name, resource in module["resources"].modules.items()
        for cls in resource.classes.values()
        if not (cls.name.startswith("Async") or "With" in cls.name)
        for function in cls.functions.values()
    }
    return fields | returns


def parameters_gone(old: griffe.Module, new: griffe.Module) -> set[Fact]:
    """Parameters that are no longer there: griffe lets them go where a method takes `**options`."""
    before, after = signatures(old), signatures(new)
    return {
        ("gone", name, parameter)
        for name in before.keys() & after.keys()
        for parameter in before[name] - after[name]
    }


def signatures(module: griffe.Module) -> dict[str, set[str]]:
    """The parameters of the methods of synchronous resources."""
    return {
        f"{resource_path(name)}.{function.name}": {p.name for p in function.parameters}
        for name, resource in module["resources"].modules.items()
        for cls in resource.classes.values()
        if not (cls.name.startswith("Async") or "With" in cls.name)
        for function in cls.functions.values()
    }


def said_by_the_review(review: Review) -> set[Fact]:
    """The breaking changes that show in names and in signatures."""
    facts: set[Fact] = set()
    for change in review.at(Level.BREAKING):
        facts |= {("gone", bare(name)) for name in change.removes}
        for each in (change.subject, *change.also):
            facts |= facts_of(change, bare(each), is_method="client." in each)
    return facts


def bare(subject: str) -> str:
    """A subject of a review as griffe's facts call it."""
    return subject.removeprefix("client.").removeprefix("models.").removesuffix("()")


def facts_of(change: Change, subject: str, *, is_method: bool) -> set[Fact]:
    """What a breaking change says about one of its subjects."""
    facts: set[Fact] = set()
    quoted = change.text.split("`")[1::2]
    if not is_method and change.code == "argument-removed":
        return {("gone", subject)}
    if not is_method and "required" in change.code:
        return set()
    match change.code:
        case "operation-removed" | "operation-renamed" | "class-removed" | "field-removed":
            facts.add(("gone", subject))
        case "kind-changed":
            facts.add(("kind", subject))
        case "error-class-removed" | "webhook-removed":
            facts.add(("gone", subject))
        case "credential-removed":
            facts.add(("gone", subject, quoted[0]))
        case "required-argument-added":
            facts.add(("needs", subject, quoted[0]))
        case "became-required":
            facts |= {("needs", subject, name) for name in quoted}
        case "argument-removed":
            came, went = quoted_around(change.text)
            facts |= {("gone", subject, name) for name in went}
            facts |= {("needs", subject, name) for name in came}
        case "argument-renamed":
            facts |= {("gone", subject, quoted[0]), ("needs", subject, quoted[1])}
        case "body-reshaped":
            came, went = quoted_around(change.text)
            facts |= {("gone", subject, name) for name in went}
            facts |= {("needs", subject, name) for name in came if name in REQUIRED}
    return facts


def quoted_around(text: str) -> tuple[list[str], list[str]]:
    """The quoted names before and after "instead of"; of a sentence without it, all stand after."""
    before, _, after = text.rpartition(" instead of ")
    return before.split("`")[1::2], after.split("`")[1::2]


def told_of(review: Review) -> set[str]:
    """Everything that the review speaks of."""
    return {subject for change in review.changes for subject in change.subjects}
