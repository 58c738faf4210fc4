# Where a vendor's document comes from, and what was taken from there. Talks to networks, reads files, writes
# nothing. May import diagnostics and config.
"""Fetching documents from their vendors."""
