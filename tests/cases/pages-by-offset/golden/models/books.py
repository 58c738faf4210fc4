"""Models of `client.books`."""

from __future__ import annotations

from .._runtime.models import Model


class Book(Model):
    """Book."""

    title: str


class ListBooksResponse(Model):
    """List books response."""

    items: list[Book]
    total: int
