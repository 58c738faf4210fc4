# Builds a generated package, checks it and uploads it to an index. May import diagnostics, ir, review and bounded.
"""Builds byte-identical wheels and sdists, and publishes them."""
