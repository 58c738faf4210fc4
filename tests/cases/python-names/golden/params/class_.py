"""Dicts of `client.class_`."""

from __future__ import annotations

from typing import NotRequired, TypedDict

ListModel = TypedDict(
    "ListModel",
    {
        "@type": NotRequired[str],
        "None": NotRequired[str],
        "copy": NotRequired[bool],
        "model_config": NotRequired[str],
        "schema": NotRequired[str],
    },
)
"""List model."""
