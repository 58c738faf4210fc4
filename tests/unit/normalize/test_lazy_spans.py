# A span that is looked up late is a span like any other.
from __future__ import annotations

import pickle

from clientloom.diagnostics import NOWHERE, Span
from clientloom.normalize.lazy_spans import LazySpan

HERE = Span("a.yaml", 3, 7)


def test_it_is_looked_up_once_and_only_when_it_is_read() -> None:
    asked: list[str] = []

    def find() -> Span:
        asked.append("now")
        return HERE

    span = LazySpan(find)
    assert asked == []
    assert (span.file, span.line, span.column, str(span)) == ("a.yaml", 3, 7, "a.yaml:3:7")
    assert asked == ["now"]


def test_it_equals_the_span_that_it_is() -> None:
    span = LazySpan(lambda: HERE)
    assert span == HERE
    assert span == HERE
    assert span == LazySpan(lambda: Span("a.yaml", 3, 7))
    assert span != NOWHERE
    assert span != NOWHERE
    assert span != "a.yaml:3:7"
    assert {span, HERE} == {HERE}
    assert repr(span) == repr(HERE)


def test_it_travels_to_another_process_as_the_span_that_it_is() -> None:
    copied = pickle.loads(pickle.dumps(LazySpan(lambda: HERE)))
    assert type(copied) is Span
    assert copied == HERE
