"""Models that several resources share."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from .._runtime.models import Model


class FailureResponse(Model):
    """An envelope of a request that failed."""

    success: Literal[False]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: None
    """Nothing."""


class Mutation(Model):
    """A change that was queued."""

    mutation_id: Annotated[str | None, Field(alias="mutationId")] = None
    """The identifier of the change; `processedUpToMutation` of the index reaches it once it is
    processed.
    """


class MutationResponse(Model):
    """An envelope with a queued change."""

    success: Literal[True]
    """Whether the request succeeded."""
    errors: list[ResponseInfo]
    """What went wrong."""
    messages: list[ResponseInfo]
    """What else there is to know."""
    result: Mutation | None
    """The queued change."""


class ResponseInfo(Model):
    """An error or a message of an envelope."""

    code: int
    """A number that identifies the kind of entry."""
    message: str
    """What happened, for people to read."""
    documentation_url: str | None = None
    """Where to read more."""
    source: ResponseInfoSource | None = None


class ResponseInfoSource(Model):
    """What an entry of an envelope is about."""

    pointer: str | None = None
    """A JSON pointer into the request."""
