# Api -> views (finished annotations, ordered arguments, imports) -> Jinja -> text by path; format.py then
# gives all of it one style. May import ir, config and python.
"""Everything of a generated package but its models: `render_api`."""

from __future__ import annotations

from clientloom.render.assemble import render_api
from clientloom.render.inputs import RenderSettings, templates_of

__all__ = ["RenderSettings", "render_api", "templates_of"]
