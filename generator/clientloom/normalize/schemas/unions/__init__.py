# Which types a value may have, and how to tell them apart. May import ir, facets/ and naming/.
"""Unions."""
