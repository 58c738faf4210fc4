"""Models of `client.vector_stores`."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from .._runtime import UnknownVariant
from .._runtime.models import Model, OneOf
from .shared import FileChunkingStrategyParam, FileCounts, VectorStoreFileAttributes


class ComparisonFilter(Model):
    """A condition on one attribute of a file."""

    type: Literal["eq", "gt", "gte", "in", "lt", "lte", "ne", "nin"]
    """How the attribute is compared with the value."""
    key: str
    """The name of the attribute."""
    value: str | float | bool | list[str | float]
    """What the attribute is compared with; a list for `in` and `nin`."""


class CompoundFilter(Model):
    """Several conditions, of which all (`and`) or one (`or`) must hold."""

    type: Literal["and", "or"]
    """How the conditions are joined."""
    filters: list[SearchFilter]
    """The conditions, which may be joined conditions themselves."""


class CreateVectorStoreRequest(Model):
    """What a new vector store is made from."""

    chunking_strategy: FileChunkingStrategyParam | None = None
    description: str | None = None
    """What the vector store is for."""
    expires_after: VectorStoreExpirationAfter | None = None
    file_ids: list[str] | None = None
    """The identifiers of files to put into the vector store."""
    metadata: Metadata | None = None
    """The caller's own pairs."""
    name: str | None = None
    """The name of the vector store."""


class ModifyVectorStoreRequest(Model):
    """What is to change about a vector store."""

    expires_after: VectorStoreExpirationAfter | None = None
    """When the vector store expires; null for never."""
    metadata: Metadata | None = None
    """The caller's own pairs, in place of the old ones."""
    name: str | None = None
    """The new name of the vector store."""


class RankingOptions(Model):
    """How results are ranked."""

    ranker: Literal["none", "auto", "default-2024-11-15"] | str | None = None
    """The ranker to use; `none` leaves the results as they are found. The server's default is
    `"auto"`.
    """
    score_threshold: float | None = None
    """Results with a lower score are left out. The server's default is `0`."""


class VectorStore(Model):
    """A collection of files that can be searched by meaning."""

    created_at: int
    """When the vector store was created, in Unix seconds."""
    file_counts: FileCounts
    id: str
    """The identifier of the vector store."""
    last_active_at: int | None
    """When the vector store was last used, in Unix seconds; null if never."""
    metadata: Metadata | None
    """The caller's own pairs."""
    name: str
    """The name of the vector store."""
    object: Literal["vector_store"] | str
    """The type of the object."""
    status: Literal["expired", "in_progress", "completed"] | str
    """The state of the vector store; it can be used when `completed`."""
    usage_bytes: int
    """How many bytes its files take."""
    expires_after: VectorStoreExpirationAfter | None = None
    expires_at: int | None = None
    """When the vector store expires, in Unix seconds."""


class VectorStoreDeleted(Model):
    """A vector store that was removed."""

    deleted: bool
    """Whether it is gone."""
    id: str
    """The identifier of the vector store."""
    object: Literal["vector_store.deleted"] | str
    """The type of the object."""


class VectorStoreExpirationAfter(Model):
    """When a vector store expires."""

    anchor: Literal["last_active_at"] | str
    """The moment from which the days count."""
    days: int
    """How many days after the anchor the vector store expires."""


class VectorStoreList(Model):
    """A page of vector stores."""

    data: list[VectorStore]
    """The vector stores of this page."""
    first_id: str
    """The identifier of the first object of this page."""
    has_more: bool
    """Whether another page follows."""
    last_id: str
    """The identifier of the last object of this page, `after` of the next one."""
    object: str
    """The type of the object, `list`."""


class VectorStoreSearchRequest(Model):
    """What to look for in a vector store."""

    query: str | list[str]
    """What to look for, in one wording or in several."""
    filters: SearchFilter | None = None
    max_num_results: int | None = None
    """How many results to give at most. The server's default is `10`."""
    ranking_options: RankingOptions | None = None
    rewrite_query: bool | None = None
    """Whether the service may reword the question for the search. The server's default is `false`.
    """


class VectorStoreSearchResult(Model):
    """A file with pieces that fit the question."""

    attributes: VectorStoreFileAttributes | None
    """Values that searches can filter by."""
    content: list[VectorStoreSearchResultContent]
    """The pieces of text."""
    file_id: str
    """The identifier of the file."""
    filename: str
    """The name of the file."""
    score: float
    """How well the file fits, from 0 to 1."""


class VectorStoreSearchResultContent(Model):
    """A piece of text that fits the question."""

    text: str
    """The text."""
    type: Literal["text"] | str
    """The kind of content."""


class VectorStoreSearchResults(Model):
    """What a search found, the best first."""

    data: list[VectorStoreSearchResult]
    """The results."""
    has_more: bool
    """Whether there are more results."""
    next_page: str | None
    """The token of the next page."""
    object: Literal["vector_store.search_results.page"] | str
    """The type of the object."""
    search_query: list[str]
    """The wordings that were searched for."""


Metadata: TypeAlias = dict[str, str]
"""Up to 16 pairs of strings, for the caller's own use."""

SearchFilter: TypeAlias = Annotated[
    ComparisonFilter | CompoundFilter | UnknownVariant, OneOf("type")
]
"""A condition on the attributes of a file."""
