# What changed, subject by subject: the client, methods, arguments, results, schemas. May import ir and variance/.
"""Comparing two APIs."""
