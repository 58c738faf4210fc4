# The schema objects that a value has to satisfy, `$ref` and `allOf` followed, before they become a type.
# May import document and nodes.
"""Facets: the schema objects that apply to one value."""
