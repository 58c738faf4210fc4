# How Python is written: annotations, imports, literals, docstrings. May import ir. Used by models/ and render/.
"""How generated Python is written."""
