# One entry of api.md. May import the views.
"""`make_entry`: plain text as an entry in Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from clientloom.render.markdown import code_span, markdown
from clientloom.render.view_types import ReferenceEntry


def make_entry(title: str, summary: str, facts: Iterable[str], *, http: str = "") -> ReferenceEntry:
    """Returns an entry.

    Args:
        title: what the reader writes in code.
        summary: what it is or does, without markup.
        facts: pieces of Markdown.
        http: the method and the path of a call.
    """
    return ReferenceEntry(
        title=code_span(title),
        http=code_span(http) if http else "",
        summary=markdown(summary),
        facts=tuple(facts),
    )
