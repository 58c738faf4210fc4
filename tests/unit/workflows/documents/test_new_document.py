# What a server sends in place of a document is named as what it is, and a text that ends early is noticed.
from __future__ import annotations

import gzip
import json
import re
from pathlib import Path

import pytest
from clientloom.diagnostics import Diagnostic, InputError
from clientloom.upstream.fetched import Fetched
from clientloom.workflows.documents.new_document import check_new_document
from support.review_cases import BASE

NAMES = [f"Zone{number:02}" for number in range(20)]
BLOCK = (
    BASE.replace("version: '1'}\n", "version: '1'}\ntags:\n  - name: things\n  - name: shops\n")
    + "".join(
        f"    {name}:\n      type: object\n      properties:\n        id:\n          type: string\n"
        f"        name:\n          type: string\n          description: What people call it.\n"
        for name in NAMES
    )
    + "".join(
        f"""  /zones/{name}:
    get:
      operationId: get{name}
      responses:
        '200':
          description: fine
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/{name}'
"""
        for name in NAMES
    ).join(["", ""])
)
"""Schemas after the paths, as most vendors have them; the paths of the zones are put into place below."""

PATHS_LAST = (
    BLOCK[: BLOCK.index("paths:")]
    + "components:\n"
    + BLOCK[BLOCK.index("components:\n") + 12 : BLOCK.index("  /zones/")]
    + "paths:\n"
    + BLOCK[BLOCK.index("paths:\n") + 7 : BLOCK.index("components:\n")]
    + BLOCK[BLOCK.index("  /zones/") :]
)
PATHS_FIRST = (
    PATHS_LAST[: PATHS_LAST.index("components:\n")]
    + PATHS_LAST[PATHS_LAST.index("paths:\n") :]
    + PATHS_LAST[PATHS_LAST.index("components:\n") : PATHS_LAST.index("paths:\n")]
)
DOCUMENTS = {"paths first": PATHS_FIRST, "paths last": PATHS_LAST}


def fault(
    tmp_path: Path, old: str, new: str | bytes, *, may_shrink: bool = False
) -> Diagnostic | None:
    """The error about a new document, None where it is taken."""
    document = tmp_path / "openapi.yaml"
    document.write_text(old, "utf-8")
    content = new.encode() if isinstance(new, str) else new
    try:
        check_new_document(document, Fetched(source="new", content=content), may_shrink=may_shrink)
    except InputError as refused:
        return refused.diagnostics[0]
    return None


@pytest.mark.parametrize("per_cent", [30, 51, 60, 75, 83, 90, 95, 99])
@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_text_that_ends_early_is_noticed_wherever_it_ends(
    name: str, per_cent: int, tmp_path: Path
) -> None:
    text = DOCUMENTS[name]
    assert fault(tmp_path, text, text) is None
    end = len(text) * per_cent // 100
    for cut in (text[:end], text[: end + 7], text[: end + 19]):
        found = fault(tmp_path, text, cut)
        assert found is not None, cut[-80:]
        assert "ends early" in found.message
        assert "--allow-shrunk" not in (found.hint or "")


def test_the_message_says_what_is_missing(tmp_path: Path) -> None:
    cut = PATHS_LAST[: PATHS_LAST.index("  /zones/Zone15") + 60]
    found = fault(tmp_path, PATHS_LAST, cut)
    assert found is not None
    assert (found.code, found.span.line) == ("cut-document", cut.count("\n"))
    assert "4 of 25 operations are missing" in found.message
    assert fault(tmp_path, PATHS_LAST, cut, may_shrink=True) is None


