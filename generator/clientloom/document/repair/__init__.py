# A tree as vendors write it -> a tree whose every field has the type that the grammar says.
# May import grammar/ and pointers.
"""Repairing values of the wrong type."""
