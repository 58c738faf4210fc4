# The data for the templates of models/ and params/. May import the standard library only.
"""Views of definitions: annotations are text, docstrings are quoted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple


class FieldView(NamedTuple):
    """A field of a class. `default` is "" if the field is required, `docstring` if there is nothing to say."""

    name: str
    annotation: str
    default: str = ""
    docstring: str = ""
    comment: tuple[str, ...] = ()


class ClassView(NamedTuple):
    """A class. `extra` is the annotation of additional properties, or ""; `checking` is `TYPE_CHECKING`.

    `deprecated` is the decorator of a deprecated class (PEP 702), or "".
    `items` is the field with the items of a list response, or ""; `iterator` is the type of an iterator over them,
    and `iterate` the function that returns it. `as_call` marks a TypedDict whose keys cannot all be names; the names of
    its fields are literals.
    """

    name: str
    base: str
    docstring: str
    fields: tuple[FieldView, ...]
    deprecated: str = ""
    extra: str = ""
    checking: str = ""
    as_call: bool = False
    items: str = ""
    iterator: str = ""
    iterate: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the class has neither a docstring nor a member."""
        return not (self.docstring or self.fields or self.extra or self.items)


class EnumView(NamedTuple):
    """An enum class. `members` are triples: the name, the literal, and the docstring or ""."""

    name: str
    base: str
    docstring: str
    members: tuple[tuple[str, str, str], ...]


class AliasView(NamedTuple):
    """An alias of a type. `uses` are the names of the definitions that it refers to."""

    name: str
    annotation: str
    docstring: str
    uses: frozenset[str]


class RecursiveAliasView(NamedTuple):
    """A recursive alias: pydantic needs a `TypeAliasType`, type checkers a `TypeAlias`.

    `annotation` is a literal; `checking` is `TYPE_CHECKING`, `alias_type` is `TypeAliasType`.
    """

    name: str
    annotation: str
    docstring: str
    checking: str
    alias_type: str


class ModuleView(NamedTuple):
    """A module of definitions. Aliases are evaluated at import, annotations of classes later.

    `comments` are for type checkers. `alias` is `TypeAlias`. `second_names` are pairs of a second name and a class, for
    classes that a field hides.
    """

    docstring: str
    comments: tuple[str, ...]
    imports: tuple[str, ...]
    enums: tuple[EnumView, ...]
    recursive_aliases: tuple[RecursiveAliasView, ...]
    classes: tuple[ClassView, ...]
    aliases: tuple[AliasView, ...]
    second_names: tuple[tuple[str, str], ...]
    alias: str


class PackageView(NamedTuple):
    """The `__init__.py` of a package: pairs (module, names), all sorted, and the module of each name."""

    docstring: str
    comments: tuple[str, ...]
    modules: tuple[tuple[str, tuple[str, ...]], ...]
    names: tuple[tuple[str, str], ...]


def sort_aliases(aliases: Iterable[AliasView]) -> Iterator[AliasView]:
    """Yields aliases by name, each after the aliases that it uses."""
    by_name = {each.name: each for each in sorted(aliases, key=lambda each: each.name)}
    done: set[str] = set()
    for name in by_name:
        yield from _parts_first(name, by_name, done)


def _parts_first(name: str, aliases: dict[str, AliasView], done: set[str]) -> Iterator[AliasView]:
    if name in done:
        return
    done.add(name)
    for part in sorted(aliases[name].uses & aliases.keys()):
        yield from _parts_first(part, aliases, done)
    yield aliases[name]
