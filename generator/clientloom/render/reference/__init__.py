# api.md: methods, dicts and events. May import ir, python and the views.
"""The reference of a package, in Markdown."""
