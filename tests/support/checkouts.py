# Checkouts of one small vendor, and what is in a folder before and after.
from __future__ import annotations

from pathlib import Path

from clientloom.cli import entry
from support.review_cases import BASE

SHOP = '[package]\nname = "shop"\n\n[document]\npath = "openapi.yaml"\n'
"""The least settings of a vendor."""


def shop(root: Path, settings: str = SHOP, **files: str) -> Path:
    """A checkout at `root` with the generated vendor `shop`; `files` lie beside its document."""
    folder = root / "specs" / "shop"
    folder.mkdir(parents=True)
    texts = {"client.toml": settings, "openapi.yaml": BASE, **files}
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    assert entry.run(["generate", "--root", str(root)]) == 0
    return root


def texts(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> set[str]:
    """The files that came, went or have another content."""
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}
