# Compares the client, methods, arguments, results and schemas. May import ir and variance/.
"""Compares two APIs."""
