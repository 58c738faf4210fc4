# What JSON Schema says about a request that openapi-core cannot decode. May import the views of this room.
"""Reads bodies and parameters by the document alone and validates them with jsonschema-rs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from clientloom.document.document import Json
from clientloom.verify.document_views import View, property_schemas
from clientloom.verify.judging.received import Received, form_pairs, multipart
from clientloom.verify.media_objects import essence, item, media_node, whole

_READINGS = 64
"""So many ways to read the texts of one value are tried."""
_COMBINED = ("allOf", "anyOf")
"""What an object is made of, and what it may be one of."""
_SEPARATORS = (",", " ", "|", "\t")


def body_problem(view: View, operation: Mapping[str, Json], received: Received) -> str:
    """Returns why the body of a request does not match its operation, or "".

    Raises:
        ValueError: it cannot be read as what its content type says.
    """
    kind = received.header("content-type")
    node = media_node(view, operation.get("requestBody"), kind)
    return _reader(essence(kind))(view, node, received)


_Reader = Callable[[View, dict[str, Json], Received], str]


def _reader(kind: str) -> _Reader:
    if kind.startswith("multipart/"):
        return _parts
    if kind == "application/x-www-form-urlencoded":
        return _form
    if kind.endswith(("jsonl", "ndjson", "json-seq", "json-lines")):
        return _lines
    return _json if kind.endswith("json") else _text


def _json(view: View, node: dict[str, Json], received: Received) -> str:
    return view.problem(whole(node), json.loads(received.content))


def _lines(view: View, node: dict[str, Json], received: Received) -> str:
    lines = received.content.replace(b"\x1e", b"").splitlines()
    rows = [json.loads(line) for line in lines if line.strip()]
    found = (view.problem(item(view, node, events=False), row) for row in rows)
    return next(filter(None, found), "")


def _text(view: View, node: dict[str, Json], received: Received) -> str:
    """Returns why a body of text, or of bytes, which a string stands for, does not match, or ""."""
    schema = whole(node)
    found = [view.problem(schema, value) for value in _values(received.content)]
    return "" if "" in found else found[0]


def _parts(view: View, node: dict[str, Json], received: Received) -> str:
    found: dict[str, list[bytes]] = {}
    for name, _, content in multipart(received.header("content-type"), received.content):
        found.setdefault(name, []).append(content)
    return _object_problem(view, whole(node), found)


def _form(view: View, node: dict[str, Json], received: Received) -> str:
    """Returns why a form does not match, or "". A name such as `a[b][0]` is a nested field unless the schema has it."""
    schema, tree = whole(node), dict[str, _Tree]()
    for name, text in form_pairs(received.content.decode()):
        head, bracket, rest = name.partition("[")
        is_own = next(property_schemas(view, schema, name, _COMBINED), None) is not None
        keys = [name] if is_own or not bracket else [head, *_keys(f"[{rest}")]
        _put(tree, keys, text)
    return view.problem(schema, _read(view, [schema], tree))


def _keys(brackets: str) -> list[str]:
    return re.findall(r"\[([^\]]*)\]", brackets)


def _put(tree: dict[str, _Tree], keys: Sequence[str], text: str) -> None:
    """Adds a text at a path of keys."""
    *path, last = keys
    for step in path:
        below = tree.setdefault(step, {})
        tree = below if isinstance(below, dict) else {}
    contents = tree.setdefault(last, [])
    if isinstance(contents, list):
        contents.append(text.encode())


_Tree = dict[str, "_Tree"] | list[bytes]
"""The members of an object below its keys, and the contents of each value."""


def _object_problem(view: View, schema: Json, fields: Mapping[str, Sequence[bytes]]) -> str:
    """Returns why fields, each read by its schema, do not match as one object, or ""."""
    tree: _Tree = {name: [*contents] for name, contents in fields.items()}
    return view.problem(schema, _read(view, [schema], tree))


def _read(view: View, schemas: Sequence[Json], tree: _Tree) -> Json:
    """Returns the value that fits the schemas, or some value if none does."""
    if isinstance(tree, list):
        readings = list(islice(readings_of(tree), _READINGS))
        fitting = (v for v in readings if schemas and not view.problem({"anyOf": [*schemas]}, v))
        return next(fitting, readings[0])
    if tree and all(map(str.isdecimal, tree)):
        items = [s["items"] for s in map(view.resolve, schemas) if "items" in (s or {})]
        return [_read(view, items, item) for item in tree.values()]
    named = {
        key: [s for each in schemas for s in property_schemas(view, each, key, _COMBINED)]
        for key in tree
    }
    return {key: _read(view, named[key], member) for key, member in tree.items()}


def parameter_problem(view: View, schema: Json, name: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Returns why the texts of a parameter do not match its schema, or ""."""
    texts = [text for key, text in pairs if key == name]
    members = _members(view, schema, name, pairs)
    if not texts:
        value = _read(view, [schema], members)
        return view.problem(schema, value) if members else "it is not there"
    found = ""
    for value in islice(readings_of([text.encode() for text in texts]), _READINGS):
        problem = view.problem(schema, value)
        if not problem:
            return ""
        found = found or problem
    return found


def _members(view: View, schema: Json, name: str, pairs: Sequence[tuple[str, str]]) -> _Tree:
    """Returns the members of an exploded object: `name[key][key]`, or the bare key if the schema has it."""
    found: dict[str, _Tree] = {}
    for key, text in pairs:
        keys = _keys(key) if key.startswith(f"{name}[") else [key]
        if keys == [key] and next(property_schemas(view, schema, key, _COMBINED), None) is None:
            continue
        _put(found, keys, text)
    return found


def readings_of(contents: Sequence[bytes]) -> Iterator[Json]:
    """Yields what the contents of one name can mean: a value, a list, or a list joined by a separator."""
    if len(contents) == 1:
        yield from _values(contents[0])
    kinds = [list(_values(content)) for content in contents]
    yield [values[0] for values in kinds]
    yield [values[-1] for values in kinds]
    if len(contents) == 1:
        text = contents[0].decode("utf-8", "replace")
        for separator in _SEPARATORS:
            pieces = [list(_values(piece.encode())) for piece in text.split(separator)]
            yield [values[0] for values in pieces]
            yield [values[-1] for values in pieces]
            keys, values = pieces[::2], pieces[1::2]
            yield {str(k[0]): v[-1] for k, v in zip(keys, values, strict=False)}


def _values(content: bytes) -> Iterator[Json]:
    """Yields a text and, if it is JSON, its value; bytes as a string of the same length."""
    try:
        text = content.decode()
    except UnicodeDecodeError:
        yield content.decode("latin-1")
        return
    yield text
    try:
        yield json.loads(text)
    except (ValueError, RecursionError):
        return
