# What a schema says once `$ref` and `allOf` are followed, before it becomes a type.
# May import document and nodes.
"""Facets of schemas."""
