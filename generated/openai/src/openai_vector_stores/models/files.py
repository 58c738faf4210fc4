"""Models of `client.files`."""

from __future__ import annotations

from typing import Literal

from .._runtime.models import Model
from .shared import VectorStoreFileAttributes


class UpdateVectorStoreFileAttributesRequest(Model):
    """New attributes of a file."""

    attributes: VectorStoreFileAttributes | None
    """Values that searches can filter by, in place of the old ones."""


class VectorStoreFileContent(Model):
    """The content that was read from a file."""

    data: list[VectorStoreFileContentPart]
    """The parts of the content."""
    has_more: bool
    """Whether there is more content."""
    next_page: str | None
    """The token of the next page."""
    object: Literal["vector_store.file_content.page"] | str
    """The type of the object."""


class VectorStoreFileContentPart(Model):
    """A part of the content of a file."""

    text: str | None = None
    """The text."""
    type: str | None = None
    """The kind of content, `text`."""


class VectorStoreFileDeleted(Model):
    """A file that was taken out of a vector store."""

    deleted: bool
    """Whether it is out."""
    id: str
    """The identifier of the file."""
    object: Literal["vector_store.file.deleted"] | str
    """The type of the object."""
