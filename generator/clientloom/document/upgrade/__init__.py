# Converts Swagger 2.0 and OpenAPI 3.0 to the form of OpenAPI 3.1. May import grammar/ and pointers.
"""Upgrades documents to OpenAPI 3.1."""
