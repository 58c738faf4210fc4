# The public Python API: names that users may rely on, and nothing else. May import workflows and what they return.
"""clientloom from Python.

    from clientloom import api

    loaded = api.load_vendor("pinecone")             # or api.load_document("openapi.json", package="acme")
    for finding in loaded.diagnostics:
        print(finding)                               # file:line:col: warning[code]: what is wrong; what to do
    package = api.render(loaded)                     # every file as text; nothing is written
    changes = api.write(package)                     # all files or none

    comparison = api.diff("pinecone@HEAD~1", "pinecone")
    if comparison.review.level is api.Level.BREAKING:
        print(comparison.as_markdown())

Bad input raises `InputError`, whose `diagnostics` say what is wrong, where, and what to do. Names that begin with an
underscore, and modules other than this one, may change in any release.
"""

from __future__ import annotations

from clientloom.checkout.tree import FileChange, Kind
from clientloom.diagnostics import Code, Diagnostic, InputError, Severity, Span
from clientloom.diagnostics.ignored import Ignored
from clientloom.review.changes import Change, Direction, Level, Review
from clientloom.workflows.comparison import Comparison, diff
from clientloom.workflows.packages import (
    Loaded,
    Package,
    check,
    load_document,
    load_vendor,
    render,
    write,
)

__all__ = [
    "Change",
    "Code",
    "Comparison",
    "Diagnostic",
    "Direction",
    "FileChange",
    "Ignored",
    "InputError",
    "Kind",
    "Level",
    "Loaded",
    "Package",
    "Review",
    "Severity",
    "Span",
    "check",
    "diff",
    "load_document",
    "load_vendor",
    "render",
    "write",
]
