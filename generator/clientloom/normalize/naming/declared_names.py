# The names that a vendor declares for an SDK, in the extensions of the document. Pure; imports the
# words of naming and the document's patterns.
"""`EXTENSIONS`, the table; `declared_name` reads those of an operation, `declared_text` those of anything else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from clientloom.document.linear_patterns import finds
from clientloom.normalize.naming.words import words

Names = Literal["group", "method", "argument", "typed", "property", "component", "class"]
"""What an extension names: `typed` is an argument, by its schema; a property is one of a class; a component also has
the names of any class."""


@dataclass(frozen=True, slots=True)
class Extension:
    """An extension that names something; `tool` is the tool that defines it.

    `alternatives` says that a list contains several groups instead of the parts of one. `path` leads to the name
    inside an object.
    """

    key: str
    names: Names
    tool: str
    alternatives: bool = False
    path: tuple[str, ...] = ()


EXTENSIONS = (
    Extension("x-fern-sdk-group-name", "group", "Fern: a name, dotted, or a list of names"),
    Extension("x-fern-sdk-method-name", "method", "Fern"),
    Extension("x-speakeasy-group", "group", "Speakeasy: dotted", alternatives=True),
    Extension("x-speakeasy-name-override", "method", "Speakeasy, also for patterns at the root"),
    Extension("x-sdk-group", "group", "hand-written generators of vendors"),
    Extension("x-sdk-method", "method", "hand-written generators of vendors"),
    Extension("x-sdk-method-name", "method", "hand-written generators of vendors"),
    Extension("x-sdk-operation-name", "method", "Redocly's examples"),
    Extension("x-groupName", "group", "Adyen"),
    Extension("x-methodName", "method", "Adyen"),
    Extension("x-ds-service", "group", "DocuSign"),
    Extension("x-ds-methodname", "method", "DocuSign"),
    Extension("x-client-action", "method", "api.video"),
    Extension("x-aws-operation-name", "method", "the descriptions of AWS"),
    Extension("x-python-name", "method", "whoever names for Python alone"),
    Extension("x-operation-name", "method", "LoopBack: the method of a controller"),
    Extension("x-fern-parameter-name", "argument", "Fern"),
    Extension("x-speakeasy-name-override", "argument", "Speakeasy"),
    Extension("x-stainless-param", "argument", "Stainless"),
    Extension("x-stainless-param", "typed", "Stainless, as its users write it"),
    Extension("x-python-name", "argument", "whoever names for Python alone"),
    Extension("x-ms-client-name", "argument", "AutoRest"),
    Extension("x-fern-property-name", "property", "Fern"),
    Extension("x-python-name", "property", "whoever names for Python alone"),
    Extension("x-ms-client-name", "property", "AutoRest"),
    Extension("x-fern-type-name", "class", "Fern"),
    Extension("x-speakeasy-name-override", "class", "Speakeasy"),
    Extension("x-stainless-naming", "class", "Stainless", path=("python", "type_name")),
    Extension("x-ms-enum", "class", "AutoRest: the class of an enum", path=("name",)),
    Extension("x-python-name", "component", "whoever names for Python alone"),
    Extension("x-ms-client-name", "component", "AutoRest"),
)  # fmt: skip
"""The extensions, by precedence: the first one of a kind counts."""

_KEYS = {e.names: frozenset(o.key for o in EXTENSIONS if o.names == e.names) for e in EXTENSIONS}

LEFT_OUT = ("x-fern-ignore", "x-speakeasy-ignore", "x-stainless-skip", "x-internal")
"""Extensions of operations that a vendor leaves out of its SDKs: all of them, or those of a list of languages."""

_OVERRIDES = "x-speakeasy-name-override"
_MOST_PARTS = 8
"""Groups nested deeper than this are a mistake of the document."""


@dataclass(frozen=True, slots=True)
class DeclaredName:
    """The group of an operation, outermost first, and its method, if the vendor declares them.

    `group` is None if it is not declared; () is the client itself.
    """

    group: tuple[str, ...] | None = None
    method: str = ""

    def __bool__(self) -> bool:
        return self.group is not None or bool(self.method)


UNDECLARED = DeclaredName()


def declared_name(operation: Mapping[str, object], root: Mapping[str, object]) -> DeclaredName:
    """Returns the declared name of an operation in the document `root`."""
    group = next(
        (g for e in _find_extensions("group", operation) if (g := _group(operation[e.key], e))),
        None,
    )
    method = next(
        (m for e in _find_extensions("method", operation) if (m := _method(operation[e.key]))), ""
    )
    operation_id = operation.get("operationId")
    if not method and isinstance(operation_id, str):
        method = _overridden(operation_id, root.get(_OVERRIDES))
    return DeclaredName(group, method)


def declared_text(names: Names, node: object) -> str:
    """Returns the declared name of a parameter, a property or a schema, "" if it has none."""
    if not isinstance(node, Mapping) or _KEYS[names].isdisjoint(node):
        return ""
    found = (_text_at(node[e.key], e.path) for e in _find_extensions(names, node))
    return next((text for text in found if text), "")


def left_out(operation: Mapping[str, object]) -> str:
    """Returns the extension by which a vendor leaves an operation out of its Python SDK, "" if there is none."""
    return next((key for key in LEFT_OUT if _means_python(operation.get(key))), "")


def _means_python(value: object) -> bool:
    return value is True or (isinstance(value, list) and "python" in value)


def _text_at(value: object, path: tuple[str, ...]) -> str:
    for key in path:
        value = value.get(key) if isinstance(value, Mapping) else None
    return _method(value)


def _find_extensions(names: Names, operation: Mapping[str, object]) -> Iterator[Extension]:
    return (e for e in EXTENSIONS if e.names == names and e.key in operation)


def _group(value: object, extension: Extension) -> tuple[str, ...] | None:
    """Returns the parts of a group, None if the value has none."""
    given = value if isinstance(value, list) else [value]
    texts = [text for text in given if isinstance(text, str)]
    chosen = texts[:1] if extension.alternatives else texts
    return _parts([part for text in chosen for part in text.split(".")])


def _parts(texts: list[str]) -> tuple[str, ...] | None:
    parts = tuple(text.strip() for text in texts if words(text))
    return parts if 0 < len(parts) <= _MOST_PARTS else None


def _method(value: object) -> str:
    return value.strip() if isinstance(value, str) and words(value) else ""


def _overridden(operation_id: str, overrides: object) -> str:
    """Returns the method that a pattern at the root makes from an operationId."""
    for entry in overrides if isinstance(overrides, list) else []:
        if isinstance(entry, Mapping):
            pattern, name = entry.get("operationId"), entry.get("methodNameOverride")
            if isinstance(pattern, str) and finds(pattern, operation_id):
                return _method(name)
    return ""
