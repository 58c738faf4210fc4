# Document and settings -> Api: every name and every type is decided here, once.
# May import document, ir, config, diagnostics and the symbols.
"""Normalizes an OpenAPI document into the intermediate representation."""

from clientloom.normalize.api import Normalized, normalize

__all__ = ["Normalized", "normalize"]
