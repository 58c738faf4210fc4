# From bytes to a bundled, patched and upgraded OpenAPI 3.1 document with positions. May import diagnostics, portable
# and bounded. JSON values are typed as `Any` here; later stages have types for everything.
"""Reads OpenAPI documents."""

from clientloom.document.document import Document, LoadOptions
from clientloom.document.pipeline import load_document

__all__ = ["Document", "LoadOptions", "load_document"]
