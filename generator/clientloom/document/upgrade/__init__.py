# Swagger 2.0 and OpenAPI 3.0 -> the shape of OpenAPI 3.1. May import grammar/ and pointers.
"""Upgrading documents to OpenAPI 3.1."""
