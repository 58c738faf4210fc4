# Real documents, where they are at hand: each is read and holds what Document promises, or is refused with reason.
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from clientloom.diagnostics import Diagnostic, InputError
from clientloom.document import Document, LoadOptions, load_document
from clientloom.document.grammar.notation import walk
from clientloom.document.grammar.tables import METHODS, OPENAPI_3
from clientloom.document.pointer import copy_tree, find, split
from clientloom.document.repair.clean import clean
from support.corpus import CORPUS, corpus

REASONS = {
    "duplicate-key",
    "json-syntax",
    "missing-file",
    "not-utf8",
    "ref-outside",
    "remote-ref",
    "unresolved-ref",
}

pytestmark = pytest.mark.slow


def listed(folder: str) -> list[Path]:
    manifest = CORPUS / folder / "MANIFEST.tsv"
    lines = manifest.read_text(encoding="utf-8").splitlines()[1:]
    paths = [CORPUS / folder / line.split("\t")[0] for line in lines]
    # The largest take minutes to check node by node; the corpus run of tox generates clients from them.
    return [path for path in paths if path.stat().st_size < 1_000_000]


def of_vendors() -> list[str]:
    """The documents of vendors; without the corpus one name, so that a test is skipped and not missing."""
    if not CORPUS.is_dir():
        return ["dev/MANIFEST.tsv"]
    return [path.relative_to(CORPUS).as_posix() for path in listed("dev")]


def read(path: Path) -> Document | tuple[Diagnostic, ...]:
    try:
        return load_document(path, options=LoadOptions(base=CORPUS))
    except InputError as error:
        return error.diagnostics


@pytest.mark.parametrize("name", of_vendors())
def test_every_document_of_a_vendor_is_read(name: str) -> None:
    document = read(corpus(name))
    assert isinstance(document, Document)
    assert_promises(document)


def test_every_small_document_is_read_or_refused_with_reason() -> None:
    corpus("torture")
    refused = 0
    for path in listed("torture"):
        found = read(path)
        if isinstance(found, Document):
            assert_promises(found)
        else:
            refused += 1
            assert {finding.code for finding in found} <= REASONS, path
    assert refused < 70


def assert_promises(document: Document) -> None:
    root: Any = document.root
    assert not clean(copy_tree(root), OPENAPI_3).repairs
    seen: set[int] = set()
    for node, kind, _ in walk(OPENAPI_3, root):
        assert id(node) not in seen
        seen.add(id(node))
        if kind in OPENAPI_3.sections and isinstance(node.get("$ref"), str):
            assert node["$ref"].startswith(f"#/{'/'.join(OPENAPI_3.sections[kind])}/")
            find(root, split(node["$ref"][1:]))
    for path, item in root["paths"].items():
        for method in {*METHODS} & item.keys():
            assert document.locate(
                f"/paths/{path.replace('~', '~0').replace('/', '~1')}/{method}"
            ).line
        break
