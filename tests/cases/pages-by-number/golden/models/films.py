"""Models of `client.films`."""

from __future__ import annotations

from .._runtime.models import Model


class ListFilmsResponse(Model):
    """List films response."""

    films: list[ListFilmsResponseFilm]
    total_pages: int
    page: int | None = None


class ListFilmsResponseFilm(Model):
    """List films response film."""

    title: str
