# Regular expressions of a document, run by an engine that no pattern keeps busy. Takes jsonschema_rs.
"""`finds`: whether a pattern that a stranger wrote is found in a text."""

from __future__ import annotations

from functools import lru_cache

import jsonschema_rs


def finds(pattern: str, text: str) -> bool:
    """Whether the pattern is found in the text; never where it cannot be run in linear time."""
    engine = _engine(pattern)
    return engine is not None and engine.is_valid(text)


@lru_cache(maxsize=256)
def _engine(pattern: str) -> jsonschema_rs.Draft202012Validator | None:
    try:
        return jsonschema_rs.Draft202012Validator(
            {"pattern": pattern}, pattern_options=jsonschema_rs.RegexOptions()
        )
    except (ValueError, jsonschema_rs.ValidationError):
        return None
