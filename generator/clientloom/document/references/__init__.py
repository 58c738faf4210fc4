# Bundles many files into one tree: resolves each `$ref` and moves its target. May import files/, grammar/ and pointers.
"""Bundles the files of a document."""
