# Writing small documents to a folder of their own, and reading them.
from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from clientloom.diagnostics import Diagnostic, InputError
from clientloom.document import Document, LoadOptions, load_document

Write = Callable[[Mapping[str, Any]], Path]
Load = Callable[..., Document]
Refusal = Callable[..., tuple[Diagnostic, ...]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files below a folder; a value that is no text is written as JSON. Gives the first one's path."""

    def make(files: Mapping[str, Any]) -> Path:
        paths = []
        for name, value in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            data = value if isinstance(value, (bytes, str)) else json.dumps(value)
            path.write_bytes(data if isinstance(data, bytes) else data.encode())
            paths.append(path)
        return paths[0]

    return make


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Read a document of that folder; names in messages are relative to it."""

    def read(path: Path, *overlays: Path, **options: Any) -> Document:
        settings = LoadOptions(display_root=tmp_path, **options)
        return load_document(path, overlays=overlays, options=settings)

    return read


@pytest.fixture
def refusal(load: Load) -> Refusal:
    """Read a document that is refused; gives what was said."""

    def read(path: Path, *overlays: Path, **options: Any) -> tuple[Diagnostic, ...]:
        with pytest.raises(InputError) as caught:
            load(path, *overlays, **options)
        return caught.value.diagnostics

    return read
