# How Python is written: annotations, imports, literals, docstrings. May import ir; models/ and render/ stand on it.
"""The one place that decides how generated Python is written."""
