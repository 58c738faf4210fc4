# The variants of a value, and how to distinguish them. May import ir, facets/ and naming/.
"""Unions."""
