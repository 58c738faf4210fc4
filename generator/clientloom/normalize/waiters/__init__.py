# Methods that wait: as client.toml says, and as a vendor's extension does. May import config and ir.
"""Waiters."""
