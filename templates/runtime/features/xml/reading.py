# XML -> values as JSON has them, whose texts the type converts. Imports light modules; expat with the first body.
"""`read_xml`: untrusted XML, without document types and entities, as the value of a type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

from ...core.drift import FieldDrift
from .forms import ELEMENT, NIL, XML, XmlForm
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


def read_xml(
    content: bytes,
    annotation: object,
    charset: str | None = None,
    deviations: list[FieldDrift] | None = None,
) -> object:
    """Returns the value of a type that an XML document describes, as JSON would have it; its scalars are texts.

    Args:
        content: the document.
        annotation: the type, whose metadata and models say how it is written.
        charset: the charset of the content type, None if it has none.
        deviations: gets the elements that are read although they have other names.

    Raises:
        ValueError: it is not XML, has a document type, is nested too deep, or has another root element.
    """
    root = _parse(content, charset)
    name = form_of(annotation).name
    if name and root.name != name:
        raise ValueError(f"its root element is not <{name}>")
    return _Reader([] if deviations is None else deviations).read(root, annotation, "")


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


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads elements as types."""

    deviations: list[FieldDrift]

    def read(self, element: _Element, annotation: object, path: str) -> object:
        """Returns the value of an element."""
        if element.is_nil:
            return None
        model = model_of(annotation)
        if model is not None:
            return dict(self._members(element, model, path))
        item = item_of(annotation)
        if item is not None:
            name = (form_of(annotation).item or ELEMENT).name
            return self._items(element.children, item, name, path)
        return _read_any(element) if element.children else element.text

    def _items(self, elements: list[_Element], item: object, name: str, path: str) -> object:
        """Returns the items of a list; one whose element has another name is reported."""
        places = [f"{path}[{index}]" for index in range(len(elements))]
        for place, child in zip(places, elements, strict=True):
            self._check_name(place, child, name)
        return [self.read(e, item, place) for place, e in zip(places, elements, strict=True)]

    def _check_name(self, path: str, element: _Element, name: str) -> None:
        if name and element.name != name:
            self.deviations.append(FieldDrift(path, f"is <{element.name}> instead of <{name}>"))

    def _members(
        self, element: _Element, model: type[Model], path: str
    ) -> Iterator[tuple[str, object]]:
        """Yields the members of an object, then what the model does not have."""
        attributes, seen = element.own_attributes(), set[int]()
        members, below = members_of(model), f"{path}." if path else ""
        names = {member.child_name for member in members if member.form.node == "element"}
        for member in members:
            match member.form.node:
                case "attribute":
                    if key := _key_of_attribute(member, attributes):
                        yield member.key, attributes.pop(key)
                case "text":
                    yield member.key, element.text
                case _:
                    found = element.all(member.child_name, member.child_form)
                    if not found and member.key not in names:
                        found = element.all(member.key, ELEMENT)
                    seen.update(map(id, found))
                    if found:
                        yield member.key, self._value(found, member, below + member.key)
        yield from ((f"@{name}", value) for name, value in attributes.items())
        yield from _read_further(element, seen)
        if element.text.strip() and not any(m.form.node == "text" for m in members):
            yield "#text", element.text

    def _value(self, found: list[_Element], member: Member, path: str) -> object:
        """Returns the value of a field. Several elements where one is described are a list, which is a deviation."""
        if member.is_repeated:
            return self._items(found, member.item, member.child_name, path)
        for each in found:
            self._check_name(path, each, member.child_name)
        values = [self._single(each, member, path) for each in found]
        return values if len(values) > 1 else values[0]

    def _single(self, element: _Element, member: Member, path: str) -> object:
        if member.item is None or element.is_nil:
            return self.read(element, member.annotation, path)
        return self._items(element.children, member.item, member.item_name, path)


def _key_of_attribute(member: Member, attributes: Mapping[str, str]) -> str:
    """Returns the key of the attribute of a field, "" if it is absent.

    An API may send it without the namespace, and many documents give a prefix but not the namespace that it means.
    """
    form, name = member.form, member.name
    found = next((key for key in (f"{{{form.namespace}}}{name}", name) if key in attributes), "")
    if found or form.namespace or not form.prefix:
        return found
    return next((key for key in attributes if key.endswith(f"}}{name}")), "")


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
