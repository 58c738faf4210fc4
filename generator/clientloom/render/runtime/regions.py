# Regions of the runtime's source that only some packages have. Imports the standard library.
"""`keep_regions`: from a line `# <unions>` to `# </unions>` is what only packages with the feature `unions` have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

_MARK = re.compile(r" *# <(?P<end>/?)(?P<names>\w+(?: or \w+)*)>")


def keep_regions(text: str, wanted: Callable[[str], bool]) -> str:
    """Returns the source without its marks and without the regions that are not wanted.

    Args:
        text: A module. A region may be inside another one; `# <dates or times>` is one of two features.
        wanted: Whether a package has a feature.

    Raises:
        ValueError: A region does not end, or another one ends.
    """
    if "# <" not in text:
        return text
    return "".join(_keep(text.splitlines(keepends=True), wanted))


def region_names(text: str) -> frozenset[str]:
    """Returns the features that a module has regions of."""
    found = map(_MARK.fullmatch, text.splitlines())
    return frozenset(name for mark in found if mark for name in _names(mark))


def _keep(lines: list[str], wanted: Callable[[str], bool]) -> Iterator[str]:
    open_: list[tuple[str, bool]] = []
    for line in lines:
        mark = _MARK.fullmatch(line.rstrip("\n"))
        if mark is None:
            if all(is_wanted for _, is_wanted in open_):
                yield line
        elif not mark["end"]:
            open_.append((mark["names"], any(map(wanted, _names(mark)))))
        elif not open_ or open_.pop()[0] != mark["names"]:
            raise ValueError(f"no region begins for {line.strip()!r}")
    if open_:
        raise ValueError(f"the region {open_[-1][0]!r} does not end")


def _names(mark: re.Match[str]) -> list[str]:
    return mark["names"].split(" or ")
