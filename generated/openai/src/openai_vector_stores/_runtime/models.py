# The base of all generated models and the markers in their annotations. Imports pydantic, so it is
# loaded when the first model is.
"""`Model`, `READ_ONLY`, `OneOf` and `Base64`."""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import (
    TYPE_CHECKING,
    Annotated,
    ClassVar,
    Final,
    ForwardRef,
    Literal,
    Union,
    get_args,
    get_origin,
)

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    PlainSerializer,
)
from pydantic_core import CoreSchema, core_schema

from .building import building
from .encoding import Wire
from .errors import MissingFieldError
from .unions import UnknownVariant


def _from_base64(value: object) -> object:
    if not isinstance(value, str):
        return value
    try:
        return b64decode("".join(value.split()), validate=True)
    except ValueError:
        raise ValueError("Input should be Base64") from None


def _to_base64(value: object) -> object:
    return b64encode(value).decode() if isinstance(value, bytes) else value


Base64 = Annotated[
    bytes, BeforeValidator(_from_base64), PlainSerializer(_to_base64, when_used="json")
]
"""Bytes that travel as Base64 text (RFC 4648, 4). In Python they are the bytes themselves."""


class _ReadOnly:
    """The type of `READ_ONLY`."""

    def __repr__(self) -> str:
        return "READ_ONLY"


READ_ONLY: Final = _ReadOnly()
"""In the metadata of a field: the server sets it, so it is left out when the model is sent."""


class Model(Wire, BaseModel):
    """The base of all generated models.

    Unknown fields are kept (`model_extra`). When a model is sent, it is spelled with the wire names, with
    its unknown fields, without what was never set and without read-only fields. What the server sent against
    its description is dumped as it came, without pydantic's warnings.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        defer_build=True,
        protected_namespaces=(),
    )

    def __wire__(self) -> object:
        """The members to send; nested values are encoded when the body is."""
        values = self.__dict__
        chosen = self.__pydantic_fields_set__
        members = {
            key: values[name]
            for name, key, always in _sent_fields(type(self))
            if name in values and (always or name in chosen)
        }
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
        """Builds the validator, as pydantic does at the first use, however deep models stand in models."""
        with building():
            return super().model_rebuild(
                force=force,
                raise_errors=raise_errors,
                _parent_namespace_depth=_parent_namespace_depth + 1,
                _types_namespace=_types_namespace,
            )

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> object:
            if name in type(self).__pydantic_fields__:
                raise MissingFieldError(
                    f"the response has no {name!r}, which {type(self).__name__} requires"
                )
            return super().__getattr__(name)

        def model_dump(self, **options: object) -> object:
            """As pydantic's."""
            return super().model_dump(**{"warnings": False, **options})

        def model_dump_json(self, **options: object) -> str:
            """As pydantic's."""
            return super().model_dump_json(**{"warnings": False, **options})


@cache
def _sent_fields(model: type[Model]) -> tuple[tuple[str, str, bool], ...]:
    """Python name, wire name and whether it is sent even when never set (a constant, e.g. a tag)."""
    return tuple(
        (
            name,
            info.serialization_alias or info.alias or name,
            _is_constant(info.annotation, info.default),
        )
        for name, info in model.__pydantic_fields__.items()
        if READ_ONLY not in info.metadata
    )


def _is_constant(annotation: object, default: object) -> bool:
    return get_origin(annotation) is Literal and get_args(annotation) == (default,)


@dataclass(frozen=True)
class OneOf:
    """Marks a union of models, so that a variant which the document does not know is never mistaken.

    Without a discriminator a variant also has to have a field of its own set: a class whose fields are all
    optional would otherwise swallow every unknown object.

    Args:
        discriminator: the Python name of the field that tells the variants apart; a Literal in each.
    """

    discriminator: str | None = None

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The schema of the union, called by pydantic. What is likeliest is tried first, the rest only then."""
        members = list(dict.fromkeys(union_members(source)))
        known = [m for m in members if m is not UnknownVariant and m is not NoneType]
        unknown = [handler.generate_schema(m) for m in members if m is UnknownVariant]
        steps = [*self._steps(known, handler, is_open=bool(unknown)), *unknown]
        schema = core_schema.union_schema(steps, mode="left_to_right")
        return core_schema.nullable_schema(schema) if NoneType in members else schema

    def _steps(
        self, known: list[object], handler: GetCoreSchemaHandler, *, is_open: bool
    ) -> list[CoreSchema | tuple[CoreSchema, str]]:
        """The models by their discriminator, then the other members; without one, all together."""
        models = [member for member in known if _is_model(member)]
        if self.discriminator is None or len(models) < 2:
            together = Annotated[_union(known), Field(union_mode=_mode(known))]  # type: ignore[valid-type]
            schema = handler.generate_schema(together)
            return [_checked(schema, known) if is_open else schema]
        tagged = Annotated[_union(models), Field(discriminator=self.discriminator)]  # type: ignore[valid-type]
        others = [member for member in known if member not in models]
        choices = [tagged, _union(others)] if others else [tagged]
        return [handler.generate_schema(choice) for choice in choices]


def _union(members: list[object]) -> object:
    return Union[tuple(members)]  # noqa: UP007


def union_members(annotation: object) -> Iterator[object]:
    """The members of a union; unions in unions, annotations and aliases are opened."""
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from union_members(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for member in get_args(annotation):
            yield from union_members(member)
    elif (alias := getattr(annotation, "__value__", None)) is not None:
        yield from union_members(alias)
    else:
        yield NoneType if annotation is None else annotation


def _is_model(member: object) -> bool:
    return isinstance(member, ForwardRef) or (
        isinstance(member, type) and issubclass(member, BaseModel)
    )


def _mode(members: list[object]) -> Literal["left_to_right", "smart"]:
    """The first member that fits, where each requires a key that no other one knows; else the best one."""
    models = [m for m in members if isinstance(m, type) and issubclass(m, BaseModel)]
    fields = [m.__pydantic_fields__.items() for m in models]
    known = [{info.alias or name for name, info in items} for items in fields]
    required = [
        {info.alias or name for name, info in items if info.is_required()} for items in fields
    ]
    exclusive = all(
        keys.difference(*known[:at], *known[at + 1 :]) for at, keys in enumerate(required)
    )
    return "left_to_right" if exclusive and len(models) == len(members) else "smart"


def _checked(schema: CoreSchema, members: list[object]) -> CoreSchema:
    if any(map(_may_be_empty, members)):
        return core_schema.no_info_after_validator_function(_has_own_field, schema)
    return schema


def _may_be_empty(member: object) -> bool:
    if not isinstance(member, type):
        return isinstance(member, ForwardRef)
    return issubclass(member, BaseModel) and not any(
        info.is_required() for info in member.__pydantic_fields__.values()
    )


def _has_own_field(value: object) -> object:
    extra = value.__pydantic_extra__ if isinstance(value, BaseModel) else None
    if extra and isinstance(value, BaseModel) and value.__pydantic_fields_set__ <= extra.keys():
        raise ValueError("no field of a known variant is there")
    return value
