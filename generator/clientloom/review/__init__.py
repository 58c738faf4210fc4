# The changes between two versions of an API, as callers see them. Pure: two `Api` values in, changes and texts out.
# May import diagnostics and ir.
"""Compares two APIs: changes and their levels, the next version, changelog and report."""

from clientloom.review.apis import compare_apis
from clientloom.review.changes import Change, Direction, Level, Review

__all__ = ["Change", "Direction", "Level", "Review", "compare_apis"]
