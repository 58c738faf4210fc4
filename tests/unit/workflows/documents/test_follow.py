# The files of a document are followed within the vendor's folder, and not without end.
from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from clientloom.upstream.fetched import FetchError
from clientloom.upstream.places import MissingPartError, Part, Places, join_paths
from clientloom.workflows.documents import follow
from clientloom.workflows.documents.follow import follow_references

ROOT = "api/openapi.yaml"


def followed(
    files: Mapping[str, str], *, folder: Path | None = None, limit: int = 10_000
) -> dict[str, str]:
    """The files that are read from among `files`, by their paths; the first is the document."""

    def read(name: str) -> Part:
        if name not in files:
            raise MissingPartError(name)
        return Part(name, files[name].encode())

    places = Places(root=ROOT, join=join_paths, read=read)
    document = next(iter(files.values())).encode()
    found = follow_references(document, places, "openapi.yaml", folder, limit)
    return {name: part.source for name, part in found.items()}


@pytest.mark.parametrize(
    ("document", "found"),
    [
        ("a: {$ref: 'parts/a.yaml#/X'}", {"parts/a.yaml": "api/parts/a.yaml", "b.yaml": "api/b.yaml"}),
        ("a: {$ref: b.yaml}\nb: {$ref: 'b.yaml#/x'}", {"b.yaml": "api/b.yaml"}),
        ("a: {propertyName: k, mapping: {x: b.yaml, y: Name, z: 5}}", {"b.yaml": "api/b.yaml"}),
        ("- $ref: b.yaml", {"b.yaml": "api/b.yaml"}),
        ("a: {$ref: openapi.yaml}\nb: {$ref: '#/x'}\nc: {$ref: 5}", {}),
        ("a: {$ref: ../b.yaml}\nb: {$ref: /b.yaml}\nc: {$ref: //other/b.yaml}\nd: {$ref: 'http://other/b.yaml'}", {}),
        ("a: {$ref: 'http://[other/b.yaml'}", {}),
        ("a: {$ref: gone.yaml}", {}),
        ("a: [", {}),
    ],
)  # fmt: skip
def test_which_files_are_read(document: str, found: dict[str, str]) -> None:
    files = {"api/openapi.yaml": document, "api/parts/a.yaml": "X: {$ref: ../b.yaml}", "api/b.yaml": "x: 1"}  # fmt: skip
    assert followed(files) == found


def test_a_file_that_was_there_and_is_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone.yaml").touch()
    with pytest.raises(FetchError, match=r"api/gone.yaml: the file is gone"):
        followed({ROOT: "a: {$ref: gone.yaml}"}, folder=tmp_path)


def test_files_have_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {
        ROOT: "a: {$ref: a.yaml}\nb: {$ref: b.yaml}",
        "api/a.yaml": "x: 1",
        "api/b.yaml": "x: 2",
    }
    assert len(followed(files, limit=8)) == 2
    with pytest.raises(FetchError, match="larger than 7 bytes") as caught:
        followed(files, limit=7)
    assert "max_bytes" in (caught.value.hint or "")
    monkeypatch.setattr(follow, "MAX_FILES", 1)
    with pytest.raises(FetchError, match="more than 1 files"):
        followed(files)
