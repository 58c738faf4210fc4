# The base of all generated models, and the markers in their annotations. Imports pydantic, so it is
# loaded when the first model is.
"""`Model`, and what annotations of its fields say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import NoneType
from typing import (
    TYPE_CHECKING,
    Annotated,
    ClassVar,
    Final,
    Literal,
    TypeVar,
    get_args,
    get_origin,
)

from pydantic import (
    VERSION,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    GetCoreSchemaHandler,
    PlainSerializer,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, core_schema

from ..core.errors import MissingFieldError
from .annotations import annotation_of, fields_of, union_members, wire_name
from .building import building
from .decimals import as_texts, holds_decimals
from .encoding import Wire, plain
from .marks import TAG
from .values import read_base64

T = TypeVar("T")

_NEEDS_NESTED: Final = tuple(map(int, VERSION.split(".")[:2])) < (2, 14)
"""Whether pydantic dumps a nested model only if its class is built, which decoding does not do."""


def _from_base64(value: object) -> object:
    return read_base64(value) if isinstance(value, str) else value


def _to_base64(value: object) -> object:
    return plain(value) if isinstance(value, bytes) else value


Base64 = Annotated[
    bytes, BeforeValidator(_from_base64), PlainSerializer(_to_base64, when_used="json")
]
"""Bytes that are sent as Base64 text (RFC 4648, 4)."""


class _AsItCame:
    """The type of the mark in `WholeNumber`.

    `checked_as` is the type of valid arguments: the API description allows fractions.
    """

    checked_as = float

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        """Accepts any number and keeps it as it is; pydantic calls it."""
        number = core_schema.float_schema()
        whole = core_schema.int_schema(strict=True)
        either = core_schema.union_schema([whole, number], mode="left_to_right")
        return core_schema.json_or_python_schema(json_schema=number, python_schema=either)


WholeNumber = Annotated[int, _AsItCame()]
"""A JSON number that is whole as far as the API description shows; one with a fraction is kept as it is."""


class _ReadOnly:
    """The type of `READ_ONLY`."""

    def __repr__(self) -> str:
        return "READ_ONLY"


READ_ONLY: Final = _ReadOnly()
"""Metadata of a field that only the server sets: it is not sent."""


class Model(Wire, BaseModel):
    """The base of all generated models.

    Unknown fields are kept in `model_extra`. A model is sent with wire names and its unknown fields, without unset and
    read-only fields. Invalid values from a response are dumped unchanged, without pydantic's warnings.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
        protected_namespaces=(),
    )

    def __wire__(self) -> object:
        """Returns the members to send; nested values are encoded with the body."""
        return self._members(_sent_fields(type(self)))

    # <READ_ONLY>
    def __answer__(self) -> object:
        return self._members(_all_fields(type(self)))

    # </READ_ONLY>
    def _members(self, fields: _Fields) -> Mapping[str, object]:
        values = self.__dict__
        chosen = self.__pydantic_fields_set__
        # <constants or Constant>
        if constants := _constants(type(self)):
            chosen = chosen | constants
        # </constants or Constant>
        members = {key: values[name] for name, key in fields if name in chosen and name in values}
        # <decimals>
        for key, annotation in _decimals(type(self)):
            if key in members:
                members[key] = as_texts(annotation, members[key], floats=False)
        # </decimals>
        return {**members, **self.__pydantic_extra__} if self.__pydantic_extra__ else members

    @classmethod
    def model_rebuild(
        cls,
        *,
        force: bool = False,
        raise_errors: bool = True,
        _parent_namespace_depth: int = 2,
        _types_namespace: Mapping[str, object] | None = None,
    ) -> bool | None:
        """Builds the validator, as pydantic does at the first use, for any depth of nested models."""
        with building():
            built = super().model_rebuild(
                force=force,
                raise_errors=raise_errors,
                _parent_namespace_depth=_parent_namespace_depth + 1,
                _types_namespace=_types_namespace,
            )
            if built and _NEEDS_NESTED:
                from .reading import classes_in

                for nested in classes_in(cls.__pydantic_core_schema__):
                    if issubclass(nested, Model) and not nested.__pydantic_complete__:
                        super(Model, nested).model_rebuild()
            return built

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name in type(self).__pydantic_fields__:
                raise MissingFieldError(
                    f"the response has no {name!r}, which {type(self).__name__} requires"
                )
            return super().__getattr__(name)

        def model_dump(self, **options: object) -> object:
            """Dumps the model as pydantic does."""
            return super().model_dump(**{"warnings": False, **options})

        def model_dump_json(self, **options: object) -> str:
            """Dumps the model as pydantic does."""
            return super().model_dump_json(**{"warnings": False, **options})


def iterate_items(items: Sequence[T] | None) -> Iterator[T]:
    """Iterates over the items of a list response; there are none if the server sent something else than a list."""
    return iter(items if isinstance(items, list | tuple) else ())


_Fields = tuple[tuple[str, str], ...]
"""Names and wire names."""


@cache
def _sent_fields(model: type[Model]) -> _Fields:
    """Returns the fields that a request may have."""
    fields: Iterable[tuple[str, FieldInfo]] = fields_of(model).items()
    # <READ_ONLY>
    fields = (field for field in fields if READ_ONLY not in field[1].metadata)
    # </READ_ONLY>
    return _describe(fields)


# <READ_ONLY>
@cache
def _all_fields(model: type[Model]) -> _Fields:
    return _describe(fields_of(model).items())


# </READ_ONLY>
def _describe(fields: Iterable[tuple[str, FieldInfo]]) -> _Fields:
    return tuple((name, wire_name(name, info)) for name, info in fields)


@cache
def _decimals(model: type[Model]) -> tuple[tuple[str, object], ...]:
    """Returns the wire names and types of fields with decimals that are sent as strings."""
    fields = fields_of(model).items()
    types = ((wire_name(name, info), annotation_of(info)) for name, info in fields)
    return tuple((key, type_) for key, type_ in types if holds_decimals(type_))


@cache
def _constants(model: type[Model]) -> frozenset[str]:
    """Returns the fields that are sent even if unset."""
    return frozenset(name for name, info in fields_of(model).items() if is_constant(info))


def is_constant(info: FieldInfo) -> bool:
    """Whether a field has only one value, which callers need not give."""
    # <Constant>
    from .constants import Constant

    if Constant(info.default) in info.metadata:
        return True
    # </Constant>
    members = union_members(info.annotation)
    return any(get_origin(m) is Literal and get_args(m) == (info.default,) for m in members)


@dataclass(frozen=True)
class OneOf:
    """Marks a union of models, so that an unknown variant is never decoded as a known one.

    Args:
        discriminator: the Python name of the field whose constants distinguish the variants; a variant that allows
            any value gets the values that no other variant has.
    """

    discriminator: str | None = None

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """Returns the schema of the union; pydantic calls it. `variants` distinguishes the members in responses."""
        members = list(dict.fromkeys(union_members(source)))
        choices = [handler.generate_schema(m) for m in members if m is not NoneType]
        schema = core_schema.union_schema([*choices], metadata={TAG: self.discriminator})
        return core_schema.nullable_schema(schema) if NoneType in members else schema
