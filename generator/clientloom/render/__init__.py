# Api -> views (annotations, arguments, imports as text) -> Jinja -> text by path; format.py then formats all of it.
# May import ir, config and python.
"""`render_api`: every file of a generated package except its models."""

from __future__ import annotations

from clientloom.render.assemble import render_api
from clientloom.render.inputs import RenderSettings, templates_of

__all__ = ["RenderSettings", "render_api", "templates_of"]
