# How Python is written: annotations, imports, literals, docstrings. May import ir and diagnostics. Used by models/ and render/.
"""How generated Python is written."""
