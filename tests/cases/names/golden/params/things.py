"""Dicts of `client.things`."""

from __future__ import annotations

from typing import NotRequired, TypedDict

Class = TypedDict(
    "Class",
    {
        "import": str,
        "": NotRequired[str],
        "!!!": NotRequired[str],
        "1st": NotRequired[str],
        "a-b": NotRequired[str],
        "a_b": NotRequired[str],
        "größe": NotRequired[float],
        "model_config": NotRequired[int],
        "str": NotRequired[str],
    },
)
"""Three quotes \"\"\" and a backslash \\
"""
