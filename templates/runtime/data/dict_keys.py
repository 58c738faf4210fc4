# Keys of dicts in a call: Python names of fields -> names on the wire. Loaded with the first call whose dicts may have
# other names; pydantic is there with the models.
"""`with_wire_names`: a caller writes the keys of a dict as the fields of the models, or as the API writes them."""

from __future__ import annotations

from collections.abc import (
    AsyncIterable,
    AsyncIterator,
    Callable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, cast, get_args, get_origin

from ..core.operations import Request
from .annotations import (
    classes_of,
    count_known,
    field_types,
    fields_of,
    item_type,
    kind_in,
    unclear_variant,
    union_members,
    value_type,
    wire_name,
)
from .encoding import as_list

if TYPE_CHECKING:
    from pydantic import BaseModel


def with_wire_names(request: Request[object]) -> Request[object]:
    """Returns the request with the names of the wire in its dicts, as its operation declares their types.

    The keys of the operation's `dict_keys` are the places: "query:filter", "form:address", "body", and "items" for
    a body of several values.
    """
    kinds = request.operation.dict_keys
    return replace(
        request,
        path=_members(request.path, "path", kinds),
        query=_members(request.query, "query", kinds),
        headers=_members(request.headers, "headers", kinds),
        # <cookies>
        cookies=_members(request.cookies, "cookies", kinds),
        # </cookies>
        body=_body(request.body, kinds),
    )


_Kinds = Mapping[str, Callable[[], object]]


def _members(values: Mapping[str, object], place: str, kinds: _Kinds) -> Mapping[str, object]:
    found = {name: kinds[key] for name in values if (key := f"{place}:{name}") in kinds}
    if not found:
        return values
    return {k: translate(v, found[k]()) if k in found else v for k, v in values.items()}


def _body(body: object, kinds: _Kinds) -> object:
    if "body" in kinds:
        return translate(body, kinds["body"]())
    if "items" in kinds:
        return _items(body, kinds["items"]())
    return (
        _members(cast("Mapping[str, object]", body), "form", kinds)
        if isinstance(body, Mapping)
        else body
    )


def _items(body: object, kind: object) -> object:
    """Returns the items of a body of several values; an iterator stays one, and text or a file as it is."""
    if isinstance(body, list | tuple):
        return [translate(item, kind) for item in cast("list[object]", body)]
    if isinstance(body, AsyncIterable):
        return _later(cast("AsyncIterable[object]", body), kind)
    return _each(cast("Iterable[object]", body), kind) if _has_items(body) else body


def _has_items(body: object) -> bool:
    """Whether a body is made of items: text, bytes and files are lines that are written already."""
    is_written = isinstance(body, str | bytes | bytearray | memoryview) or hasattr(body, "read")
    return isinstance(body, Iterable) and not is_written


def _each(items: Iterable[object], kind: object) -> Iterator[object]:
    return (translate(item, kind) for item in items)


async def _later(items: AsyncIterable[object], kind: object) -> AsyncIterator[object]:
    async for item in items:
        yield translate(item, kind)


def translate(value: object, kind: object) -> object:
    """Returns a value with the names of the wire in its dicts; models know their own names and stay as they are.

    Args:
        value: an argument.
        kind: its type, with models as the types of dicts.
    """
    if isinstance(value, Mapping):
        return _translate_dict(cast("Mapping[str, object]", value), list(union_members(kind)))
    if (items := as_list(value)) is not None:
        kinds = [one for one in union_members(kind) if get_origin(one) in (list, tuple)]
        each = next((get_args(one) for one in kinds if _is_as_long(one, items)), None)
        each = each or (item_type(kinds),) * len(items)
        return [translate(item, k) for item, k in zip(items, each, strict=True)]
    return value


def _is_as_long(kind: object, items: list[object]) -> bool:
    """Whether a type is a tuple with a type for each of several items."""
    return get_origin(kind) is tuple and len(get_args(kind)) == len(items) > 1


def _translate_dict(members: Mapping[str, object], choices: list[object]) -> Mapping[str, object]:
    models = _models_of(members, choices)
    if not models:  # a dict with free keys, which are never translated
        inner = value_type(choices)
        return members if inner is None else {k: translate(v, inner) for k, v in members.items()}
    found: dict[str, object] = {}
    for key, value in members.items():
        wire = _wire_key(key, models)
        if wire != key and wire in members:  # a free key beside the field
            found[key] = value
        else:
            found[wire] = translate(value, kind_in(wire, models, object))
    return found


def _models_of(members: Mapping[str, object], choices: list[object]) -> list[type[BaseModel]]:
    """Returns the classes that a dict may stand for; none where it is rather a dict with free keys."""
    models = classes_of(members, choices)
    if value_type(choices) is not None:
        return [one for one in models if count_known(members, one) == len(members)]
    return models


def _wire_key(key: str, models: Sequence[type[BaseModel]]) -> str:
    """Returns the name on the wire of a key.

    Raises:
        InvalidRequestError: the dict may be of several classes that have different names for it.
    """
    names = {
        key if key in field_types(one) else _renamed_fields(one).get(key, key)
        for one in models
        if key in field_types(one) or key in _renamed_fields(one)
    }
    if len(names) > 1:
        raise unclear_variant(key, models)
    return names.pop() if names else key


@cache
def _renamed_fields(model: type[BaseModel]) -> Mapping[str, str]:
    """Returns the wire names of the fields that have another one, by Python name."""
    names = {name: wire_name(name, info) for name, info in fields_of(model).items()}
    return {name: wire for name, wire in names.items() if name != wire}
