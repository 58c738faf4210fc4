# The import package of the tool. Rooms and what each may import: tests/architecture/test_rooms.py.
"""clientloom: typed sync and async Python clients from OpenAPI documents."""

__version__ = "0.1.0"
