# Every Python name: words of a text, the registry of names, addresses of inline schemas, names of classes.
# May import config, ir and the symbols.
"""Names."""
