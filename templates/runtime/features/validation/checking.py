# Values against type annotations. Imports the standard library and light modules; pydantic is there with the models.
"""`check`: finds what is wrong with an argument, in the words of the API."""

from __future__ import annotations

import datetime as dt
import os
import types
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache
from typing import (
    Annotated,
    Any,
    Final,
    ForwardRef,
    Literal,
    NotRequired,
    Required,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from ...core.basics import UNSET
from ...core.mistakes import nearest
from ...data.annotations import fields_of
from ...data.encoding import Wire
from ...data.unions import UnknownVariant
from .kinds import check_of, number_of
from .open_objects import drop_free_dicts, further_type, model_name, model_of

_MOST_ITEMS: Final = 1000
"""The maximum number of items of a list that are checked."""
_NAMES: Final[Mapping[object, str]] = {
    type(None): "None",
    Sequence: "a list",
    Mapping: "a dict",
    Callable: "a function",
    int: "a whole number",
    float: "a number",
    str: "a text",
    bool: "true or false",
    dt.date: "a date",
    dt.datetime: "a datetime",
    os.PathLike: "a path",
}


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem and its path, such as `spec.serverless.regoin`."""

    path: str
    text: str


def check(value: object, annotation: object, path: str) -> list[Problem]:
    """Returns the problems of a value that does not match a type."""
    annotation = _plain(annotation)
    if (
        annotation is Any
        or annotation is object
        or isinstance(annotation, ForwardRef | TypeVar | str)
    ):
        return []
    origin = get_origin(annotation) or annotation or type(None)
    if origin in (Union, types.UnionType):
        return _check_union(value, list(_alternatives(annotation)), path)
    if origin is Literal:
        return _check_literal(value, get_args(annotation), path)
    if is_typeddict(origin):
        return _check_typed_dict(value, cast("type", origin), path)
    return _check_class(value, cast("type", origin), get_args(annotation), path)


def _plain(annotation: object) -> object:
    """Returns a type without annotations, aliases resolved."""
    while True:
        if get_origin(annotation) in (Annotated, Required, NotRequired):
            kind, *marks = get_args(annotation)
            annotation = next((m.checked_as for m in marks if hasattr(m, "checked_as")), kind)
        elif (value := getattr(annotation, "__value__", None)) is not None:
            annotation = value
        else:
            return annotation


def _alternatives(annotation: object) -> Iterable[object]:
    for member in get_args(annotation):
        plain = _plain(member)
        if get_origin(plain) in (Union, types.UnionType):
            yield from _alternatives(plain)
        else:
            yield plain


def _check_union(value: object, members: list[object], path: str) -> list[Problem]:
    """Returns nothing if one alternative fits, else the problems of the most likely one."""
    # <unions>
    if isinstance(value, UnknownVariant):
        return []  # what a response had goes back as it came
    # </unions>
    members = [member for member in members if value is UNSET or not _is_unset(member)]
    members = drop_free_dicts(members, value)
    if len(members) == 1:
        return check(value, members[0], path)
    found: list[tuple[int, list[Problem]]] = []
    for member in members:
        problems = check(value, member, path)
        if not problems:
            return []
        found.append((_distance(value, member), problems))
    if wrong_tag := _check_tag(value, [cast("type", m) for m in members if is_typeddict(m)], path):
        return wrong_tag
    if (smallest := min(distance for distance, _ in found)) < _FAR:
        return min((p for d, p in found if d == smallest), key=len)
    literals = [v for m in members if get_origin(m) is Literal for v in get_args(m)]
    if literals and isinstance(value, str | int):
        return _check_literal(value, tuple(literals), path)
    wanted = " or ".join(dict.fromkeys(map(_name, members)))
    return [Problem(path, f"takes {wanted}, not {_shown(value)}")]


def _check_tag(value: object, kinds: list[type], path: str) -> list[Problem]:
    """Returns the problem of an object whose tag, a constant of each of several classes, is that of none."""
    sent = _members_sent(value)
    if len(kinds) < 2 or not isinstance(sent, Mapping):
        return []
    hints = [{k: _plain(hint) for k, hint in _members(kind)[0].items()} for kind in kinds]
    members = _by_python_names(cast("Mapping[str, object]", sent), kinds[0])
    for key in hints[0].keys() & members.keys():
        if all(get_origin(each.get(key)) is Literal for each in hints):
            allowed = tuple(value for each in hints for value in get_args(each[key]))
            if problems := _check_literal(members[key], allowed, f"{path}.{key}"):
                return problems
    return []


_FAR: Final = 1_000_000


def _distance(value: object, member: object) -> int:
    """Returns how different a value is from an alternative: by its tag, then by unknown, misspelt and missing keys."""
    if (
        isinstance(member, type) and type(value) is member
    ):  # it is wrong in itself, such as a time without a zone
        return 0
    container = _distance_of_container(value, get_origin(member))
    sent = _members_sent(value)
    if isinstance(sent, Mapping) and is_typeddict(member):
        members = _by_python_names(cast("Mapping[str, object]", sent), cast("type", member))
        keys = members.keys() - set(_unnamed(value))
        hints, required = _members(cast("type", member))
        tags = [k for k in keys & hints.keys() if get_origin(_plain(hints[k])) is Literal]
        wrong = sum(bool(check(members[k], hints[k], k)) for k in tags)
        unknown = sum(1 if nearest(str(key), hints) else 2 for key in keys - hints.keys())
        return 100 * wrong + unknown + len(required - keys)
    return container


def _distance_of_container(value: object, origin: object) -> int:
    is_list = origin is Sequence or origin is Iterable or origin is tuple
    if is_list and _is_list(value):
        return 0
    return 0 if origin is Mapping and isinstance(value, Mapping) else _FAR


def _check_literal(value: object, allowed: tuple[object, ...], path: str) -> list[Problem]:
    sent = number_of(value.value if isinstance(value, Enum) and value is not UNSET else value)
    if any(_is_same(sent, one) for one in allowed):
        return []
    texts = dict.fromkeys(repr(one) for one in allowed if one is not UNSET)
    known = [one for one in allowed if isinstance(one, str)]
    hint = nearest(sent, known) if isinstance(sent, str) else ""
    return [Problem(path, f"{_shown(value)} is none of {', '.join(texts)}{hint}")]


def _is_same(sent: object, one: object) -> bool:
    """Whether both are the same JSON: true is not 1, 1.0 is, and a subclass of a class is as good as the class."""
    sent = int(sent) if isinstance(sent, float) and sent.is_integer() else sent
    is_kind = isinstance(sent, type(one)) and isinstance(sent, bool) == isinstance(one, bool)
    return is_kind and bool(sent == one)


def _check_typed_dict(value: object, kind: type, path: str) -> list[Problem]:
    sent = _members_sent(value)
    if not isinstance(sent, Mapping):
        return [Problem(path, f"takes {_name(kind)}, not {_shown(value)}")]
    hints, required = _members(kind)
    members = _by_python_names(cast("Mapping[str, object]", sent), kind)
    unknown = [k for k in members if k not in hints and k not in _unnamed(value)]
    further = further_type(kind)
    if further is None:
        problems = [Problem(f"{path}.{k}", _name_unknown(k, members, kind)) for k in unknown]
    else:
        problems = [p for k in unknown for p in check(members[k], further, f"{path}.{k}")]
    problems += [Problem(path, f"{key!r} is missing") for key in sorted(required - members.keys())]
    for key, hint in hints.items():
        if key in members and members[key] is not UNSET:
            problems += check(members[key], hint, f"{path}.{key}")
    return problems


def _name_unknown(key: str, members: Mapping[str, object], kind: type) -> str:
    """Returns what is wrong with a key that a TypedDict lacks, such as the other name of a key that is there."""
    name = _python_names(kind).get(key)
    if name in members:
        return f"is {name!r}, which is there too; give one of them"
    return f"{_name(kind)} has no such key{nearest(str(key), _members(kind)[0])}"


def _members_sent(value: object) -> object:
    """Returns what a model sends, so that it may stand for any object with its members, such as one of a response."""
    return value.__wire__() if isinstance(value, Wire) else value


def _unnamed(value: object) -> Collection[str]:
    """Returns the members of a model that the API does not describe: a response had them."""
    return getattr(value, "__pydantic_extra__", None) or ()


@cache
def _members(kind: type) -> tuple[Mapping[str, object], frozenset[str]]:
    """Returns the keys of a TypedDict with their types, and the required ones."""
    hints = get_type_hints(kind, include_extras=True)
    optional = {key for key, hint in hints.items() if get_origin(hint) is NotRequired}
    return hints, frozenset(hints.keys() - optional)


def _by_python_names(members: Mapping[str, object], kind: type) -> Mapping[str, object]:
    """Returns the members of a dict with the keys of its TypedDict, which may be given by their names on the wire."""
    names = _python_names(kind)
    if names.keys().isdisjoint(members):
        return members
    hints, _ = _members(kind)
    return {
        key if key in hints or names.get(key, key) in members else names.get(key, key): value
        for key, value in members.items()
    }


@cache
def _python_names(kind: type) -> Mapping[str, str]:
    """Returns the keys of a TypedDict by their names on the wire, which the model beside it has."""
    model = model_of(kind)
    if model is None:
        return {}
    names = {i.alias: name for name, i in fields_of(model).items() if i.alias is not None}
    hints, _ = _members(kind)
    # The key of a word that pydantic reserves has no underscore, and the field has one.
    reserved = {name: wire for wire, name in names.items() if wire in hints}
    return {wire: name for wire, name in names.items() if name in hints} | reserved


def _check_class(
    value: object, kind: type, arguments: tuple[object, ...], path: str
) -> list[Problem]:
    if kind in (Sequence, list):
        return _check_items(value, arguments[0] if arguments else Any, path)
    if kind is Iterable and arguments and isinstance(value, list | tuple):
        return _check_items(cast("object", value), arguments[0], path)
    if kind is tuple:
        return _check_tuple(value, arguments, path)
    if kind in (Mapping, dict):
        return _check_mapping(value, arguments[1] if len(arguments) > 1 else Any, path)
    if check_of(kind)(value):
        if isinstance(value, dt.datetime) and value.tzinfo is None:
            return [] if getattr(value, "text", "") else [Problem(path, "has no time zone")]
        return []
    return [Problem(path, f"takes {_name(kind)}, not {_shown(value)}")]


def _is_list(value: object) -> bool:
    """Whether a value is sent as a list, including arrays of other libraries."""
    if isinstance(value, str | bytes | bytearray | Mapping | type | Enum):
        return False
    if isinstance(value, Sequence | set | frozenset) or hasattr(value, "tolist"):
        return True
    return hasattr(value, "__iter__") and not hasattr(value, "model_dump")


def _is_single(value: object) -> bool:
    return isinstance(value, str | Mapping)


def _check_items(value: object, item: object, path: str) -> list[Problem]:
    if not _is_list(value):
        hint = "; write [...] around it" if _is_single(value) else ""
        return [Problem(path, f"takes a list, not {_shown(value)}{hint}")]
    if not isinstance(value, list | tuple):
        return []
    items = cast("Sequence[object]", value)[:_MOST_ITEMS]
    return [p for index, each in enumerate(items) for p in check(each, item, f"{path}[{index}]")]


def _check_tuple(value: object, kinds: tuple[object, ...], path: str) -> list[Problem]:
    if not isinstance(value, list | tuple):
        return [] if _is_list(value) else [Problem(path, f"takes a list, not {_shown(value)}")]
    items = cast("Sequence[object]", value)
    if len(items) != len(kinds):
        return [Problem(path, f"takes {len(kinds)} items, not {len(items)}")]
    pairs = zip(items, kinds, strict=True)
    return [p for index, (v, k) in enumerate(pairs) for p in check(v, k, f"{path}[{index}]")]


def _check_mapping(value: object, member: object, path: str) -> list[Problem]:
    if not isinstance(value, Mapping):
        return [Problem(path, f"takes a dict, not {_shown(value)}")]
    found = cast("Mapping[object, object]", value)
    problems = [
        Problem(f"{path}[{key!r}]", "a key is a text") for key in found if not isinstance(key, str)
    ]
    return [*problems, *(p for k, v in found.items() for p in check(v, member, f"{path}.{k}"))]


def _is_unset(member: object) -> bool:
    return get_origin(member) is Literal and get_args(member) == (UNSET,)


def _name(kind: object) -> str:
    origin = get_origin(kind) or kind
    if origin is Literal:
        return " or ".join(map(repr, get_args(kind)))
    known = _NAMES.get(origin) or (model_name(kind) if is_typeddict(kind) else "")
    return known or str(getattr(origin, "__name__", origin))


def _shown(value: object) -> str:
    """Returns a short text of a value; only the type of a long one."""
    text = repr(value) if isinstance(value, str | int | float | None) else ""
    return text if 0 < len(text) <= 60 else f"a {type(value).__name__}"
