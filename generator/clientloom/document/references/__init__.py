# Many files -> one tree: what a `$ref` points at, and where its target goes. May import files/, grammar/ and pointers.
"""Bundling."""
