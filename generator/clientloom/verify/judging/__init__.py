# Whether a recorded request is what was to be sent. May import ir and planning/; takes openapi-core.
"""Checks what was sent."""
