# Merges changes with the same cause. May import ir, changes and compare/.
"""Merges the changes of a review that have the same cause."""
