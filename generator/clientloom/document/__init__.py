# Bytes -> a located, bundled, patched, version-upgraded OpenAPI 3.1 document. May import diagnostics.
# The only room where `Any` is at home: below it everything has a type.
"""Reading OpenAPI documents."""

from clientloom.document.document import Document, LoadOptions
from clientloom.document.pipeline import load_document

__all__ = ["Document", "LoadOptions", "load_document"]
