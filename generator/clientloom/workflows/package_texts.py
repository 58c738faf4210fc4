# The text files of a generated package, in a folder, a wheel or an sdist. Reads files; may import every room.
"""Reading what a package or a distribution of it holds."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from clientloom import bounded
from clientloom.checkout.package_lock import LOCK_NAME
from clientloom.diagnostics import InputError, Span
from clientloom.ir.surface import SURFACE_NAME

WHEEL, SDIST = ".whl", ".tar.gz"
PRIVATE_FOLDERS = frozenset({"_runtime", "__pycache__"})
"""Folders of a package that are not part of its public surface."""


def read_text(path: Path, label: str) -> str:
    """Reads a text file of a package."""
    try:
        return bounded.read_text(path)
    except OSError:
        hint = "generate the package again"
        raise InputError.at(Span(label), "no-surface", f"{path.name} is missing", hint) from None


def read_distribution(path: Path, label: str) -> dict[str, str]:
    """Reads the modules, the surface and the lock of an sdist, or of a wheel with the sdist beside it.

    Wheels have only what users import; those of earlier versions have the surface and the lock too.
    """
    texts = _read_archive(path, label)
    sdist = path.with_name(f"{'-'.join(path.name.split('-')[:2])}{SDIST}")
    is_bare = path.suffix == WHEEL and not any(name.endswith(SURFACE_NAME) for name in texts)
    return _read_archive(sdist, label) if is_bare and sdist.is_file() else texts


def _read_archive(path: Path, label: str) -> dict[str, str]:
    """The texts by their path in a wheel, or in the package's folder."""
    try:
        found = bounded.read_archive(path, (".py", SURFACE_NAME, LOCK_NAME))
    except ValueError as error:
        message = f"not a valid wheel or sdist: {error}"
        raise InputError.at(Span(label), "bad-wheel", message, "build it again") from None
    if path.suffix == WHEEL:
        return found
    inner = {name.partition("/")[2]: text for name, text in found.items()}
    kept = {n: t for n, t in inner.items() if n.startswith("src/") or not n.endswith(".py")}
    return {name.removeprefix("src/"): text for name, text in kept.items()}


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
