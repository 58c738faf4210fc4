# How Python is written: annotations, imports, literals, docstrings. May import ir and diagnostics; models/ and render/
# use it.
"""How generated Python is written."""
