# XML -> values as JSON has them, whose texts the type converts. Imports light modules; expat with the first body.
"""`read_xml`: untrusted XML, without document types and entities, as the value of a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

from .forms import NIL, XML, XmlForm
from .members import Member, form_of, item_of, members_of, model_of

if TYPE_CHECKING:
    from ...data.models import Model

_DEEPEST: Final = 100
_NIL: Final = f"{{{NIL}}}nil"


@dataclass(slots=True)
class _Element:
    """An element: its name and its namespace; the names of `attributes` are keys, see `_key`."""

    name: str
    namespace: str
    attributes: Mapping[str, str]
    children: list[_Element] = field(default_factory=list["_Element"])
    texts: list[str] = field(default_factory=list[str])

    @property
    def text(self) -> str:
        return "".join(self.texts)

    @property
    def is_nil(self) -> bool:
        return self.attributes.get(_NIL) in ("true", "1")

    def own_attributes(self) -> dict[str, str]:
        """Returns the attributes that are not for XML Schema."""
        found = self.attributes.items()
        return {key: value for key, value in found if not key.startswith(f"{{{NIL}}}")}

    def all(self, name: str, form: XmlForm) -> list[_Element]:
        """Returns the children that a form means.

        Where it says no namespace, they are in that of this element, else in none. Others are not meant.
        """
        found = [child for child in self.children if child.name == name]
        if form.namespace:
            return [child for child in found if child.namespace in (form.namespace, "")]
        if form.prefix:
            return found
        own = [child for child in found if child.namespace == self.namespace]
        return own or [child for child in found if not child.namespace]

    def key_of(self, child: _Element) -> str:
        """Returns the key of a child that no field describes: with its namespace where it differs from this one's."""
        same = child.namespace == self.namespace
        return child.name if same else f"{{{child.namespace}}}{child.name}"


def read_xml(content: bytes, annotation: object, charset: str | None = None) -> object:
    """Returns the value of a type that an XML document describes, as JSON would have it; its scalars are texts.

    Args:
        content: the document.
        annotation: the type, whose metadata and models say how it is written.
        charset: the charset of the content type, None if it has none.

    Raises:
        ValueError: it is not XML, has a document type, is nested too deep, or has another root element.
    """
    root = _parse(content, charset)
    name = form_of(annotation).name
    if name and root.name != name:
        raise ValueError(f"its root element is not <{name}>")
    return _read(root, annotation)


def _parse(content: bytes, charset: str | None) -> _Element:
    from xml.parsers import expat

    parser = expat.ParserCreate(charset, " ")
    parser.buffer_text = True
    top = _Element("", "", {})
    open_ = [top]

    def start(name: str, attributes: dict[str, str]) -> None:
        if len(open_) > _DEEPEST:
            raise ValueError("it is nested too deep")
        namespace, _, local = name.rpartition(" ")
        element = _Element(local, namespace, {_key(n): attributes[n] for n in attributes})
        open_[-1].children.append(element)
        open_.append(element)

    def end(_name: str) -> None:
        open_.pop()

    def text(data: str) -> None:
        open_[-1].texts.append(data)

    def refuse(*_: object) -> NoReturn:
        raise ValueError("it has a document type, which can define entities")

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    is_last = True
    try:
        parser.Parse(content, is_last)
    except (expat.ExpatError, LookupError) as error:
        raise ValueError("it is not XML") from error
    return top.children[0]


def _key(name: str) -> str:
    """Returns the name of an attribute: `name`, `xml:name`, or `{namespace}name`."""
    namespace, _, local = name.rpartition(" ")
    if namespace == XML:
        return f"xml:{local}"
    return f"{{{namespace}}}{local}" if namespace else local


def _read(element: _Element, annotation: object) -> object:
    if element.is_nil:
        return None
    model = model_of(annotation)
    if model is not None:
        return dict(_read_members(element, model))
    item = item_of(annotation)
    if item is not None:
        return [_read(child, item) for child in element.children]
    return _read_any(element) if element.children else element.text


def _read_members(element: _Element, model: type[Model]) -> Iterator[tuple[str, object]]:
    """Yields the members of an object, then what the model does not have."""
    attributes, seen = element.own_attributes(), set[int]()
    has_text = False
    for member in members_of(model):
        match member.form.node:
            case "attribute":
                if key := _key_of_attribute(member, attributes):
                    yield member.key, attributes.pop(key)
            case "text":
                has_text = True
                yield member.key, element.text
            case _:
                found = _children_of(element, member)
                seen.update(map(id, found.elements))
                yield from found.values
    yield from ((f"@{name}", value) for name, value in attributes.items())
    yield from _read_further(element, seen)
    if not has_text and element.text.strip():
        yield "#text", element.text


def _key_of_attribute(member: Member, attributes: Mapping[str, str]) -> str:
    """Returns the key of the attribute of a field, "" if it is absent.

    An API may send it without the namespace, and many documents give a prefix but not the namespace that it means.
    """
    form, name = member.form, member.name
    found = next((key for key in (f"{{{form.namespace}}}{name}", name) if key in attributes), "")
    if found or form.namespace or not form.prefix:
        return found
    return next((key for key in attributes if key.endswith(f"}}{name}")), "")


@dataclass(frozen=True, slots=True)
class _Found:
    """The elements that belong to a field, and its pair of key and value, if there are any."""

    elements: list[_Element]
    values: tuple[tuple[str, object], ...]


def _children_of(element: _Element, member: Member) -> _Found:
    item, form = member.item, member.form
    if item is not None and not form.wrapped:
        found = element.all(member.item_name, form.item or form)
        values: object = [_read(child, item) for child in found]
    else:
        found = element.all(member.name, form)
        values = _read(found[-1], member.annotation) if found else None
    return _Found(found, ((member.key, values),) if found else ())


def _read_further(element: _Element, seen: set[int]) -> Iterator[tuple[str, object]]:
    """Yields the elements that no field describes; those of one name are a list."""
    found: dict[str, list[object]] = {}
    for child in element.children:
        if id(child) not in seen:
            found.setdefault(element.key_of(child), []).append(_read_any(child))
    for key, values in found.items():
        yield key, values if len(values) > 1 else values[0]


def _read_any(element: _Element) -> object:
    """Returns what an element holds, without knowing its type."""
    if element.is_nil:
        return None
    attributes = {f"@{name}": value for name, value in element.own_attributes().items()}
    if not attributes and not element.children:
        return element.text
    text = {"#text": element.text} if element.text.strip() else {}
    return {**attributes, **dict(_read_further(element, set())), **text}
