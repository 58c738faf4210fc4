# What changed between two versions of an API, for the people who call it. Pure: two `Api` values in, changes
# and texts out. May import diagnostics and ir.
"""Compare two APIs: changes with their class, the version bump, changelog and report."""

from clientloom.review.changes import Change, Direction, Level, Review
from clientloom.review.compare.apis import compare_apis

__all__ = ["Change", "Direction", "Level", "Review", "compare_apis"]
