# Compares a recorded request with what was to be sent; judge.py asks openapi-core besides. May import ir.
"""Checks path, query, headers, cookies and body."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never
from urllib.parse import unquote, urljoin, urlsplit

from clientloom import ir
from clientloom.document.document import Json
from clientloom.verify.judging.equality import difference
from clientloom.verify.judging.parameter_styles import pairs, path_text, text
from clientloom.verify.judging.received import Received, form_pairs, multipart
from clientloom.verify.judging.xml_shapes import xml_shape
from clientloom.verify.media_objects import essence
from clientloom.verify.planning.plan import BASE_URL, Call
from clientloom.verify.planning.request_bodies import CONTENT, PlannedBody


def problems(api: ir.Api, call: Call, received: Received) -> Iterator[str]:
    """Yields what is wrong with a request."""
    o = call.operation
    if received.method != o.method:
        yield f"the method is {received.method}, not {o.method}"
    yield from _path(call, received)
    yield from _query(api, call, received)
    yield from _headers(call, received)
    yield from _cookies(call, received)
    if call.body is not None:
        yield from _body(call, call.body, received)
    elif received.content and not _may_be_empty(received):
        yield "a body was sent, and none was given"


def template(o: ir.Operation) -> str:
    """Returns the path of an operation without a query, which some authors write after it."""
    return re.split(r"[?#]", o.path, maxsplit=1)[0]


def _may_be_empty(received: Received) -> bool:
    return received.content in {b"{}", b""}


def _given_parameters(call: Call, location: ir.Location) -> Iterator[tuple[ir.Parameter, Json]]:
    for p in call.operation.parameters:
        key = f"{p.location}:{p.wire_name}"
        if p.location is location and p.constant is not None:
            yield p, json.loads(p.constant)
        elif p.location is location and key in call.parameters:
            yield p, call.parameters[key]


def _expected_text(p: ir.Parameter, value: Json) -> str:
    """Returns the text of a parameter: by its media type if it has one, else by its style."""
    if p.content is None:
        return path_text(p, value)
    return json.dumps(value) if "json" in p.content or not isinstance(value, str) else value


def path_values(call: Call, received: Received) -> dict[str, str] | None:
    """Returns the decoded value of each placeholder, or None if the path does not match."""
    base = _base(call.operation)
    pieces = re.split(r"\{([^{}]+)\}", template(call.operation))
    pattern = "".join(
        "(.*)" if i % 2 else re.escape(_normalize_escapes(piece)) for i, piece in enumerate(pieces)
    )
    path = received.path.removeprefix(base)
    match = re.fullmatch(pattern, _normalize_escapes(path)) or re.fullmatch(pattern, path)
    return dict(zip(pieces[1::2], map(unquote, match.groups()), strict=True)) if match else None


def _base(o: ir.Operation) -> str:
    """Returns the path of the base URL. A relative server of the operation is below the base URL."""
    url = o.servers[0].url if o.servers else ""
    for variable in o.servers[0].variables if o.servers else ():
        url = url.replace(f"{{{variable.wire_name}}}", variable.default)
    own = urljoin(f"{BASE_URL}/", url) if url and "://" not in url else BASE_URL
    return urlsplit(own).path.rstrip("/")


def _normalize_escapes(text: str) -> str:
    return re.sub(r"%[0-9a-fA-F]{2}", lambda m: m[0].upper(), text) if "%" in text else text


def _path(call: Call, received: Received) -> Iterator[str]:
    wanted = _in_path(call)
    whole = _fill_path(template(call.operation), wanted)
    if unquote(received.path) == unquote(_base(call.operation) + whole):
        return
    values = path_values(call, received)
    if values is None:
        yield f"the path is {received.path}, which is not {call.operation.path}"
        return
    for name, text_of in wanted.items():
        if name in values and not _same_text(text_of, values[name]):
            yield _wrong("path", name, values[name], text_of)


def _in_path(call: Call) -> dict[str, str]:
    return {
        p.wire_name: _expected_text(p, value)
        for p, value in _given_parameters(call, ir.Location.PATH)
    }


def _fill_path(text_: str, values: Mapping[str, str]) -> str:
    return re.sub(r"\{([^{}]+)\}", lambda m: values.get(m[1], m[0]), text_)


def _query(api: ir.Api, call: Call, received: Received) -> Iterator[str]:
    in_path = _in_path(call)
    written = form_pairs(urlsplit(call.operation.path).query)
    expected = [(name, _fill_path(value, in_path)) for name, value in written]
    keys = {s.wire_name for s in api.security_schemes if isinstance(s, ir.ApiKey)}
    for p, value in _given_parameters(call, ir.Location.QUERYSTRING):
        if not isinstance(value, dict) or "urlencoded" not in (p.content or "urlencoded"):
            whole = unquote(received.query)
            if not _same_text(_expected_text(p, value), whole):
                yield _wrong("querystring", p.wire_name, whole, _expected_text(p, value))
            return
        expected += _fields({}, value)
    for p, value in _given_parameters(call, ir.Location.QUERY):
        if p.content is not None:
            expected.append((p.wire_name, _expected_text(p, value)))
        else:
            expected += pairs(
                p.wire_name, value, p.style, explode=p.explode, separators=p.separators
            )
    got = list(form_pairs(received.query))
    names = {name for name, _ in expected}
    extra = sorted({name for name, _ in got} - names - keys)
    if extra:
        yield f"the query has {', '.join(extra)}, which the document does not have"
    for name in dict.fromkeys(name for name, _ in expected):
        wanted = sorted(v for n, v in expected if n == name)
        found = sorted(v for n, v in got if n == name)
        if not _all_same(wanted, found):
            yield _wrong("query", name, found, wanted)


def _all_same(wanted: Sequence[str], found: Sequence[str]) -> bool:
    return len(wanted) == len(found) and all(
        _same_text(a, b) for a, b in zip(wanted, found, strict=True)
    )


def _same_text(wanted: str, found: str) -> bool:
    if not difference(wanted, found):
        return True
    try:
        return not difference(json.loads(wanted), json.loads(found))
    except ValueError:
        return False


def _headers(call: Call, received: Received) -> Iterator[str]:
    for p, value in _given_parameters(call, ir.Location.HEADER):
        found, wanted = received.header(p.wire_name), _expected_text(p, value)
        if not _same_text(wanted, found) and unquote(found) != wanted:
            yield _wrong("header", p.wire_name, found, wanted)


def _cookies(call: Call, received: Received) -> Iterator[str]:
    got = received.cookies
    for p, value in _given_parameters(call, ir.Location.COOKIE):
        for name, wanted in pairs(
            p.wire_name, value, p.style, explode=p.explode, separators=p.separators
        ):
            found = [unquote(v) for n, v in got if unquote(n) == name]
            if wanted not in found:
                yield _wrong("cookie", name, found, wanted)


def _wrong(where: str, name: str, found: object, wanted: object) -> str:
    return f"{where} parameter {name} was sent as {str(found)[:200]!r}, not {str(wanted)[:200]!r}"


def _body(call: Call, sent: PlannedBody, received: Received) -> Iterator[str]:
    declared = essence(received.header("content-type"))
    if "*" not in sent.media_type and declared != sent.media_type:
        yield f"the body was sent as {declared or 'nothing'}, not {sent.media_type}"
    try:
        if found := _difference(call, sent, received):
            yield f"in the body, {found}"
    except (ValueError, UnicodeDecodeError) as error:
        yield f"the body cannot be read: {error}"


def _difference(call: Call, sent: PlannedBody, received: Received) -> str:
    match sent.kind:
        case ir.BodyKind.JSON:
            return difference(sent.value, json.loads(received.content or b"null"))
        case ir.BodyKind.JSON_LINES:
            lines = received.content.replace(b"\x1e", b"").splitlines()  # RFC 7464
            rows = [json.loads(row) for row in lines if row]
            return difference(sent.value, rows)
        case ir.BodyKind.TEXT:
            return difference(sent.value, received.content.decode())
        case ir.BodyKind.XML:
            return difference(xml_shape(sent.content), xml_shape(received.content))
        case ir.BodyKind.BYTES:
            return "" if received.content == sent.content else "its bytes changed"
        case ir.BodyKind.FORM:
            got = [(n, v) for n, v in form_pairs(received.content.decode())]
            return _form(form_parts(call), sent.value, got)
        case ir.BodyKind.MULTIPART:
            return _multipart(form_parts(call), sent.value, received)
    assert_never(sent.kind)


def form_parts(call: Call) -> dict[str, ir.Part]:
    """Returns the members of a body that are arguments, by name."""
    body = call.described_body
    parts = () if body is None else (*(body.parts or ()), *body.known_parts)
    return {part.field.wire_name: part for part in parts}


def _is_styled(part: ir.Part) -> bool:
    """Whether a part of a multipart body has a style (OpenAPI 3.1, 4.8.15)."""
    return not part.is_file and part.style is not None


def _fields(parts: dict[str, ir.Part], value: Json) -> list[tuple[str, str]]:
    expected: list[tuple[str, str]] = []
    for name, item in value.items():
        part = parts.get(name)
        if part is None:
            expected += [(name, text(one)) for one in _items(item) if one is not None]
        elif part.is_file:  # a form has no raw bytes: they are spelled as in JSON
            expected += [(name, base64.b64encode(CONTENT).decode())] * len(_items(item))
        elif part.style is None:
            whole = "json" in part.content_type or not isinstance(item, list)
            expected += [
                (name, text(one)) for one in ([item] if whole else item) if one is not None
            ]
        else:
            expected += pairs(
                name, item, part.style, explode=part.explode, separators=part.separators
            )
    return expected


def _form(parts: dict[str, ir.Part], value: Json, got: Sequence[tuple[str, str]]) -> str:
    wanted, found = sorted(_fields(parts, value)), sorted(got)
    same = len(wanted) == len(found) and all(
        a[0] == b[0] and _same_text(a[1], b[1]) for a, b in zip(wanted, found, strict=True)
    )
    return "" if same else f"the fields are {str(found)[:300]}, not {str(wanted)[:300]}"


def _items(value: Json) -> list[Json]:
    return value if isinstance(value, list) else [value]


def _multipart(parts: dict[str, ir.Part], value: Json, received: Received) -> str:
    found = multipart(received.header("content-type"), received.content)
    styled = {name for name in value if name in parts and _is_styled(parts[name])}
    if styled:
        fields = {name for name, _ in _fields(parts, {name: value[name] for name in styled})}
        texts = [(name, content.decode()) for name, _, content in found if name in fields]
        if problem := _form(parts, {name: value[name] for name in styled}, texts):
            return problem
        found = [part for part in found if part[0] not in fields]
        value = {name: item for name, item in value.items() if name not in styled}
    for name, item in value.items():
        got = [content for part, _, content in found if part == name]
        known = parts.get(name)
        repeated = isinstance(item, list) and (known is None or _is_repeated(known))
        items = [one for one in item if one is not None] if repeated else [item]
        if len(got) != len(items):
            return f"part {name} was sent {len(got)} times, not {len(items)}"
        for wanted, content in zip(items, got, strict=True):
            if not _same_part(known, wanted, content):
                return f"part {name} was sent as {content[:100]!r}, not {text(wanted)[:100]!r}"
    names = {name for name, _, _ in found} - value.keys()
    return f"there are parts that were not given: {', '.join(sorted(names))}" if names else ""


def _same_part(part: ir.Part | None, wanted: Json, content: bytes) -> bool:
    if part is None:  # of a form that lists none: bytes, or a value as text
        return content == CONTENT or _same_text(text(wanted), content.decode())
    if part.is_file:
        return content == CONTENT
    if part.content_type.endswith("json") and isinstance(wanted, str):
        wanted = json.dumps(wanted)
    return _same_text(text(wanted), content.decode())


def _is_repeated(part: ir.Part) -> bool:
    return part.is_list or not part.content_type.endswith("json")
