# Changes as text, Markdown, JSON, HTML and changelog entries. May import the changes of this room; Jinja.
"""Prints a review."""
