# JSON Schema -> types and named schemas: facets -> scalars, objects, unions. May import config, ir and naming/.
"""Schemas."""
