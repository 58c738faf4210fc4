# datamodel-code-generator's annotations -> those of the package. Imports this room's words only.
"""Annotations rewritten: names made safe, unions of classes told apart, models accepted where dicts are."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from clientloom.models.bundle import ONE_OF, REFERENCE, WORD
from clientloom.models.vocabulary import Scope

Members = tuple[str, ...]
"""The members of a union; a type that is no union has one."""

Naming = Callable[[str], Members]
"""How a package spells a name of the bundle."""

_GIVEN: Mapping[str, Members] = {
    "Any": ("object",),
    f"{WORD}Base64": ("bytes", "str"),
    f"{WORD}Decimal": ("Decimal", "float", "str"),
    **{f"{WORD}{w}": (w, "str") for w in ("UUID", "date", "datetime", "time", "timedelta")},
}
"""What a caller may give in place of a type: the text that goes on the wire, too."""


@lru_cache(maxsize=16384)
def _parsed(annotation: str) -> ast.expr:
    return ast.parse(annotation, mode="eval").body


def received(annotation: str, scope: Scope) -> str:
    """The annotation for `models`."""

    def name(word: str) -> Members:
        if word.startswith(REFERENCE):
            return (scope.schema(word.removeprefix(REFERENCE)),)
        return (scope.word(word.removeprefix(WORD)),)

    return _Speller(scope, name, texts_first=True).text(_parsed(annotation))


def given(annotation: str, scope: Scope, takes_model: Callable[[str], Members]) -> str:
    """The annotation for `params`; `takes_model` tells what a caller may give for a schema beside its params."""

    def name(word: str) -> Members:
        if word.startswith(REFERENCE):
            schema = word.removeprefix(REFERENCE)
            return (*takes_model(schema), scope.schema(schema))
        return tuple(map(scope.word, _GIVEN.get(word, (word.removeprefix(WORD),))))

    return _Speller(scope, name).text(_parsed(annotation))


class _Speller:
    """Prints the few forms of expression that an annotation of the generator has."""

    def __init__(self, scope: Scope, name: Naming, *, texts_first: bool = False) -> None:
        self.scope = scope
        self.name = name
        self.texts_first = texts_first
        self.everything: set[str] = set()
        self.values: dict[str, Members] = {}

    def text(self, node: ast.expr) -> str:
        return self.joined(self.members(node))

    def joined(self, members: Members) -> str:
        """A union without repetitions, None last; what takes everything swallows the rest."""
        swallowing = self.everything.intersection(members)
        unique = swallowing or dict.fromkeys(sorted(members, key="None".__eq__))
        return " | ".join(self.one_literal(unique))

    def one_literal(self, members: Iterable[str]) -> Iterable[str]:
        """The members with all the values of enumerations in one `Literal`, where the first one stood."""
        literals = [member for member in members if member in self.values]
        if len(literals) < 2:
            return members
        values = dict.fromkeys(value for member in literals for value in self.values[member])
        merged = f"{self.scope.word('Literal')}[{', '.join(values)}]"
        return dict.fromkeys(merged if member in literals else member for member in members)

    def members(self, node: ast.expr) -> Members:
        match node:
            case ast.Constant(value=None):
                return ("None",)
            case ast.Name(id=word):
                members = self.name(word)
                if word == "Any":
                    self.everything.update(members)
                return members
            case ast.BinOp(op=ast.BitOr()):
                return self.union(_operands(node))
            case ast.Subscript(value=ast.Name(id=word), slice=inner):
                return self.subscript(word, inner)
            case _:
                raise ValueError(f"datamodel-code-generator wrote {ast.unparse(node)!r}")

    def subscript(self, word: str, inner: ast.expr) -> Members:
        parts = inner.elts if isinstance(inner, ast.Tuple) else [inner]
        if word == "Annotated":  # the generator's own limits say what the type has said already
            return self.members(parts[0])
        arguments = tuple(map(ast.unparse if word == "Literal" else self.text, parts))
        member = f"{self.scope.word(word)}[{', '.join(arguments)}]"
        if word == "Literal":
            self.values[member] = arguments
        return (member,)

    def union(self, operands: list[ast.expr]) -> Members:
        """The members; each mark in the list gathers all that stand before it."""
        members: Members = ()
        for operand in _texts_first(operands) if self.texts_first else operands:
            if isinstance(operand, ast.Name) and operand.id.startswith(ONE_OF):
                members = self.told_apart(members, operand.id.removeprefix(ONE_OF))
            else:
                members += self.members(operand)
        return members

    def told_apart(self, members: Members, tag: str) -> Members:
        argument = repr(bytes.fromhex(tag).decode()) if tag else ""
        variants = (*(m for m in members if m != "None"), self.scope.word("UnknownVariant"))
        if self.everything.intersection(variants):
            return variants
        words = map(self.scope.word, ("Annotated", "OneOf"))
        annotated = "{0}[{2}, {1}({3})]".format(*words, self.joined(variants), argument)
        return (annotated, "None") if "None" in members else (annotated,)


def _texts_first(operands: list[ast.expr]) -> list[ast.expr]:
    """Text before datetime, where both may come: pydantic takes any number in quotes for a time, if it is asked."""
    words = [operand.id if isinstance(operand, ast.Name) else "" for operand in operands]
    if "str" not in words or any(word.startswith(ONE_OF) for word in words):
        return operands
    return sorted(operands, key=_is_time)


def _is_time(operand: ast.expr) -> bool:
    return isinstance(operand, ast.Name) and operand.id == f"{WORD}datetime"


def _operands(node: ast.expr) -> list[ast.expr]:
    """The members of a union from left to right, without recursion: a union may have hundreds."""
    found: list[ast.expr] = []
    while isinstance(node, ast.BinOp):
        found.append(node.right)
        node = node.left
    return [node, *reversed(found)]
