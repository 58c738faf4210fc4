# What the text of a package depends on beside its inputs. May import checkout.
"""`find_tool_versions`: what must be the same on two machines that make the same packages."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import clientloom
from clientloom.checkout.package_lock import input_digest, tree_digest
from clientloom.checkout.provenance import built_in_digests, tool_versions

_NO_CODE = frozenset({"_docs", "_templates", "__pycache__"})


def find_tool_versions() -> Mapping[str, str]:
    """Returns the versions of Python and of the tools, and hashes of clientloom's code and templates."""
    return {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        **tool_versions(),
        "the code of clientloom": _hash_code(),
        "the templates of clientloom": sha256(built_in_digests().encode()).hexdigest(),
    }


def _hash_code() -> str:
    """Returns a hash of clientloom's code, the same in a checkout and where the wheel is installed.

    The templates, which only a wheel has beside the code, have a hash of their own.
    """
    parts = sorted(Path(clientloom.__file__).parent.iterdir())
    code = [part for part in parts if part.is_dir() or part.suffix == ".py"]
    hashes = (f"{part.name} {_hash(part)}" for part in code if part.name not in _NO_CODE)
    return sha256("\n".join(hashes).encode()).hexdigest()


def _hash(part: Path) -> str:
    return tree_digest(part) if part.is_dir() else input_digest(part)


def find_differences(here: Mapping[str, str], there: Mapping[str, str]) -> list[str]:
    """Returns what is not the same on two machines, in words."""
    return [
        _describe(name, version, there.get(name, ""))
        for name, version in here.items()
        if there.get(name, "") != version
    ]


def _describe(name: str, here: str, there: str) -> str:
    if len(here) > 40:  # a hash says nothing to a person
        return f"{name} is not the same"
    return f"{name} is {there or 'missing'}, here it is {here}"
