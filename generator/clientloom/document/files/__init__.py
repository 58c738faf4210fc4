# From bytes to trees with positions: the files of a document, the readers of JSON and YAML, and their limits. May
# import diagnostics, portable and bounded.
"""Reads the files of a document."""
