# Values as JSON has them -> XML. Imports light modules.
"""`write_xml`: the XML document of a value, by the forms in its type."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Final, cast

from ...core.errors import InvalidRequestError
from .forms import ELEMENT, NIL, XmlForm
from .members import Member, form_of, item_of, members_of, model_of

if TYPE_CHECKING:
    from ...data.models import Model

_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>'
_KEY: Final = re.compile(r"(?:\{(?P<namespace>.*)\})?(?P<name>(?:xml:)?[^\W\d][\w.-]*)")
_NO_CHARACTER: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML document can contain (XML 1.0, 2.2)."""
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTES: Final = {**_ESCAPES, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


_UNQUALIFIED: Final = XmlForm()
"""An element without a namespace, also where there is a default one."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """The namespaces that are declared around an element, by prefix, and the prefix of the element itself."""

    declared: Mapping[str, str]
    prefix: str = ""

    def prefix_of(self, namespace: str) -> str:
        """Returns a prefix for a namespace: one that is declared, else a new one."""
        known = (prefix for prefix, declared in self.declared.items() if declared == namespace)
        numbers = (f"ns{number}" for number in count(1))
        new = (prefix for prefix in numbers if prefix not in self.declared)
        return next(filter(None, known), "") or next(new)


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
    attributes, inner = _attributes(value, model, inner)
    content = "".join(_content(value, annotation, model, form, inner))
    end = f">{content}</{tag}>" if content else "/>"
    yield f"<{tag}{declarations}{attributes}{end}"


def _start(form: XmlForm, name: str, scope: _Scope) -> tuple[str, str, _Scope]:
    """Returns the tag of an element, the namespaces that it declares, and the scope in it."""
    tag = f"{form.prefix}:{name}" if form.prefix else name
    inner = replace(scope, prefix=form.prefix)
    if not form.namespace and form is not _UNQUALIFIED:
        return tag, "", inner
    declarations, inner = _declare(form.prefix, form.namespace, inner)
    return tag, declarations, inner


def _declare(prefix: str, namespace: str, scope: _Scope) -> tuple[str, _Scope]:
    """Returns what declares a namespace in an element, "" if it is declared, and the scope with it."""
    if scope.declared.get(prefix, "") == namespace:
        return "", scope
    declared = {**scope.declared, prefix: namespace}
    key = f"xmlns:{prefix}" if prefix else "xmlns"
    written = f' {key}="{_escape(namespace, _IN_ATTRIBUTES)}"'
    return written, replace(scope, declared=declared)


def _attributes(given: object, model: type[Model] | None, scope: _Scope) -> tuple[str, _Scope]:
    """Returns the attributes among the members of an object, and the scope with what they declare."""
    if not isinstance(given, Mapping):
        return "", scope
    written = ""
    known = {m.key: m for m in members_of(model)} if model else {}
    for key, value in cast("Mapping[str, object]", given).items():
        member = known.get(key)
        if member is not None and member.form.node == "attribute" and value is not None:
            form, name = member.form, member.name
        elif member is None and key.startswith("@"):
            namespace, name = _split_key(key[1:])
            form = _form_in(namespace, scope) if namespace else ELEMENT
        else:
            continue
        if form.prefix and form.namespace:
            declaration, scope = _declare(form.prefix, form.namespace, scope)
            written += declaration
        tag = f"{form.prefix}:{name}" if form.prefix else name
        written += f' {tag}="{_scalar(value, _IN_ATTRIBUTES)}"'
    return written, scope


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
    elif isinstance(value, list) and member.item is not None:
        yield from _list_member(cast("list[object]", value), member, scope)
    else:  # several values of one field are those of a response that deviates
        several = cast("list[object]", value) if isinstance(value, list) else [value]
        for each in several:
            yield from _write(each, member.annotation, member.form, member.name, scope)


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
        namespace, name = _split_key(key)
        form = XmlForm(prefix=scope.prefix)
        if namespace is not None:
            form = _form_in(namespace, scope) if namespace else _UNQUALIFIED
        for each in cast("list[object]", value) if isinstance(value, list) else (value,):
            yield from _write(each, None, form, name, scope)


def _form_in(namespace: str, scope: _Scope) -> XmlForm:
    return XmlForm(prefix=scope.prefix_of(namespace), namespace=namespace)


def _split_key(key: str) -> tuple[str | None, str]:
    """Returns the namespace in `{namespace}name`, None without one, and the name."""
    found = _KEY.fullmatch(key)
    if not found:
        raise InvalidRequestError(f"{key!r} cannot be the name of an element or attribute in XML")
    return found["namespace"], found["name"]


def _scalar(value: object, escapes: Mapping[str, str]) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return _escape(text, escapes)


def _escape(text: str, escapes: Mapping[str, str]) -> str:
    if found := _NO_CHARACTER.search(text):
        raise InvalidRequestError(f"XML cannot contain the character {found[0]!r}")
    return "".join(escapes.get(char, char) for char in text)
