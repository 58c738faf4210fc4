# Fetches a vendor's document from a URL, a file or a git repository. Uses the network, reads files, writes none.
# May import config, diagnostics, processes, scratch and bounded.
"""Fetches the vendors' documents."""
