# Which format bytes are that cannot be an OpenAPI document. May import diagnostics.
"""Names what a server or a person gave in place of a document."""

from __future__ import annotations

import re

from clientloom.diagnostics import quote

_MAGIC = (
    (b"\x1f\x8b", "a gzip file", "decompress it"),
    (b"BZh", "a bzip2 file", "decompress it"),
    (b"\xfd7zXZ\0", "an xz file", "decompress it"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file", "decompress it"),
    (b"PK\x03\x04", "a ZIP archive", "take the document out of it"),
    (b"%PDF-", "a PDF file", "look for the OpenAPI document of this API"),
    (b"\x89PNG", "an image", "correct the address or the path"),
)
_PAGE = "check what this address returns: an error page, or a page to log in"
_MARKUP = (
    (re.compile(rb"<(?:!doctype\s+html|html|head|body|!--)", re.IGNORECASE), "an HTML page", _PAGE),
    (re.compile(rb"<\?xml|<[a-z][\w.-]*[\s/>:]", re.IGNORECASE), "XML", _PAGE),
)
_TITLE = re.compile(rb"<title[^>]*>([^<]{1,200})<", re.IGNORECASE)
_POINTER = b"version https://git-lfs.github.com/spec/"
_BLANKS = b"\xef\xbb\xbf \t\r\n"


def other_format(content: bytes) -> tuple[str, str] | None:
    """Returns what the bytes are and what to do, or None where they may be JSON or YAML."""
    for magic, what, hint in _MAGIC:
        if content.startswith(magic):
            return what, hint
    start = content[:1000].lstrip(_BLANKS)
    if start.startswith(_POINTER):
        return "a pointer of Git LFS", "fetch the file itself, with `git lfs pull`"
    for pattern, what, hint in _MARKUP:
        if pattern.match(start):
            return f"{what}{_title(content)}", hint
    return None


def _title(page: bytes) -> str:
    found = _TITLE.search(page[:10_000])
    words = " ".join(found[1].decode("utf-8", "replace").split()) if found else ""
    return f" ({quote(words)})" if words else ""