def test_a_new_version_that_ends_early_is_noticed_too(tmp_path: Path) -> None:
    newer = PATHS_FIRST.replace("What people call it", "Its name").replace("'1'", "'2'")
    found = fault(tmp_path, PATHS_FIRST, newer[: len(newer) * 4 // 5])
    assert found is not None
    assert found.code == "cut-document"


@pytest.mark.parametrize(
    "remove",
    [
        lambda text: text[: text.index("    Zone19:")],
        lambda text: text.replace("        name:\n          type: string\n", "        name:\n"),
        lambda text: text[: text.rindex("        name:")],
        lambda text: text[: text.rindex("          description:")],
        lambda text: text + "    Zone20: {type: object}\n",
    ],
    ids=["last schema", "types", "last property", "last description", "more"],
)
def test_what_a_vendor_removes_at_the_end_is_no_cut(remove, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a lambda
    """The last schema goes with the operations that use it."""
    old = PATHS_FIRST.replace("version: '1'", "version: '0'")
    new = remove(PATHS_FIRST)
    if "    Zone19:" not in new:
        start = new.index("  /zones/Zone19")
        new = new[:start] + new[new.index("components:\n") :]
    assert fault(tmp_path, old, new) is None


def test_many_operations_that_go_are_told(tmp_path: Path) -> None:
    text = PATHS_FIRST
    fewer = text[: text.index("  /zones/Zone05")] + text[text.index("components:\n") :]
    found = fault(tmp_path, text, fewer)
    assert found is not None
    assert found.code == "shrunk-document"
    assert "has 10 operations, the old one has 25" in found.message
    assert "--allow-shrunk" in (found.hint or "")
    assert fault(tmp_path, text, fewer, may_shrink=True) is None


LISTED = """openapi: 3.1.0
info: {title: t, version: '1'}
paths: {}
tags:
  - name: first
    description: The first of all.
  - name: second
    description: The second, which says more.
  - [a, b, c]
  - last
"""


@pytest.mark.parametrize(
    ("old", "cut"),
    [
        (LISTED, "  - last\n"),
        (LISTED, "ast\n"),
        (LISTED, "  - [a, b, c]\n  - last\n"),
        (LISTED, ", which says more.\n  - [a, b, c]\n  - last\n"),
        (LISTED, "second\n    description: The second, which says more.\n  - [a, b, c]\n  - last\n"),
        (LISTED, LISTED[LISTED.index("  - name: first") :]),
        (LISTED + "x-keys:\n  one: 1\n  other: 2\n", "e: 1\n  other: 2\n"),
    ],
)  # fmt: skip
def test_a_text_that_ends_within_a_list_or_a_key_is_noticed(
    old: str, cut: str, tmp_path: Path
) -> None:
    new = old.removesuffix(cut)
    assert new != old
    found = fault(tmp_path, old, new)
    assert found is not None
    assert found.code == "cut-document"
    changed = old.replace("The first", "A first")
    assert fault(tmp_path, changed, old) is None


def test_there_is_nothing_to_compare_with_a_file_that_is_no_document(tmp_path: Path) -> None:
    assert fault(tmp_path, "no: document\n", LISTED) is None
    assert fault(tmp_path, "openapi: [\n", LISTED) is None


OTHER = (
    PATHS_FIRST.replace("zones", "planets").replace("Zone", "Planet").replace("/shops", "/moons")
).replace("/things", "/stars")
OTHER = re.sub(r"operationId: '?(\w+)", r"operationId: other\1", OTHER).replace(
    "title: ", "title: Sky "
)


def test_another_api_of_the_same_size_is_told(tmp_path: Path) -> None:
    found = fault(tmp_path, PATHS_FIRST, OTHER)
    assert found is not None
    assert found.code == "other-api"
    assert "this is another API, 'Sky " in found.message
    assert "it has none of the 25 operations of" in found.message
    assert "--allow-shrunk" in (found.hint or "")
    assert fault(tmp_path, PATHS_FIRST, OTHER, may_shrink=True) is None
    told = fault(tmp_path, PATHS_FIRST + "webhooks: {made: {post: {responses: {}}}}\n", OTHER)
    assert told is not None
    assert "it has none of the 26 operations and webhooks of" in told.message


@pytest.mark.parametrize(
    "move",
    [
        lambda text: re.sub(r"^  /(?=\w)", "  /api/v2/", text, flags=re.MULTILINE),
        lambda text: re.sub(
            r"\{\w+\}", "{key}", re.sub(r"name: \w+, in: path", "name: key, in: path", text)
        ),
        lambda text: re.sub(r"operationId: '?\w+'?", "summary: gone", text),
        lambda text: re.sub(r"^  /(?=\w)", "  /other-", text, flags=re.MULTILINE),
        lambda _: OTHER.replace("Planet", "Zone"),
    ],
    ids=["beginning", "parameters", "ids", "paths", "schemas stay"],
)
def test_an_api_that_moves_is_no_other_one(move, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]  # a lambda
    moved = move(PATHS_FIRST)
    assert moved != PATHS_FIRST
    assert fault(tmp_path, PATHS_FIRST, moved) is None
    assert fault(tmp_path, moved, PATHS_FIRST) is None


@pytest.mark.parametrize(("title", "code"), [("Shops", None), ("Moons", "other-api")])
def test_of_a_small_api_the_title_counts(title: str, code: str | None, tmp_path: Path) -> None:
    old = "openapi: 3.1.0\ninfo: {title: Shops, version: '1'}\npaths:\n  /shops: {get: {responses: {}}}\n"
    new = old.replace("title: Shops", f"title: {title}").replace("/shops", "/moons")
    found = fault(tmp_path, old, new)
    assert (found.code if found else None) == code


WRONG = {
    "HTML": (b"<!DOCTYPE html><html>sorry</html>", "this is an HTML page"),
    "XML": (b"<?xml version='1.0'?><error/>", "this is XML"),
    "gzip": (gzip.compress(BASE.encode()), "this is a gzip file"),
    "zip": (b"PK\x03\x04rest", "this is a ZIP archive"),
    "quota": (
        b"API rate limit exceeded for 192.0.2.1.",
        "the server refuses further requests for now: 'API rate",
    ),
    "quota with a colon": (
        b"429: Too Many Requests\n",
        "the server refuses further requests for now: '429: Too Many Requests'",
    ),
    "status line": (b"404: Not Found", "this is an error message of a server: '404: Not Found'"),
    "page with a title": (
        b"<!DOCTYPE html><html><title>Too Many\n Requests</title>",
        "this is an HTML page ('Too Many Requests'), not an OpenAPI document",
    ),
    "LFS": (b"version https://git-lfs.github.com/spec/v1\noid x\n", "this is a pointer of Git LFS"),
    "error": (
        b'{"error": {"code": 429, "message": "Quota exceeded"}}',
        "the server refuses further requests for now: 'Quota exceeded'",
    ),
    "problem": (
        b'{"title": "Forbidden", "status": 403, "detail": "no licence"}',
        "of a server: 'no licence'",
    ),
    "problem without a detail": (
        b'{"type": "about:blank", "title": "Not Found", "status": 404}',
        "of a server: 'Not Found'",
    ),
    "message of another server": (b'{"code": 401, "msg": "no login"}', "of a server: 'no login'"),
    "errors": (
        b'{"success": false, "errors": [{"code": 1}]}',
        "this is an error message of a server",
    ),
    "empty": (b"", "the file is empty"),
    "cut JSON": (
        json.dumps({"openapi": "3.1.0", "info": {"title": "x"}})[:40].encode(),
        "the JSON text ends early",
    ),
    "cut JSON, large": (
        json.dumps({"openapi": "3.1.0", "x-a": ["b"] * 9999})[:-4].encode(),
        "the JSON text ends early",
    ),
    "commented JSON": (b'# JSON\n{"openapi": "3.1.0", "info": {"title', "the YAML text ends early"),
    "character": (
        "openapi: 3.1.0\ninfo: {title: Schloß".encode()[:-1],
        "the text ends early: in the middle",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_document_is_named_as_what_it_is(name: str, tmp_path: Path) -> None:
    content, words = WRONG[name]
    for may_shrink in (False, True):
        found = fault(tmp_path, BASE, content, may_shrink=may_shrink)
        assert found is not None
        assert words in found.message
        assert "--allow-shrunk" not in (found.hint or "")
