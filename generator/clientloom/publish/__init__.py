# From a generated package to a private index: build, check, upload. The only room beside cli/ and document/
# that talks to a network. May import diagnostics, config, lock, tree and review.
"""Wheels and source distributions that are the same to the byte, and their way to an index."""
