# How a list is paged: as client.toml says, else as the document shows. May import config and ir.
"""Pagination."""
