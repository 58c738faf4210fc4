# The text files of a generated package, in a folder or in a wheel. Reads files; may import every room.
"""Reading what a package or a wheel holds."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from zipfile import BadZipFile

from clientloom import bounded
from clientloom.checkout.package_lock import LOCK_NAME
from clientloom.diagnostics import InputError, Span
from clientloom.ir.surface import SURFACE_NAME

PRIVATE_FOLDERS = frozenset({"_runtime", "__pycache__"})
"""Folders of a package that are not part of its public surface."""


def read_text(path: Path, label: str) -> str:
    """Reads a text file of a package."""
    try:
        return bounded.read_text(path)
    except OSError:
        hint = "generate the package again"
        raise InputError.at(Span(label), "no-surface", f"{path.name} is missing", hint) from None


def read_wheel(path: Path, label: str) -> dict[str, str]:
    """Reads the modules, the surface and the lock of a wheel."""
    try:
        return bounded.read_archive(path, (".py", SURFACE_NAME, LOCK_NAME))
    except (BadZipFile, UnicodeDecodeError) as error:
        raise InputError.at(
            Span(label), "bad-wheel", f"not a valid wheel: {error}", "build it again"
        ) from None


def read_code(folder: Path) -> dict[str, str]:
    """Reads the public Python modules of a generated package."""
    source = folder / "src"
    paths = (p.relative_to(source) for p in sorted(source.rglob("*.py")))
    return {
        str(PurePosixPath(p)): bounded.read_text(source / p)
        for p in paths
        if is_public(p.as_posix())
    }


def is_public(path: str) -> bool:
    """Returns whether a module is part of the package's public surface."""
    return not PRIVATE_FOLDERS & set(PurePosixPath(path).parts)
