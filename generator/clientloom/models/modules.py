# Definitions -> modules: which definition goes where, in which order, with which imports.
"""One package of schemas (`models` or `params`): a module a resource, `shared`, and a lazy `__init__`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from clientloom.models.definitions import Definition, Rank
from clientloom.models.vocabulary import import_lines

_FUTURE = "from __future__ import annotations"


def module_text(doc: str, definitions: Iterable[Definition], home: Mapping[str, str]) -> str:
    """The text of a module. `home` is the module of every class and alias, by name."""
    found = list(in_order(definitions))
    here = home[found[0].name]
    elsewhere = {name for definition in found for name in definition.uses if home[name] != here}
    renamed = {pair for definition in found for pair in definition.renamed}
    imports = {each for definition in found for each in definition.imports}
    imports |= {(f".{home[name]}", name, name) for name in elsewhere}
    if renamed:
        imports.add(("typing", "TypeAlias", "TypeAlias"))
    lines = [f'"""{doc}"""', "", _FUTURE, "", *import_lines(imports)]
    for before, definition in zip([None, *found], found, strict=False):
        together = before is not None and before.rank is definition.rank is Rank.ALIAS
        lines += ["" if together else "\n", definition.text]
    lines += [f"\n{name}: TypeAlias = {class_}" for name, class_ in sorted(renamed)]
    return "\n".join(lines) + "\n"


def in_order(definitions: Iterable[Definition]) -> Iterator[Definition]:
    """Recursive aliases, classes, then the other aliases, each group by name.

    An alias comes after the aliases that it is made of, since it is evaluated when the module is loaded.
    """
    ranked = sorted(definitions, key=lambda each: (each.rank, each.name))
    aliases = {each.name: each for each in ranked if each.rank is Rank.ALIAS}
    yield from (each for each in ranked if each.rank is not Rank.ALIAS)
    done: set[str] = set()
    for name in aliases:
        yield from _with_parts(name, aliases, done)


def _with_parts(
    name: str, aliases: Mapping[str, Definition], done: set[str]
) -> Iterator[Definition]:
    if name in done:
        return
    done.add(name)
    for part in sorted(aliases[name].uses & aliases.keys()):
        yield from _with_parts(part, aliases, done)
    yield aliases[name]


def init_text(doc: str, home: Mapping[str, str]) -> str:
    """The text of `__init__.py`: every name is there for type checkers, and loaded when it is first used."""
    by_module: dict[str, list[str]] = {}
    for name in sorted(home):
        by_module.setdefault(home[name], []).append(name)
    if not by_module:
        return f'"""{doc}"""\n\n__all__: list[str] = []\n'
    return _LAZY.format(
        doc=doc,
        imports="\n".join(
            f"    from .{module} import {', '.join(names)}"
            for module, names in sorted(by_module.items())
        ),
        names="\n".join(f'    "{name}",' for name in sorted(home)),
        addresses="\n".join(f'    "{name}": "{home[name]}",' for name in sorted(home)),
    )


_LAZY = '''"""{doc}"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
{imports}

__all__ = [
{names}
]

_MODULES = {{
{addresses}
}}

if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(f"module {{__name__!r}} has no attribute {{name!r}}")
        value = getattr(import_module(f".{{_MODULES[name]}}", __name__), name)
        globals()[name] = value
        return value

    def __dir__():
        return __all__
'''
