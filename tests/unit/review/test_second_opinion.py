# The generated Python itself, compared by griffe: what it finds gone or newly required, the review has told, and
# the reverse. A disagreement is a fault of one of the two.
from __future__ import annotations

import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import griffe
import pytest
from clientloom.cli import entry
from clientloom.review import Level, Review, compare_apis
from clientloom.sides import read_sides
from clientloom.workspace import Workspace
from support.review_cases import BASE

UPSTASH = (
    Path(__file__).parents[4] / "shared" / "corpus" / "updates" / "upstash-devapi-2025-12-2026-08"
)
SETTINGS = '[package]\nname = "demo"\n\n[document]\npath = "{document}"\n'

Fact = tuple[str, ...]
"""A kind of breaking change and the thing: ("gone", "things.list"), ("needs", "things.create", "size")."""

EDITS = (
    ("operationId: getShop", "operationId: readShop"),
    (
        "operationId: deleteShop",
        (
            "operationId: deleteShop\n      parameters:"
            " [{name: why, in: query, required: true, schema: {type: string}}]"
        ),
    ),
    ("        size: {type: number}\n", ""),
    ("required: [name]\n", "required: [name, colour]\n"),
    ("        - {name: order, in: query, schema: {type: string, enum: [asc, desc]}}\n", ""),
    ("        owner: {type: string}\n", ""),
    ("required: [name, owner]", "required: [name]"),
    (
        "{oneOf: [{$ref: '#/components/schemas/Circle'}, {$ref: '#/components/schemas/Square'}]}",
        "{$ref: '#/components/schemas/Circle'}",
    ),
    (
        "parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
        (
            "parameters: [{name: id, in: path, required: true, schema: {type: string}},"
            " {name: full, in: query, schema: {type: boolean}}]"
        ),
    ),
)
"""Breaking edits of every kind that shows in names and signatures, and a safe one."""


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
        sides = read_sides(str(before), str(package), Workspace(root), held)
    return Compared(before / "src", package / "src", compare_apis(sides[0].api, sides[1].api))


def load(source: Path) -> griffe.Module:
    module = griffe.load("demo", search_paths=[source], try_relative_path=False)
    assert isinstance(module, griffe.Module)
    return module


def said_by_griffe(step: Compared) -> set[Fact]:
    """What griffe finds, in the words of the client's user."""
    old, new = load(step.old), load(step.new)
    found = {fact for b in griffe.find_breaking_changes(old, new) for fact in fact_of(b)}
    return found | parameters_gone(old, new)


def fact_of(breakage: griffe.Breakage) -> set[Fact]:
    """A breakage of the public surface; the asynchronous twin, `params` and raw access say the same again."""
    _, room, *path = breakage.obj.canonical_path.split(".")
    if room not in {"models", "resources"} or any(part.startswith("_") for part in path):
        return set()
    if room == "resources" and (path[1].startswith("Async") or "With" in path[1]):
        return set()
    name = ".".join((path[0], *path[2:])) if room == "resources" else ".".join(path[1:])
    match breakage.kind:
        case griffe.BreakageKind.OBJECT_REMOVED:
            return {("gone", name)} if name else set()
        case (
            griffe.BreakageKind.PARAMETER_ADDED_REQUIRED
            | griffe.BreakageKind.PARAMETER_CHANGED_REQUIRED
        ):
            parameter = breakage.new_value or breakage.old_value
            return {("needs", name, parameter.name)}
        case griffe.BreakageKind.ATTRIBUTE_CHANGED_VALUE:
            return set()  # the default of a field: what its caller reads is its type
        case griffe.BreakageKind.ATTRIBUTE_CHANGED_TYPE | griffe.BreakageKind.RETURN_CHANGED_TYPE:
            return (
                set()
            )  # griffe compares texts of annotations, which a wider and a narrower type both change
        case other:
            pytest.fail(f"griffe found {other}: {breakage.explain()}")


def parameters_gone(old: griffe.Module, new: griffe.Module) -> set[Fact]:
    """Parameters that are not there any more: griffe lets them go where a method takes `**options`."""
    before, after = signatures(old), signatures(new)
    return {
        ("gone", name, parameter)
        for name in before.keys() & after.keys()
        for parameter in before[name] - after[name]
    }


def signatures(module: griffe.Module) -> dict[str, set[str]]:
    """The parameters of the methods of synchronous resources."""
    return {
        f"{name}.{function.name}": {p.name for p in function.parameters}
        for name, resource in module["resources"].modules.items()
        for cls in resource.classes.values()
        if not (cls.name.startswith("Async") or "With" in cls.name)
        for function in cls.functions.values()
    }


def said_by_the_review(review: Review) -> set[Fact]:
    """The breaking changes that show in names and in signatures."""
    facts: set[Fact] = set()
    for change in review.at(Level.BREAKING):
        subject = change.subject.removeprefix("client.").removeprefix("models.").removesuffix("()")
        quoted = change.text.split("`")[1::2]
        match change.code:
            case "operation-removed" | "operation-renamed" | "class-removed" | "field-removed":
                facts.add(("gone", subject))
            case "required-argument-added":
                facts.add(("needs", subject, quoted[0]))
            case "became-required" if "client." in change.subject:
                facts.add(("needs", subject, quoted[0]))
            case "argument-removed" | "argument-renamed":
                facts.add(("gone", subject, quoted[0]))
    return facts


def test_both_see_the_same_edits(tmp_path: Path) -> None:
    text = BASE
    for old, new in EDITS:
        assert old in text
        text = text.replace(old, new)
    step = compared(BASE, text, tmp_path)
    expected: set[Fact] = {
        ("gone", "shops.get"),
        ("needs", "shops.delete", "why"),
        ("gone", "things.create", "size"),
        ("gone", "NewThing.size"),
        ("needs", "things.create", "colour"),
        ("gone", "things.list", "order"),
        ("gone", "Thing.owner"),
        ("gone", "Square"),
    }
    assert said_by_the_review(step.review) == expected
    assert said_by_griffe(step) == expected


def test_both_see_nothing_where_nothing_broke(tmp_path: Path) -> None:
    safe = BASE.replace("enum: [a, b]", "enum: [a, b, c]").replace(
        "note: {type: string}}}", "note: {type: string}, extra: {type: string}}}"
    )
    step = compared(BASE, safe, tmp_path)
    assert said_by_the_review(step.review) == said_by_griffe(step) == set()


@pytest.mark.slow
def test_both_see_the_same_in_a_real_update(tmp_path: Path) -> None:
    if not UPSTASH.is_dir():
        pytest.skip("shared/corpus/updates/upstash-devapi-2025-12-2026-08 is not here")
    old, new = ((UPSTASH / name).read_text("utf-8") for name in ("old.yml", "new.yml"))
    step = compared(old, new, tmp_path)
    found = said_by_griffe(step)
    assert ("needs", "qstash.get_q_stash_user", "id") in found
    assert found == said_by_the_review(step.review)
