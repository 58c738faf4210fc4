# New documents: fetching them with their files, and refusing what is none. May import document, upstream, config and
# diagnostics.
"""What a vendor sends."""
