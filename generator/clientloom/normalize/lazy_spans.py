# Positions that are computed only when they are used. May import diagnostics.
"""`LazySpan`: a span that is looked up when it is read. A review reads a few of an API, and rendering none."""

from __future__ import annotations

from collections.abc import Callable

from clientloom.diagnostics import Span


class LazySpan(Span):
    """A span that `find` computes on first use."""

    __slots__ = ("_find", "_found")
    _find: Callable[[], Span]
    _found: Span | None

    def __init__(self, find: Callable[[], Span]) -> None:
        object.__setattr__(self, "_find", find)
        object.__setattr__(self, "_found", None)

    def _span(self) -> Span:
        found = self._found
        if found is None:
            found = self._find()
            object.__setattr__(self, "_found", found)
        return found

    @property
    def file(self) -> str:
        """As in `Span`."""
        return self._span().file

    @property
    def line(self) -> int:
        """As in `Span`."""
        return self._span().line

    @property
    def column(self) -> int:
        """As in `Span`."""
        return self._span().column

    @property
    def source(self) -> str:
        """As in `Span`."""
        return self._span().source

    def __eq__(self, other: object) -> bool:
        return self._span() == (other._span() if isinstance(other, LazySpan) else other)

    def __hash__(self) -> int:
        return hash(self._span())

    def __repr__(self) -> str:
        return repr(self._span())

    def __reduce__(self) -> tuple[object, ...]:
        return Span, (self.file, self.line, self.column)
