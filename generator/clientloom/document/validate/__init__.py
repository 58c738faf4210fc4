# Validation by openapi-spec-validator. May import diagnostics and the version of the document.
"""Validation."""
