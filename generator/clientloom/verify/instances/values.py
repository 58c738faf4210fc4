# Values out of schemas: JSON Schema 2020-12 in, an instance out, the same one at every run. May import
# document and the views and leaves of this room.
"""`Values`: instances of the schemas of a view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

from clientloom.document.document import Json
from clientloom.verify.document_views import View, is_hidden
from clientloom.verify.instances.discriminators import implied, tagged, tags
from clientloom.verify.instances.leaves import NoValueError, number, text

_DEPTHS = (8, 14, 24)
_FULL_DEPTH = 4
_FULL_BUDGET = 300
_STEPS = 3_000
_TRIES = 3
_TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")
_OF_TYPE = {
    "object": (
        "properties",
        "additionalProperties",
        "required",
        "patternProperties",
        "minProperties",
        "maxProperties",
        "propertyNames",
    ),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("pattern", "minLength", "maxLength", "format", "contentEncoding"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}

Atoms = Sequence[Mapping[str, Json]]
"""Schema objects without `$ref` and `allOf`, all of which hold for one value."""


@dataclass(frozen=True, slots=True)
class Style:
    """Which of the many instances to make.

    `full` writes optional members too; without it only what is required. `last` prefers the last branch
    of a union (often null) and the first otherwise. Without `nulls` no null is made.
    """

    full: bool = True
    last: bool = False
    nulls: bool = True


class Values:
    """Makes instances; deterministic, bounded in depth and in work."""

    def __init__(self, view: View) -> None:
        self._view = view

    def instance(self, schema: Json, style: Style) -> Json:
        """An instance that is valid against a schema of the view.

        Raises:
            NoValueError: none was found; says why.
        """
        why = ""
        for tried, deepest, salt in _attempts(style):
            try:
                value = _Builder(self._view, tried, deepest).value([schema], 0, salt)
            except (NoValueError, _TooMuchError) as error:
                why = why or str(error)
                continue
            problem = self._view.problem(schema, value)
            if not problem:
                return value
            why = problem
        raise NoValueError(why)


def _attempts(style: Style) -> Iterator[tuple[Style, int, int]]:
    """What to try, from the best to the last resort: shallow before deep, for deep ones explode."""
    others = (style, replace(style, full=False), replace(style, full=False, last=not style.last))
    for salt in range(_TRIES):
        for tried in dict.fromkeys((*others, replace(style, full=True, last=False))):
            for deepest in _DEPTHS if salt == 0 else _DEPTHS[:1]:
                yield tried, deepest, salt


class _TooMuchError(Exception):
    """The work for one instance is out of bounds."""


class _Builder:
    def __init__(self, view: View, style: Style, deepest: int) -> None:
        self._view = view
        self._style = style
        self._deepest = deepest
        self._steps = _STEPS
        self._budget = _FULL_BUDGET

    def value(self, schemas: Sequence[Json], depth: int, salt: int) -> Json:
        self._steps -= 1
        if self._steps <= 0:
            raise _TooMuchError("the schema is too large to make a value of it")
        if depth > self._deepest:
            raise NoValueError("the schema contains itself without an end")
        atoms = self._flat(schemas)
        for index, atom in enumerate(atoms):
            for keyword in ("anyOf", "if"):
                if keyword in atom:
                    others = [*atoms[:index], *atoms[index + 1 :]]
                    return self._branching(atom, keyword, others, depth, salt)
        return self._simple(atoms, depth, salt)

    def _flat(self, schemas: Sequence[Json]) -> list[Mapping[str, Json]]:
        """References followed and `allOf` opened; each schema object once."""
        found: dict[int, Mapping[str, Json]] = {}
        alive: list[Json] = []
        stack: list[tuple[Json, tuple[str, ...]]] = [(schema, ()) for schema in reversed(schemas)]
        while stack:
            schema, via = stack.pop()
            if schema is False:
                raise NoValueError("the schema `false`")
            if not isinstance(schema, dict) or id(schema) in found:
                continue
            own = {k: v for k, v in schema.items() if k not in {"$ref", "allOf"}}
            found[id(schema)] = own if len(own) < len(schema) else schema
            alive.append(schema)
            reference = schema.get("$ref")
            if isinstance(reference, str):
                stack.append((self._view.target(reference), (*via, reference)))
                stack.extend((extra, via) for extra in implied(self._view, reference) if not via)
            stack.extend((part, via) for part in reversed(schema.get("allOf") or ()))
            if "anyOf" not in schema and "discriminator" in schema:
                stack.extend((extra, via) for extra in tagged(self._view, schema, via))
        return list(found.values())

    def _branching(
        self,
        atom: Mapping[str, Json],
        keyword: str,
        others: Sequence[Json],
        depth: int,
        salt: int,
    ) -> Json:
        rest = {k: v for k, v in atom.items() if k not in {keyword, "discriminator"}}
        branches = list(self._branches(atom, keyword))
        ordered = branches[::-1] if self._style.last else branches
        start = salt % len(ordered) if ordered else 0
        why = "a union without members"
        for branch in ordered[start:] + ordered[:start]:
            try:
                return self.value([*others, rest, *branch], depth + 1, salt)
            except NoValueError as error:
                why = str(error)
        raise NoValueError(why)

    def _branches(self, atom: Mapping[str, Json], keyword: str) -> Iterator[list[Json]]:
        if keyword == "anyOf":
            for branch in atom["anyOf"]:
                yield [branch, *tags(self._view, atom, branch)]
        else:
            yield [atom["if"], atom.get("then", True)]
            yield [{"not": atom["if"]}, atom.get("else", True)]

    def _simple(self, atoms: Atoms, depth: int, salt: int) -> Json:
        fixed = [atom["const"] for atom in atoms if "const" in atom]
        lists = [atom["enum"] for atom in atoms if isinstance(atom.get("enum"), list)]
        lists += [[value] for value in fixed]
        types = self._types(atoms)
        types = types[salt % len(types) :] + types[: salt % len(types)] if types else types
        if lists:
            stated = types if any("type" in atom for atom in atoms) else ()
            return _one_of(lists, stated, last=self._style.last, salt=salt)
        why = "no type is left"
        for name in types:
            try:
                return self._typed(name, atoms, depth, salt)
            except NoValueError as error:
                why = str(error)
        raise NoValueError(why)

    def _types(self, atoms: Atoms) -> list[str]:
        allowed = set(_TYPES)
        order: list[str] = []
        for atom in atoms:
            names = atom.get("type")
            if names is not None:
                listed = [names] if isinstance(names, str) else [n for n in names if n in _TYPES]
                order += listed
                allowed &= {*listed, *(["integer"] if "number" in listed else [])}
        if not order:
            guessed = [
                t for t, keys in _OF_TYPE.items() if any(k in a for a in atoms for k in keys)
            ]
            return [*guessed, "string"]
        if "integer" in allowed and "integer" not in order:
            order = ["number" if name == "integer" else name for name in order]
        if {"integer", "number"} <= set(order) and "number" not in allowed:
            order.append("integer")
        chosen = [name for name in dict.fromkeys(order) if name in allowed]
        chosen.sort(key=lambda name: (name == "null") != self._style.last and name == "null")
        return sorted(chosen, key=lambda name: name != "null") if self._style.last else chosen

    def _typed(self, name: str, atoms: Atoms, depth: int, salt: int) -> Json:
        match name:
            case "object":
                return self._object(atoms, depth, salt)
            case "array":
                return self._array(atoms, depth, salt)
            case "string":
                return text(atoms, salt=salt)
            case "boolean":
                return salt % 2 == 0
            case "null" if self._style.nulls:
                return None
            case "null":
                raise NoValueError("null cannot be sent here")
            case _:
                # `format: int64` says that a number has no fraction; clients read it as an integer.
                whole = any(str(a.get("format")).startswith(("int", "uint")) for a in atoms)
                return number(atoms, whole=whole or name == "integer", salt=salt)

    def _is_full(self, depth: int) -> bool:
        self._budget -= 1
        return self._style.full and depth <= _FULL_DEPTH and self._budget > 0

    def _object(self, atoms: Atoms, depth: int, salt: int) -> Json:
        required = dict.fromkeys(
            n for a in atoms for n in a.get("required") or () if isinstance(n, str)
        )
        known = dict.fromkeys(n for atom in atoms for n in atom.get("properties") or ())
        full = self._is_full(depth)
        made: dict[str, Json] = {}
        for name in [*required, *(name for name in known if name not in required)]:
            needed = name in required
            if (needed or full) and not self._is_hidden(atoms, name):
                self._member(atoms, name, made, depth, salt, needed=needed)
        self._dependents(atoms, made, depth, salt)
        least = max((a["minProperties"] for a in atoms if "minProperties" in a), default=0)
        for name in known:
            if len(made) < least and name not in made and not self._is_hidden(atoms, name):
                self._member(atoms, name, made, depth, salt, needed=False)
        wanted = least - len(made) if known or not full else max(least, 1)
        self._extras(atoms, made, wanted, depth, salt)
        return made

    def _is_hidden(self, atoms: Atoms, name: str) -> bool:
        schemas = [a["properties"][name] for a in atoms if name in (a.get("properties") or ())]
        return any(is_hidden(self._view, schema) for schema in schemas)

    def _member(
        self, atoms: Atoms, name: str, made: dict[str, Json], depth: int, salt: int, *, needed: bool
    ) -> None:
        try:
            made[name] = self.value(list(_schemas_of(atoms, name)), depth + 1, salt)
        except NoValueError:
            if needed:
                raise

    def _dependents(self, atoms: Atoms, made: dict[str, Json], depth: int, salt: int) -> None:
        for atom in atoms:
            for name, needs in (atom.get("dependentRequired") or {}).items():
                for need in needs if name in made else ():
                    if need not in made:
                        self._member(atoms, need, made, depth, salt, needed=True)

    def _extras(
        self, atoms: Atoms, made: dict[str, Json], wanted: int, depth: int, salt: int
    ) -> None:
        """Members that no schema names, where the schema lets some be (or wants them)."""
        if wanted <= 0 or any(a.get("unevaluatedProperties") is False for a in atoms):
            return
        most = min((a["maxProperties"] for a in atoms if "maxProperties" in a), default=None)
        naming = [a["propertyNames"] for a in atoms if "propertyNames" in a]
        patterns = [p for a in atoms for p in a.get("patternProperties") or ()]
        for index in range(wanted):
            if most is not None and len(made) >= most:
                return
            name = f"key{index or ''}"
            if naming or patterns:
                keys = naming or [{"pattern": patterns[0]}]
                name = str(self.value([{"type": "string"}, *keys], depth + 1, salt + index))
            self._member(atoms, name, made, depth, salt + index, needed=False)

    def _array(self, atoms: Atoms, depth: int, salt: int) -> Json:
        least = max((a["minItems"] for a in atoms if "minItems" in a), default=0)
        least = max([least, *(int(a.get("minContains", 1)) for a in atoms if "contains" in a)])
        most = min((a["maxItems"] for a in atoms if "maxItems" in a), default=None)
        tuples = max((len(a["prefixItems"]) for a in atoms if "prefixItems" in a), default=0)
        wanted = max(least, tuples, 1) if self._is_full(depth) else least
        unique = any(a.get("uniqueItems") is True for a in atoms)
        contained = [a["contains"] for a in atoms if "contains" in a]
        items: list[Json] = []
        for index in range(int(wanted if most is None else min(wanted, most))):
            schemas = [*_items_of(atoms, index), *contained]
            try:
                items.append(self._item(schemas, items if unique else [], depth, salt, index))
            except NoValueError:
                if index < least:
                    raise
                break
        return items

    def _item(
        self, schemas: Sequence[Json], others: Sequence[Json], depth: int, salt: int, index: int
    ) -> Json:
        for shift in range(len(others) + 2):
            found = self.value(schemas, depth + 1, salt + (index + shift if others else 0))
            if found not in others:
                return found
        raise NoValueError("no further item that is unlike the others")


def _schemas_of(atoms: Atoms, name: str) -> Iterator[Json]:
    """All that is said about a member: by name, by pattern, or for the rest (JSON Schema core, 10.3.2)."""
    import re

    for atom in atoms:
        named = atom.get("properties") or {}
        patterns = [
            v for k, v in (atom.get("patternProperties") or {}).items() if re.search(k, name)
        ]
        if name in named:
            yield named[name]
        yield from patterns
        if name not in named and not patterns and "additionalProperties" in atom:
            yield atom["additionalProperties"]


def _items_of(atoms: Atoms, index: int) -> Iterator[Json]:
    for atom in atoms:
        first = atom.get("prefixItems") or ()
        if index < len(first):
            yield first[index]
        elif "items" in atom:
            yield atom["items"]


def _one_of(
    lists: Sequence[Sequence[Json]], types: Sequence[str], *, last: bool, salt: int
) -> Json:
    shared = [v for v in lists[0] if all(_is_in(v, others) for others in lists[1:])]
    fitting = [v for v in shared if not types or _is_typed(v, types)]
    fitting.sort(key=lambda v: v is None)
    if not fitting:
        raise NoValueError("an enumeration without a value")
    ordered = fitting[::-1] if last else fitting
    return ordered[salt % len(ordered)]


def _is_in(value: Json, others: Sequence[Json]) -> bool:
    return any(type(value) is type(other) and value == other for other in others)


def _is_typed(value: Json, types: Sequence[str]) -> bool:
    kinds = cast("Mapping[type, tuple[str, ...]]", _KINDS)
    return any(name in types for name in kinds.get(type(value), ()))


_KINDS = {
    str: ("string",),
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number", "integer"),
    type(None): ("null",),
    dict: ("object",),
    list: ("array",),
}
