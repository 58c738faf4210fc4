# Schemas -> values that satisfy them. May import document and the views of the document.
"""Instances of schemas."""
