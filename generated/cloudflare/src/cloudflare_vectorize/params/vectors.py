"""Dicts of `client.vectors`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, TypedDict


class DeleteVectorsByIdsRequest(TypedDict):
    """The vectors to delete."""

    ids: NotRequired[Sequence[str]]
    """The identifiers of the vectors."""


class GetVectorsByIdsRequest(TypedDict):
    """The vectors to get."""

    ids: NotRequired[Sequence[str]]
    """The identifiers of the vectors."""


class QueryVectorsRequest(TypedDict):
    """What to look for, and how much of a match to give back."""

    vector: Sequence[float]
    """The vector to search with, as many numbers as the index has dimensions."""
    filter: NotRequired[Mapping[str, object]]
    """Conditions on metadata properties that have a metadata index, for example `{"year": {"$gte":
    2020}}`.
    """
    returnMetadata: NotRequired[Literal["none", "indexed", "all"]]
    """How much metadata comes with a match: none of it, the properties that have a metadata index,
    or all. The server's default is `"none"`.
    """
    returnValues: NotRequired[bool]
    """Whether a match carries its numbers. The server's default is `false`."""
    topK: NotRequired[float]
    """How many matches to give at most. The server's default is `5`."""


class VectorInput(TypedDict):
    """A vector to write; one line of the body."""

    id: str
    """The identifier of the vector, chosen by the caller."""
    values: Sequence[float]
    """The vector itself, as many numbers as the index has dimensions."""
    metadata: NotRequired[Mapping[str, object]]
    """Whatever is to be kept with the vector, for filtering and as part of a match."""
    namespace: NotRequired[str]
    """A partition of the index that the vector belongs to."""
