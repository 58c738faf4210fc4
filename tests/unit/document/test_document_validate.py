# What the validators say, and that their failures are not ours.
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clientloom.diagnostics import Severity
from clientloom.document.grammar.tables import OPENAPI_3, SWAGGER_2
from clientloom.document.validate import check as validate
from clientloom.document.validate.check import check_fully, check_structure
from clientloom.document.version import Version

V30, V31 = Version(3, 0), Version(3, 1)
INFO = {"title": "A", "version": "1"}
OPERATION = {"operationId": "same", "responses": {"200": {"description": "ok"}}}


@pytest.mark.parametrize(
    ("version", "tree"),
    [
        (Version(2, 0), {"swagger": "2.0", "info": INFO, "paths": {}}),
        (V30, {"openapi": "3.0.3", "info": INFO, "paths": {}}),
        (V31, {"openapi": "3.1.0", "info": INFO, "paths": {}}),
        (Version(3, 2), {"openapi": "3.2.0", "info": INFO, "paths": {}}),
    ],
)
def test_a_valid_document_has_no_findings(version: Version, tree: Any) -> None:
    assert check_structure(tree, version) == []
    assert check_fully(tree, version) == []
    assert version.grammar is (SWAGGER_2 if version.major == 2 else OPENAPI_3)


def test_a_failed_choice_is_told_where_it_fails() -> None:
    broken = {"type": "object", "properties": {"a": {"type": "strng"}}}
    tree = {"openapi": "3.0.3", "info": INFO, "paths": {}, "components": {"schemas": {"A": broken}}}
    [found] = check_structure(tree, V30)
    assert found.tokens == ("components", "schemas", "A", "properties", "a", "type")
    assert "is not one of" in found.message


def test_findings_hold_no_data_of_the_document() -> None:
    tree = {
        "openapi": "3.1.0",
        "info": {"title": 7, "version": "\x1b[31m" * 99},
        "paths": "x" * 5_000,
    }
    for found in check_structure(tree, V31):
        assert len(found.message) <= 300
        assert found.message.isprintable()


def test_many_findings_are_bounded() -> None:
    responses: dict[str, object] = {str(status): {} for status in range(100, 599)}
    tree = {"openapi": "3.1.0", "info": INFO, "paths": {"/a": {"get": {"responses": responses}}}}
    found = check_structure(tree, V31)
    assert len(found) == 101
    assert found[-1].is_note


def test_the_full_check_finds_what_the_metaschema_cannot() -> None:
    tree = {"openapi": "3.1.0", "info": INFO, "paths": {"/a": {"get": OPERATION, "put": OPERATION}}}
    assert check_structure(tree, V31) == []
    assert any("same" in found.message for found in check_fully(tree, V31))


def test_the_full_check_says_where() -> None:
    schema = {"type": "object", "properties": {"a": {"type": "integer", "default": "x"}}}
    tree = {
        "openapi": "3.1.0",
        "info": INFO,
        "paths": {"/a": {"get": OPERATION, "put": OPERATION}, "/a/{b}": {"get": {"responses": {}}}},
        "components": {"schemas": {"A": schema}},
    }
    found = {f.tokens: f.message for f in check_fully(tree, V31) if not f.is_structure}
    default = found.pop(("components", "schemas", "A", "properties", "a", "default"))
    assert "is not of type" in default
    assert "not unique" in found.pop(("paths", "/a", "put"))
    assert "Path parameter 'b'" in found.pop(("paths", "/a/{b}", "get"))
    assert not found


def test_a_full_check_that_hangs_is_a_note() -> None:
    [found] = check_fully({"openapi": "3.1.0", "info": INFO, "paths": {}}, V31, seconds=0)
    assert found.is_note
    assert "did not finish" in found.message


def test_a_full_check_that_crashes_is_a_note() -> None:
    [found] = check_fully({}, Version(3, 9))
    assert found.is_note
    assert "crashed" in found.message


def test_a_full_check_that_dies_is_a_note(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text("import os; os._exit(9)")
    monkeypatch.setattr(validate, "_WORKER", worker)
    [found] = check_fully({}, V31)
    assert "crashed" in found.message


def test_findings_are_warnings_with_the_line_that_they_are_about(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    path = write({"a.yaml": "openapi: 3.1.0\ninfo: {title: A}\npaths: {}\n"})
    [found] = load(path).report.diagnostics
    assert (str(found.span), found.code, found.severity) == (
        "a.yaml:2:1",
        "invalid-document",
        Severity.WARNING,
    )
    assert found.span.source == "info: {title: A}"


def test_a_thorough_reading_warns_of_what_the_full_check_finds(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    path = write(
        {
            "a.json": {
                "openapi": "3.1.0",
                "info": INFO,
                "paths": {"/a": {"get": OPERATION, "put": OPERATION}},
            }
        }
    )
    assert load(path).report.diagnostics == ()
    assert [found.code for found in load(path, thorough=True).report.diagnostics] == [
        "invalid-document"
    ]


def test_what_both_checks_find_is_told_once(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    text = "openapi: 3.1.0\ninfo: {title: A}\npaths: {}\n"
    found = load(write({"a.yaml": text}), thorough=True).report.diagnostics
    assert [diagnostic.code for diagnostic in found] == ["invalid-document"]


def test_what_the_clean_up_tells_of_is_told_once(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    path = write({"a.yaml": 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: []\n'})
    assert [found.code for found in load(path).report.diagnostics] == ["wrong-shape"]
