# Overlays: what they change, and how they say that they no longer fit.
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clientloom.diagnostics import Severity

Load = Callable[..., Any]

DOCUMENT = """openapi: 3.1.0
info: {title: A, version: "1"}
tags: [{name: a}, {name: b}, {name: c}]
paths:
  /a:
    get:
      tags: [a]
      description: Old
      responses: {200: {description: ok}}
components:
  schemas:
    A: {type: object, properties: {n: {type: number, description: A count.}}, required: [n]}
    B: {type: string, enum: [x, y]}
"""


@pytest.fixture
def patched(write: Callable[..., Path], load: Load, tmp_path: Path) -> Callable[[str], Any]:
    def read(actions: str) -> Any:
        head = 'overlay: 1.0.0\ninfo: {title: O, version: "1"}\nactions:\n'
        path = write({"a.yaml": DOCUMENT, "o.yaml": head + actions})
        return load(path, tmp_path / "o.yaml")

    return read


@pytest.fixture
def refused(write: Callable[..., Path], refusal: Load, tmp_path: Path) -> Callable[[str], Any]:
    def read(overlay: str) -> Any:
        path = write({"a.yaml": DOCUMENT, "o.yaml": overlay})
        [found] = refusal(path, tmp_path / "o.yaml")
        return found

    return read


def test_an_update_merges_mappings_and_replaces_values(patched: Load) -> None:
    document = patched(
        """- target: $.components.schemas.A
  x-reason: A count is whole.
  x-expect: {properties: {n: {type: number}}}
  update: {properties: {n: {type: integer}, m: {type: string}}, title: T}
"""
    )
    assert document.root["components"]["schemas"]["A"] == {
        "type": "object",
        "title": "T",
        "properties": {
            "n": {"type": "integer", "description": "A count."},
            "m": {"type": "string"},
        },
        "required": ["n"],
    }
    assert not document.report.diagnostics
    assert set(document.sha256) == {"a.yaml", "o.yaml"}


def test_an_update_appends_to_lists_what_they_do_not_hold(patched: Load) -> None:
    root = patched(
        """- {target: $.components.schemas.B, update: {enum: [y, z]}}
- {target: $.tags, update: {name: d}}
- {target: $.tags, update: [{name: e}, {name: a}]}
"""
    ).root
    assert root["components"]["schemas"]["B"]["enum"] == ["x", "y", "z"]
    assert [tag["name"] for tag in root["tags"]] == ["a", "b", "c", "d", "e"]


def test_a_removal_takes_every_match(patched: Load) -> None:
    root = patched(
        "- {target: \"$.tags[?@.name != 'b']\", remove: true}\n- {target: $..description, remove: true}\n"
    ).root
    assert root["tags"] == [{"name": "b"}]
    assert "description" not in root["paths"]["/a"]["get"]
    assert "description" not in root["components"]["schemas"]["A"]["properties"]["n"]


def test_an_update_may_select_many(patched: Load) -> None:
    root = patched("- {target: '$.paths.*.get', update: {deprecated: true}}\n").root
    assert root["paths"]["/a"]["get"]["deprecated"] is True


def test_actions_see_what_those_before_them_did(patched: Load) -> None:
    root = patched(
        """- {target: $.components.schemas.B, x-expect: {type: string}, remove: true}
- {target: $.components.schemas, update: {B: {type: integer}}}
- {target: $.components.schemas.B, x-expect: {type: integer}, update: {minimum: 1}}
"""
    ).root
    assert root["components"]["schemas"]["B"] == {"type": "integer", "minimum": 1}


def test_what_the_vendor_has_made_obsolete_is_reported(patched: Load) -> None:
    document = patched(
        """- target: $.components.schemas.A.properties.n
  x-expect: {type: integer}
  update: {type: number}
"""
    )
    [found] = document.report.diagnostics
    assert (found.code, found.severity) == ("overlay-obsolete", Severity.WARNING)
    assert str(found.span) == "o.yaml:4:3"
    assert found.hint == "delete the action"


HEAD = "overlay: 1.0.0\nactions:\n"


@pytest.mark.parametrize(
    ("overlay", "place", "code", "words"),
    [
        (HEAD + "- {target: $.nope, remove: true}", "o.yaml:3:4", "overlay-target", "'$.nope'"),
        (
            HEAD + "- target: $.nope\n  update: {a: 1}",
            "o.yaml:3:3",
            "overlay-target",
            "selects nothing",
        ),
        (
            HEAD + "- target: $.components.schemas.B\n  x-expect: {type: integer}\n  remove: true",
            "o.yaml:4:3",
            "overlay-expect",
            "/components/schemas/B",
        ),
        (
            HEAD
            + "- target: $.components.schemas.A\n  x-expect: {required: [m]}\n  update: {title: T}",
            "o.yaml:4:3",
            "overlay-expect",
            "is not the one that the action expects",
        ),
        (
            HEAD + "- {target: '$[', remove: true}",
            "o.yaml:3:4",
            "bad-overlay",
            "not a valid JSONPath",
        ),
        (HEAD + "- {target: $.info}", "o.yaml:3:3", "bad-overlay", "does nothing"),
        (HEAD + "- {target: $.info, updte: {}}", "o.yaml:3:20", "bad-overlay", "'updte'"),
        (HEAD + "- {update: {}}", "o.yaml:3:3", "bad-overlay", "needs a 'target'"),
        (HEAD + "- 1", "o.yaml:3:3", "bad-overlay", "needs a 'target'"),
        (
            HEAD + "- {target: $.info.title, update: {a: 1}}",
            "o.yaml:3:26",
            "bad-overlay",
            "the target is text",
        ),
        (HEAD + "- {target: $, remove: true}", "o.yaml:3:3", "bad-overlay", "whole document"),
        ("actions: []", "o.yaml:1:1", "bad-overlay", "not an overlay"),
        ("overlay: 1.0.0", "o.yaml:1:1", "bad-overlay", "no actions"),
        ("- 1", "o.yaml:1:1", "bad-overlay", "not an overlay"),
        (
            HEAD + "- {target: $.components.schemas.A.properties, update: {q: {$ref: '#/nope'}}}",
            "o.yaml:3:60",
            "unresolved-ref",
            "'#/nope'",
        ),
    ],
)
def test_an_overlay_that_does_not_fit_is_refused_with_its_place(
    refused: Load, overlay: str, place: str, code: str, words: str
) -> None:
    found = refused(overlay)
    assert (str(found.span), found.code) == (place, code)
    assert words in found.message
    assert found.hint
    assert found.span.source


def test_taking_away_what_is_referred_to_is_refused(
    write: Callable[..., Path], refusal: Load, tmp_path: Path
) -> None:
    document = DOCUMENT.replace(
        "{type: number, description: A count.}", "{$ref: '#/components/schemas/B'}"
    )
    write({"o.yaml": HEAD + "- {target: $.components.schemas.B, remove: true}"})
    [found] = refusal(write({"a.yaml": document}), tmp_path / "o.yaml")
    assert (str(found.span), found.code) == ("a.yaml:12:40", "unresolved-ref")


def test_a_boolean_is_no_number(refused: Load) -> None:
    overlay = HEAD + "- {target: $.info, x-expect: {version: 1}, update: {version: '2'}}"
    assert refused(overlay).code == "overlay-expect"


def test_a_missing_overlay_is_told(
    write: Callable[..., Path], refusal: Load, tmp_path: Path
) -> None:
    [found] = refusal(write({"a.yaml": DOCUMENT}), tmp_path / "nope.yaml")
    assert str(found).startswith("nope.yaml: error[missing-file]")
