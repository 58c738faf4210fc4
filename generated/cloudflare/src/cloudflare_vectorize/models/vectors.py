"""Models of `client.vectors`."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from .._runtime.models import Model
from .shared import ResponseInfo


class DeleteVectorsByIdsRequest(Model):
    """The vectors to delete."""

    ids: list[str] | None = None
    """The identifiers of the vectors."""


class GetVectorsByIdsRequest(Model):
    """The vectors to get."""

    ids: list[str] | None = None
    """The identifiers of the vectors."""


class QueryResult(Model):
    """What a query found, the best match first."""

    count: int | None = None
    """How many matches there are."""
    matches: list[VectorMatch] | None = None
    """The matches."""


class QueryVectorsRequest(Model):
    """What to look for, and how much of a match to give back."""

    vector: list[float]
    """The vector to search with, as many numbers as the index has dimensions."""
    filter: dict[str, Any] | None = None
    """Conditions on metadata properties that have a metadata index, for example `{"year": {"$gte":
    2020}}`.
    """
    return_metadata: Annotated[
        Literal["none", "indexed", "all"] | str | None, Field(alias="returnMetadata")
    ] = None
    """How much metadata comes with a match: none of it, the properties that have a metadata index,
    or all. The server's default is `"none"`.
    """
    return_values: Annotated[bool | None, Field(alias="returnValues")] = None
    """Whether a match carries its numbers. The server's default is `false`."""
    top_k: Annotated[float | None, Field(alias="topK")] = None
    """How many matches to give at most. The server's default is `5`."""


class QueryVectorsResponse(Model):
    """An envelope with the matches of a query."""

    success: Literal[True]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: QueryResult | None
    """The matches."""


class Vector(Model):
    """A stored vector."""

    id: str | None = None
    """The identifier of the vector."""
    metadata: dict[str, Any] | None = None
    """What is kept with the vector."""
    namespace: str | None = None
    """The partition of the index that the vector belongs to."""
    values: list[float] | None = None
    """The vector itself."""


class VectorIdentifier(Model):
    """A vector of a list, by its identifier."""

    id: str
    """The identifier of the vector."""


class VectorInput(Model):
    """A vector to write; one line of the body."""

    id: str
    """The identifier of the vector, chosen by the caller."""
    values: list[float]
    """The vector itself, as many numbers as the index has dimensions."""
    metadata: dict[str, Any] | None = None
    """Whatever is to be kept with the vector, for filtering and as part of a match."""
    namespace: str | None = None
    """A partition of the index that the vector belongs to."""


class VectorList(Model):
    """A page of the identifiers of an index."""

    count: int
    """How many vectors this page holds."""
    is_truncated: Annotated[bool, Field(alias="isTruncated")]
    """Whether another page follows."""
    total_count: Annotated[int, Field(alias="totalCount")]
    """How many vectors the index holds."""
    vectors: list[VectorIdentifier]
    """The vectors of this page."""
    cursor_expiration_timestamp: Annotated[
        datetime | None, Field(alias="cursorExpirationTimestamp")
    ] = None
    """Until when `nextCursor` can be used."""
    next_cursor: Annotated[str | None, Field(alias="nextCursor")] = None
    """The `cursor` of the next page; null on the last one."""


class VectorListResponse(Model):
    """An envelope with a page of vector identifiers."""

    success: Literal[True]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: VectorList | None
    """The page."""


class VectorMatch(Model):
    """A vector that a query found."""

    id: str | None = None
    """The identifier of the vector."""
    metadata: dict[str, Any] | None = None
    """What is kept with the vector, if asked for."""
    namespace: str | None = None
    """The partition of the index that the vector belongs to."""
    score: float | None = None
    """How close the vector is, in the metric of the index."""
    values: list[float] | None = None
    """The vector itself, if asked for."""


class VectorsResponse(Model):
    """An envelope with vectors."""

    success: Literal[True]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: list[Vector]
    """The vectors."""
