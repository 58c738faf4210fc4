# What changed between two versions of an API, for the people who call it. Pure: two `Api` values in, changes
# and texts out. May import diagnostics and ir.
"""Compare two APIs: changes with their class, the version bump, changelog and report."""

from clientloom.review.apis import compare_apis
from clientloom.review.changes import Change, Direction, Level, Review

__all__ = ["Change", "Direction", "Level", "Review", "compare_apis"]
