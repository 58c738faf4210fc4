# Schemas -> values that satisfy them. May import document and the views of the document.
"""Makes values that satisfy schemas."""
