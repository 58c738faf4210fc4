# Version numbers follow from changes. Imports changes only; versions are read by packaging.
"""The bump that a review asks for, and whether a chosen version is large enough."""

from __future__ import annotations

from packaging.version import Version

from clientloom.review.changes import Level, Review


def needed_version(current: Version, review: Review) -> Version:
    """The smallest version that may follow `current` after the changes of a review."""
    grew = any(
        c.code.endswith("-added") or c.adds for c in review.changes if c.level <= Level.RISKY
    )
    return bump(current, review.level, surface_grew=grew)


def bump(current: Version, level: Level, *, surface_grew: bool) -> Version:
    """The smallest next version that fits the changes (Semantic Versioning 2.0.0, items 6 to 9).

    Before 1.0 everything shifts by one place: a breaking change raises the minor number, the rest the patch.
    A pre-release promises nothing, so the next one may follow whatever changed. `surface_grew` says that
    something was added, which is worth a minor number from 1.0 on.
    """
    major, minor, patch = current.major, current.minor, current.micro
    if current.is_prerelease:
        return Version(next_prerelease(current))
    if level is Level.BREAKING:
        return final_version(major + 1, 0, 0) if major else final_version(0, minor + 1, 0)
    if major and (surface_grew or level is Level.RISKY):
        return final_version(major, minor + 1, 0)
    return final_version(major, minor, patch + 1)


def final_version(*parts: int) -> Version:
    """A final version."""
    return Version(".".join(map(str, parts)))


def next_prerelease(current: Version) -> str:
    """The next development, alpha, beta or candidate of the same version (PyPA, Version specifiers)."""
    base, (letter, number) = current.base_version, current.pre or ("", 0)
    pre = f"{letter}{number}" if letter else ""
    if current.dev is not None:
        return f"{base}{pre}.dev{current.dev + 1}"
    return f"{base}{letter}{number + 1}"


def is_enough(chosen: Version, current: Version, needed: Version) -> bool:
    """May `chosen` follow `current`? A candidate of the version that is needed, or of a later one, may too."""
    return chosen > current and chosen.release >= needed.release
