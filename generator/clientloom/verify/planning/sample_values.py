# What a call is planned from: one side of the document, the types of the client, and the style of the values.
# May import ir, document and instances/.
"""`Samples` makes the values of a body or an answer."""

from __future__ import annotations

from dataclasses import dataclass, replace

from clientloom.document.document import Json
from clientloom.verify.document_views import View
from clientloom.verify.instances.values import Style, Values
from clientloom.verify.planning.python_values import ArgumentTypes

Media = dict[str, Json]
"""A Media Type Object."""


@dataclass(frozen=True, slots=True)
class Samples:
    """Makes the values of requests or of responses, in one style."""

    view: View
    types: ArgumentTypes
    style: Style

    def make(self, schema: Json) -> Json:
        """Returns a valid instance of a schema of the document.

        Raises:
            NoValueError: none was found.
        """
        return Values(self.view).instance(schema, self.style)

    def full(self) -> Samples:
        """Returns samples that have optional members too."""
        return replace(self, style=replace(self.style, full=True))

    def without_nulls(self) -> Samples:
        """Returns samples that have no null."""
        return replace(self, style=replace(self.style, nulls=False))
