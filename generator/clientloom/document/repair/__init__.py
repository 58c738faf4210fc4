# Repairs documents: afterwards every field has the type of the grammar. May import grammar/ and pointers.
"""Repairs values of the wrong type."""
