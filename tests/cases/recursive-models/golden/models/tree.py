"""Models of `client.tree`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

from pydantic import Field
from typing_extensions import TypeAliasType

from .._runtime.models import Model

if TYPE_CHECKING:
    Json: TypeAlias = "str | float | bool | list[Json | None] | dict[str, Json | None]"
else:
    Json = TypeAliasType("Json", "str | float | bool | list[Json | None] | dict[str, Json | None]")


class Branch(Model):
    """Branch."""

    all_leaves: Annotated[list[Leaf], Field(alias="allLeaves")]
    next: Branch | None = None


class Leaf(Model):
    """Leaf."""

    grown_on: Annotated[Branch, Field(alias="grownOn")]
    color: str | None = None
