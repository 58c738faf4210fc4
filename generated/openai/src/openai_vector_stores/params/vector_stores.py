"""Dicts of `client.vector_stores`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NotRequired, TypeAlias, TypedDict

from .. import models
from .._runtime import UnknownVariant
from .shared import FileChunkingStrategyParam


class ComparisonFilter(TypedDict):
    """A condition on one attribute of a file."""

    type: Literal["eq", "gt", "gte", "in", "lt", "lte", "ne", "nin"]
    """How the attribute is compared with the value."""
    key: str
    """The name of the attribute."""
    value: str | float | bool | Sequence[str | float]
    """What the attribute is compared with; a list for `in` and `nin`."""


class CompoundFilter(TypedDict):
    """Several conditions, of which all (`and`) or one (`or`) must hold."""

    type: Literal["and", "or"]
    """How the conditions are joined."""
    filters: Sequence[SearchFilter]
    """The conditions, which may be joined conditions themselves."""


class CreateVectorStoreRequest(TypedDict):
    """What a new vector store is made from."""

    chunking_strategy: NotRequired[FileChunkingStrategyParam]
    description: NotRequired[str]
    """What the vector store is for."""
    expires_after: NotRequired[models.VectorStoreExpirationAfter | VectorStoreExpirationAfter]
    file_ids: NotRequired[Sequence[str]]
    """The identifiers of files to put into the vector store."""
    metadata: NotRequired[Metadata | None]
    """The caller's own pairs."""
    name: NotRequired[str]
    """The name of the vector store."""


class ModifyVectorStoreRequest(TypedDict):
    """What is to change about a vector store."""

    expires_after: NotRequired[
        models.VectorStoreExpirationAfter | VectorStoreExpirationAfter | None
    ]
    """When the vector store expires; null for never."""
    metadata: NotRequired[Metadata | None]
    """The caller's own pairs, in place of the old ones."""
    name: NotRequired[str | None]
    """The new name of the vector store."""


class RankingOptions(TypedDict):
    """How results are ranked."""

    ranker: NotRequired[Literal["none", "auto", "default-2024-11-15"]]
    """The ranker to use; `none` leaves the results as they are found. The server's default is
    `"auto"`.
    """
    score_threshold: NotRequired[float]
    """Results with a lower score are left out. The server's default is `0`."""


class VectorStoreExpirationAfter(TypedDict):
    """When a vector store expires."""

    anchor: Literal["last_active_at"]
    """The moment from which the days count."""
    days: int
    """How many days after the anchor the vector store expires."""


class VectorStoreSearchRequest(TypedDict):
    """What to look for in a vector store."""

    query: str | Sequence[str]
    """What to look for, in one wording or in several."""
    filters: NotRequired[SearchFilter]
    max_num_results: NotRequired[int]
    """How many results to give at most. The server's default is `10`."""
    ranking_options: NotRequired[models.RankingOptions | RankingOptions]
    rewrite_query: NotRequired[bool]
    """Whether the service may reword the question for the search. The server's default is `false`.
    """


Metadata: TypeAlias = Mapping[str, str]
"""Up to 16 pairs of strings, for the caller's own use."""

SearchFilter: TypeAlias = (
    models.ComparisonFilter
    | ComparisonFilter
    | models.CompoundFilter
    | CompoundFilter
    | UnknownVariant
)
"""A condition on the attributes of a file."""
