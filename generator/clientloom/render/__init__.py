# Api -> views (finished annotations, ordered arguments, imports) -> Jinja -> text by path; format.py then
# gives all of it one style. May import ir, config and python.
"""Everything of a generated package but its models: `render_api`."""

from __future__ import annotations

from clientloom.render.output_table import RenderSettings, render_api, templates_of

__all__ = ["RenderSettings", "render_api", "templates_of"]
