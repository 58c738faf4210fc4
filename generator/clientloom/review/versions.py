# The next version after a review. Imports changes only; `packaging` parses versions.
"""The version that a review requires, and whether a chosen version is sufficient."""

from __future__ import annotations

from packaging.version import Version

from clientloom.review.changes import Level, Review


def needed_version(current: Version, review: Review) -> Version:
    """Returns the smallest version that may follow `current` after the changes of a review."""
    grew = any(
        c.code.endswith("-added") or c.adds for c in review.changes if c.level <= Level.RISKY
    )
    return bump(current, review.level, surface_grew=grew)


def bump(current: Version, level: Level, *, surface_grew: bool) -> Version:
    """Returns the smallest next version for the changes (Semantic Versioning 2.0.0, items 6 to 9).

    Before 1.0, a breaking change raises the minor number and any other change the patch number. After a pre-release,
    the next pre-release follows whatever changed. `surface_grew` says that something was added, which raises the
    minor number from 1.0 on.
    """
    major, minor, patch = current.major, current.minor, current.micro
    if current.is_prerelease:
        return Version(_next_prerelease(current))
    if level is Level.BREAKING:
        return _final_version(major + 1, 0, 0) if major else _final_version(0, minor + 1, 0)
    if major and (surface_grew or level is Level.RISKY):
        return _final_version(major, minor + 1, 0)
    return _final_version(major, minor, patch + 1)


def _final_version(*parts: int) -> Version:
    return Version(".".join(map(str, parts)))


def _next_prerelease(current: Version) -> str:
    """Returns the next pre-release of the same kind (PyPA, Version specifiers)."""
    base, (letter, number) = current.base_version, current.pre or ("", 0)
    pre = f"{letter}{number}" if letter else ""
    if current.dev is not None:
        return f"{base}{pre}.dev{current.dev + 1}"
    return f"{base}{letter}{number + 1}"


def is_enough(chosen: Version, current: Version, needed: Version) -> bool:
    """May `chosen` follow `current`? A candidate of the version that is needed, or of a later one, may too."""
    return chosen > current and chosen.release >= needed.release
