# Changes of one cause as one change. May import ir, the changes and the comparison of this room.
"""What belongs together among the changes of a review."""
