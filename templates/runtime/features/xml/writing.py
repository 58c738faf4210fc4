# Values as JSON has them -> XML. Imports light modules.
"""`write_xml`: the XML document of a value, by the forms in its type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, cast

from ...core.errors import InvalidRequestError
from .forms import ELEMENT, NIL, XmlForm
from .members import Member, form_of, item_of, members_of, model_of

if TYPE_CHECKING:
    from ...data.models import Model

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_NAME: Final = re.compile(r"[^\W\d][\w.-]*")
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document can contain (XML 1.0, 2.2)."""
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTES: Final = {**_ESCAPES, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


@dataclass(frozen=True, slots=True)
class _Scope:
    """The namespaces that are declared around an element, by prefix."""

    declared: Mapping[str, str]


def write_xml(value: object, annotation: object) -> bytes:
    """Returns the XML document of a value, as JSON has it, of a type.

    Raises:
        InvalidRequestError: a key is no name in XML, or a text has characters that XML cannot contain.
    """
    form = form_of(annotation)
    written = "".join(_write(value, annotation, form, form.name, _Scope({})))
    return f"{_DECLARATION}{written}".encode()


def _write(
    value: object, annotation: object, form: XmlForm, name: str, scope: _Scope
) -> Iterator[str]:
    """Yields the element of a value."""
    tag, declarations, inner = _start(form, name, scope)
    if value is None:
        yield f'<{tag}{declarations} xmlns:xsi="{NIL}" xsi:nil="true"/>'
        return
    model = model_of(annotation)
    attributes = "".join(_attributes(value, model, inner))
    content = "".join(_content(value, annotation, model, form, inner))
    end = f">{content}</{tag}>" if content else "/>"
    yield f"<{tag}{declarations}{attributes}{end}"


def _start(form: XmlForm, name: str, scope: _Scope) -> tuple[str, str, _Scope]:
    """Returns the tag of an element, the namespaces that it declares, and the scope in it."""
    tag = f"{form.prefix}:{name}" if form.prefix else name
    if not form.namespace or scope.declared.get(form.prefix) == form.namespace:
        return tag, "", scope
    key = f"xmlns:{form.prefix}" if form.prefix else "xmlns"
    declared = _Scope({**scope.declared, form.prefix: form.namespace})
    return tag, f' {key}="{_escape(form.namespace, _IN_ATTRIBUTES)}"', declared


def _attributes(given: object, model: type[Model] | None, scope: _Scope) -> Iterator[str]:
    """Yields the attributes among the members of an object, each with a space before it."""
    if not isinstance(given, Mapping):
        return
    known = {m.key: m for m in members_of(model)} if model else {}
    for key, value in cast("Mapping[str, object]", given).items():
        member = known.get(key)
        if member is not None and member.form.node == "attribute" and value is not None:
            tag, declarations, _ = _start(member.form, member.name, scope)
            yield f'{declarations if member.form.prefix else ""} {tag}="{_scalar(value, _IN_ATTRIBUTES)}"'
        elif member is None and key.startswith("@"):
            yield f' {_checked_name(key[1:])}="{_scalar(value, _IN_ATTRIBUTES)}"'


def _content(
    value: object, annotation: object, model: type[Model] | None, form: XmlForm, scope: _Scope
) -> Iterator[str]:
    """Yields what is in the element of a value."""
    if isinstance(value, Mapping):
        known = {m.key: m for m in members_of(model)} if model else {}
        for key, member in cast("Mapping[str, object]", value).items():
            yield from _member(key, member, known.get(key), scope)
    elif isinstance(value, list):
        item = form.item or ELEMENT
        yield from _items(cast("list[object]", value), item_of(annotation), item, form.name, scope)
    else:
        yield _scalar(value, _ESCAPES)


def _member(key: str, value: object, member: Member | None, scope: _Scope) -> Iterator[str]:
    """Yields the elements of a member; attributes are written before."""
    if member is None:
        yield from _further(key, value, scope)
    elif member.form.node == "text":
        yield "" if value is None else _scalar(value, _ESCAPES)
    elif member.form.node == "attribute":
        return
    elif isinstance(value, list):
        yield from _list_member(cast("list[object]", value), member, scope)
    else:
        yield from _write(value, member.annotation, member.form, member.name, scope)


def _list_member(values: list[object], member: Member, scope: _Scope) -> Iterator[str]:
    form, item = member.form, member.form.item or ELEMENT
    if not form.wrapped:
        yield from _items(values, member.item, item, member.item_name, scope)
        return
    tag, declarations, inner = _start(form, member.name, scope)
    written = "".join(_items(values, member.item, item, member.item_name, inner))
    yield f"<{tag}{declarations}>{written}</{tag}>"


def _items(
    values: list[object], type_: object, form: XmlForm, name: str, scope: _Scope
) -> Iterator[str]:
    for value in values:
        yield from _write(value, type_, form, form.name or name, scope)


def _further(key: str, value: object, scope: _Scope) -> Iterator[str]:
    """Yields the elements of a member that no field describes."""
    if key == "#text":
        yield _scalar(value, _ESCAPES)
    elif not key.startswith("@"):
        name = _checked_name(key)
        for each in cast("list[object]", value) if isinstance(value, list) else (value,):
            yield from _write(each, None, ELEMENT, name, scope)


def _checked_name(key: str) -> str:
    if not _NAME.fullmatch(key):
        raise InvalidRequestError(f"{key!r} cannot be the name of an element or attribute in XML")
    return key


def _scalar(value: object, escapes: Mapping[str, str]) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _escape(text, escapes)


def _escape(text: str, escapes: Mapping[str, str]) -> str:
    if found := _NO_CHARACTER.search(text):
        raise InvalidRequestError(f"XML cannot contain the character {found[0]!r}")
    return "".join(escapes.get(char, char) for char in text)
