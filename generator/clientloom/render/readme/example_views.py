# The data of the calls in a README. Imports the standard library only.
"""Views of examples: accessors, arguments and answers as text."""

from __future__ import annotations

from typing import NamedTuple


class Example(NamedTuple):
    """A call for the README: `accessor(arguments)`, and a response for the fake.

    `holder` is what has the method: "client.things".
    """

    accessor: str
    fake_accessor: str
    holder: str
    method: str
    arguments: str
    answer: str
    retried: bool


class QuickStart(NamedTuple):
    """The quick start before its `first` call: the client, a comment about its arguments or "", a list or None."""

    client_arguments: str
    comment: str
    comment_above: bool
    listing: Example | None


class Examples(NamedTuple):
    """The calls in a README; None if the API has no method of the kind."""

    start: QuickStart
    first: Example | None
    pages: Example | None
    stream: Example | None
    upload: Example | None
    lines: Example | None
    download: Example | None
    streamed_download: Example | None
    waiting: Example | None
    xml: Example | None


class EnumExample(NamedTuple):
    """An enum class: its name, a member, the literal of its value, and the plain type."""

    name: str
    member: str
    value: str
    plain: str
