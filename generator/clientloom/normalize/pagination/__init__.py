# Pagination of lists: by client.toml, else detected in the document. May import config and ir.
"""Pagination."""
