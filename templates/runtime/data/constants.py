# Values that no Literal can hold. Imports the standard library; pydantic only when a model asks for the schema.
"""`Constant`, which stands in annotations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema


@dataclass(frozen=True, slots=True)
class Constant:
    """The only value of a field: null, or a number, besides null where the type allows that."""

    value: float | None

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Accepts the number only; pydantic calls it."""
        from pydantic_core import core_schema

        only = core_schema.literal_schema([self.value])
        is_nullable = handler(source)["type"] == "nullable"
        return core_schema.nullable_schema(only) if is_nullable else only
