# api.md as a whole. May import this room.
"""`reference_sections`: methods, then what they take, then the events that the vendor sends."""

from __future__ import annotations

from clientloom.render.reference.dicts import dicts_section
from clientloom.render.reference.methods import method_sections
from clientloom.render.reference.sent_events import events_section
from clientloom.render.view_context import ViewContext
from clientloom.render.view_types import ReferenceSection


def reference_sections(context: ViewContext) -> tuple[ReferenceSection, ...]:
    """Returns the sections of api.md; one without entries is left out."""
    others = (dicts_section(context), events_section(context))
    return (*method_sections(context), *(each for each in others if each.entries))
