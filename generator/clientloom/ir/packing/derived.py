# What of an API follows from the rest: ids from where a schema stands, names from ids. May import columns.py beside it,
# and the escaping of diagnostics.
"""`shorten` and `lengthen`: the JSON of an API without what can be derived, and back."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, cast

from clientloom.diagnostics.escape import escape_token
from clientloom.ir.packing.columns import Plain

Object: TypeAlias = "dict[str, Plain]"

_COMPONENTS = "/components/schemas/"
_PROPERTY = "/properties/"
_RETRIES = {"get": "safe", "head": "safe", "put": "idempotent", "delete": "idempotent"}
_WORD = re.compile(r"[A-Za-z0-9]+")
_NUMBER = re.compile(r"(?<![A-Za-z0-9])[0-9]{1,4}(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class _Holder:
    """What names a schema first: an operation or a schema, and the member that it is in."""

    id: str = ""
    name: str = ""
    member: str = ""


def shorten(api: Object) -> Object:
    """Leaves out what `lengthen` can derive. A schema stands where it is first named, without its id."""
    schemas = cast("list[Object]", api["schemas"])
    shortener = _Shortener({str(schema["id"]): schema for schema in schemas})
    operations = _shorten_operations(cast("list[Object]", api["operations"]), shortener)
    rest = {k: v for k, v in api.items() if k not in {"operations", "schemas"}}
    found = cast("Object", shortener.shorten(rest, _Holder()))
    found |= {"operations": operations, "schemas": shortener.finish()}
    if schemas != sorted(schemas, key=_order):
        found["order"] = [shortener.numbers[str(schema["id"])] for schema in schemas]
    return found


def lengthen(short: Object) -> Object:
    """Reverses `shorten`."""
    lengthener = _Lengthener(cast("list[Object]", short["schemas"]))
    operations = _lengthen_operations(cast("list[Object]", short["operations"]), lengthener)
    rest = {k: v for k, v in short.items() if k not in {"operations", "schemas", "order"}}
    found = cast("Object", lengthener.lengthen(rest, _Holder()))
    schemas = lengthener.finish()
    if "order" in short:
        in_order = [schemas[number] for number in cast("list[int]", short["order"])]
    else:
        in_order = sorted(schemas, key=_order)
    return {**found, "operations": operations, "schemas": cast("Plain", in_order)}


def _order(schema: Object) -> tuple[str, str]:
    return str(schema["name"]), str(schema["id"])


class _Shortener:
    """Numbers schemas in the order in which they are first named."""

    def __init__(self, schemas: Mapping[str, Object]) -> None:
        self.numbers: dict[str, int] = {}
        self._schemas = schemas
        self._waiting: deque[tuple[Object, _Holder]] = deque()
        self._found: list[Plain] = []

    def shorten(self, value: Plain, holder: _Holder) -> Plain:
        """Returns the value without what follows from its holder."""
        if isinstance(value, list):
            return [self.shorten(item, holder) for item in value]
        if not isinstance(value, dict):
            return value
        if value["is"] == "Named":
            return self._shorten_name(str(value["id"]), holder)
        inner = _within(value, holder)
        found = {k: self.shorten(v, inner) for k, v in value.items()}
        return _leave_out(found, value, _derived_names(value))

    def _shorten_name(self, id_: str, holder: _Holder) -> Plain:
        if id_ not in self._schemas:
            return {"is": "Named", "unknown": id_}
        if id_ in self.numbers:
            return {"is": "Named", "id": self.numbers[id_]}
        self._enter(id_, holder)
        return {"is": "Named"}

    def _enter(self, id_: str, holder: _Holder) -> None:
        self.numbers[id_] = len(self.numbers)
        self._waiting.append((self._schemas[id_], holder))

    def drain(self) -> None:
        """Shortens the schemas that were named, and those that they name."""
        while self._waiting:
            schema, holder = self._waiting.popleft()
            id_, name = str(schema["id"]), str(schema["name"])
            rest = {k: v for k, v in schema.items() if k not in {"is", "id", "name"}}
            inner = _Holder(id_, name)
            short = {k: self.shorten(v, inner) for k, v in rest.items()}
            self._found.append({"is": schema["is"], **_name_schema(id_, name, holder), **short})

    def finish(self) -> list[Plain]:
        """Returns all schemas, with those that nothing names."""
        self.drain()
        for id_ in self._schemas:
            if id_ not in self.numbers:
                self._enter(id_, _Holder())
                self.drain()
        return self._found


class _Lengthener:
    """Walks as `_Shortener` does, and numbers schemas alike."""

    def __init__(self, schemas: list[Object]) -> None:
        self._schemas = schemas
        self._ids: list[str] = []
        self._waiting: deque[tuple[Object, _Holder]] = deque()
        self._found: list[Object] = []

    def lengthen(self, value: Plain, holder: _Holder) -> Plain:
        """Returns the value with what follows from its holder."""
        if isinstance(value, list):
            return [self.lengthen(item, holder) for item in value]
        if not isinstance(value, dict):
            return value
        if value["is"] == "Named":
            return {"is": "Named", "id": self._lengthen_name(value, holder)}
        inner = _within(value, holder)
        found = {k: self.lengthen(v, inner) for k, v in value.items()}
        return _put_back(found, _derived_names(value))

    def _lengthen_name(self, value: Object, holder: _Holder) -> str:
        if "id" in value:
            return self._ids[cast("int", value["id"])]
        return str(value["unknown"]) if "unknown" in value else self._enter(holder)

    def _enter(self, holder: _Holder) -> str:
        schema = self._schemas[len(self._ids)]
        short = str(schema["id"])
        id_ = _read_id(short, holder)
        name = _read_name(str(schema.get("name", "")), short, id_, holder)
        self._ids.append(id_)
        self._waiting.append((schema, _Holder(id_, name)))
        return id_

    def drain(self) -> None:
        """Lengthens the schemas that were named, and those that they name."""
        while self._waiting:
            schema, inner = self._waiting.popleft()
            rest = {k: v for k, v in schema.items() if k not in {"is", "id", "name"}}
            head: Object = {"is": schema["is"], "id": inner.id, "name": inner.name}
            self._found.append(head | {k: self.lengthen(v, inner) for k, v in rest.items()})

    def finish(self) -> list[Object]:
        """Returns all schemas, with those that nothing names."""
        self.drain()
        while len(self._ids) < len(self._schemas):
            self._enter(_Holder())
            self.drain()
        return self._found


def _within(value: Object, holder: _Holder) -> _Holder:
    member = value.get("wire_name")
    return _Holder(holder.id, holder.name, member) if isinstance(member, str) else holder


def _derived_names(value: Object) -> Mapping[str, Plain]:
    """The members of an object that usually follow from its others."""
    match value["is"]:
        case "Field" | "Parameter" if "wire_name" in value:
            return {"name": value["wire_name"]}
        case "Webhook" if "id" in value:
            return {"name": _pascal(str(value["id"]))}
        case "Resource" if "name" in value:
            return {"class_name": _pascal(str(value["name"]))}
        case _:
            return {}


def _leave_out(found: Object, value: Object, derived: Mapping[str, Plain]) -> Object:
    """Leaves out the members that are as derived. None marks one that the object does not have."""
    for key, expected in derived.items():
        if key not in value:
            found[key] = None
        elif value[key] == expected:
            del found[key]
    return found


def _put_back(found: Object, derived: Mapping[str, Plain]) -> Object:
    """Reverses `_leave_out`."""
    for key, expected in derived.items():
        if found.setdefault(key, expected) is None:
            del found[key]
    return found


def _name_schema(id_: str, name: str, holder: _Holder) -> Object:
    """The id and the name of a schema, in the shortest form that can be read."""
    member = _PROPERTY + escape_token(holder.member)
    if holder.id and id_.startswith(f"{holder.id}/"):
        nearest = "." + id_.removeprefix(holder.id).replace(member, f"{_PROPERTY}*", 1)
    else:
        nearest = "#" + id_.removeprefix(_COMPONENTS)
    short = _choose(id_, (nearest,), lambda text: _read_id(text, holder))
    shared = _count_shared(holder.name, name)
    forms = ("", "-", f"+{name.removeprefix(holder.name)}", f"{shared}+{name[shared:]}")
    short_name = _choose(name, forms, lambda text: _read_name(text, short, id_, holder))
    return {"id": short, "name": short_name} if short_name else {"id": short}


def _read_id(text: str, holder: _Holder) -> str:
    match text[:1]:
        case ".":
            member = _PROPERTY + escape_token(holder.member)
            return holder.id + text[1:].replace(f"{_PROPERTY}*", member, 1)
        case "#":
            return _COMPONENTS + text[1:]
        case _:
            return text[1:]


def _read_name(text: str, short_id: str, id_: str, holder: _Holder) -> str:
    inside = short_id.startswith(".")
    stem = holder.name if inside else ""
    word = _pascal(holder.member if inside else id_.rpartition("/")[2])
    match text[:1]:
        case "":
            return stem + word
        case "-":
            return stem + (f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s"))
        case "+":
            return stem + text[1:]
        case "=":
            return text[1:]
        case _:
            shared, _, own = text.partition("+")
            return holder.name[: int(shared)] + own


def _choose(value: str, candidates: Iterable[str], read: Callable[[str], str]) -> str:
    """The first candidate that is read as the value; the value itself after "=" if there is none."""
    return next((text for text in candidates if read(text) == value), f"={value}")


def _shorten_operations(operations: list[Object], shortener: _Shortener) -> list[Plain]:
    """Writes paths without what they share with the path before."""
    found: list[Plain] = []
    before: list[str] = []
    for operation in operations:
        short = cast("Object", shortener.shorten(operation, _holder_of(operation)))
        _leave_out(short, operation, _derived_members(operation))
        id_, path = str(operation["id"]), str(operation["path"])
        segments = path.split("/")
        shared = _count_shared(before, segments)
        short["id"] = _shorten_words(id_, path)
        own = segments[shared:]
        short["path"] = f"{shared} {'/'.join(own)}" if own else str(shared)
        before = segments
        found.append(short)
        shortener.drain()
    return found


def _lengthen_operations(operations: list[Object], lengthener: _Lengthener) -> list[Plain]:
    found: list[Plain] = []
    before: list[str] = []
    for short in operations:
        shared, space, own = str(short["path"]).partition(" ")
        before = [*before[: int(shared)], *(own.split("/") if space else ())]
        path = "/".join(before)
        operation = {**short, "id": _read_words(str(short["id"]), path), "path": path}
        _put_back(operation, _derived_members(operation))
        found.append(lengthener.lengthen(operation, _holder_of(operation)))
        lengthener.drain()
    return found


def _holder_of(operation: Object) -> _Holder:
    return _Holder(str(operation.get("pointer", "")), _pascal(str(operation["id"])))


def _derived_members(operation: Object) -> Mapping[str, Plain]:
    """The members of an operation that usually follow from its id, path and method."""
    first, *_, last = str(operation["id"]).split("/") * 2
    path, method = escape_token(str(operation["path"])), str(operation["method"]).lower()
    return {
        "name": _snake(last),
        "resource": _snake(first),
        "pointer": f"/paths/{path}/{method}",
        "retry": _RETRIES.get(method, "never"),
    }


def _count_shared(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shorten_words(id_: str, path: str) -> str:
    """The id of an operation with numbers in place of the words that its path has."""
    words = _WORD.findall(path)
    short = _WORD.sub(lambda m: str(words.index(m[0])) if m[0] in words else m[0], id_)
    return _choose(id_, (short,), lambda text: _read_words(text, path))


def _read_words(text: str, path: str) -> str:
    if text.startswith("="):
        return text[1:]
    words = dict(enumerate(_WORD.findall(path)))
    return _NUMBER.sub(lambda m: words.get(int(m[0]), m[0]), text)


def _pascal(text: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in _WORD.findall(text))


def _snake(text: str) -> str:
    return "_".join(_WORD.findall(text)).lower()
