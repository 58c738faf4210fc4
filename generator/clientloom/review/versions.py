# Version numbers follow from changes. Imports changes only.
"""The bump that a review asks for, and whether a chosen version is large enough."""

from __future__ import annotations

import re
from dataclasses import dataclass

from clientloom.review.changes import Level

_VERSION = re.compile(r"(\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """MAJOR.MINOR.PATCH."""

    major: int
    minor: int
    patch: int

    @classmethod
    def parse(cls, text: str) -> Version:
        """Read a version; raises ValueError when it is not three numbers."""
        match = _VERSION.fullmatch(text.strip())
        if match is None:
            raise ValueError(f"{text!r} is no version of the form MAJOR.MINOR.PATCH")
        return cls(*map(int, match.groups()))

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"


def bumped(current: Version, level: Level, *, surface_grew: bool) -> Version:
    """The smallest next version that tells the truth (Semantic Versioning 2.0.0, items 6 to 8).

    Before 1.0 everything shifts by one place: a breaking change raises the minor number, the rest the patch.
    `surface_grew` says that something was added, which is worth a minor number from 1.0 on.
    """
    minor = surface_grew or level is Level.RISKY
    if current.major == 0:
        if level is Level.BREAKING:
            return Version(0, current.minor + 1, 0)
        return Version(0, current.minor, current.patch + 1)
    if level is Level.BREAKING:
        return Version(current.major + 1, 0, 0)
    if minor:
        return Version(current.major, current.minor + 1, 0)
    return Version(current.major, current.minor, current.patch + 1)
