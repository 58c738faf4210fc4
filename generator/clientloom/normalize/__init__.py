# Document and settings -> Api: every name and every shape is decided here, once.
# May import document, ir, config, diagnostics and the symbols.
"""Normalizing an OpenAPI document into the intermediate model."""

from clientloom.normalize.api import Normalized, normalize

__all__ = ["Normalized", "normalize"]
