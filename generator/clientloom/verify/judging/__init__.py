# Whether a recorded request is what was to be sent. May import ir and planning/; takes openapi-core.
"""Judging what went over the wire."""
