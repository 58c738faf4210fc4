# Values out of schemas: JSON Schema 2020-12 in, an instance out, the same one at every run. May import
# document and the views and leaves of this room.
"""Makes instances of the schemas of a view (`Values`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clientloom.document.document import Json
from clientloom.verify.document_views import View, is_hidden
from clientloom.verify.instances.discriminators import base_tags, implied_tags, tags
from clientloom.verify.instances.leaves import NoValueError, number, text
from clientloom.verify.instances.parts import SchemaParts, items_of, one_choice, schemas_of

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


@dataclass(frozen=True, slots=True)
class Style:
    """Says which of the possible instances is made.

    `full` writes optional members too; without it only what is required. `last` prefers the last branch
    of a union (often null) and the first otherwise. Without `nulls` no null is made.
    """

    full: bool = True
    last: bool = False
    nulls: bool = True


class Values:
    """Makes instances. The same schema always gives the same instance; depth and work are limited."""

    def __init__(self, view: View) -> None:
        self._view = view

    def instance(self, schema: Json, style: Style) -> Json:
        """An instance that is valid against a schema of the view.

        Raises:
            NoValueError: none was found; says why.
        """
        if self._view.is_costly(schema):
            raise NoValueError("the schema applies too many others to one value to be checked")
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
    """Yields the styles to try in order. Shallow ones come first, since deep instances can become very large."""
    others = (style, replace(style, full=False), replace(style, full=False, last=not style.last))
    for salt in range(_TRIES):
        for tried in dict.fromkeys((*others, replace(style, full=True, last=False))):
            for deepest in _DEPTHS if salt == 0 else _DEPTHS[:1]:
                yield tried, deepest, salt


class _TooMuchError(Exception):
    """One instance needs too much work."""


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
        schema_parts = self._flat(schemas)
        for index, schema_part in enumerate(schema_parts):
            for keyword in ("anyOf", "if"):
                if keyword in schema_part:
                    others = [*schema_parts[:index], *schema_parts[index + 1 :]]
                    return self._branching(schema_part, keyword, others, depth, salt)
        return self._simple(schema_parts, depth, salt)

    def _flat(self, schemas: Sequence[Json]) -> list[Mapping[str, Json]]:
        """Resolves references and `allOf`; yields each schema object once."""
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
                stack.extend(
                    (extra, via) for extra in implied_tags(self._view, reference) if not via
                )
            stack.extend((part, via) for part in reversed(schema.get("allOf") or ()))
            if "anyOf" not in schema and "discriminator" in schema:
                stack.extend((extra, via) for extra in base_tags(self._view, schema, via))
        return list(found.values())

    def _branching(
        self,
        schema_part: Mapping[str, Json],
        keyword: str,
        others: Sequence[Json],
        depth: int,
        salt: int,
    ) -> Json:
        rest = {k: v for k, v in schema_part.items() if k not in {keyword, "discriminator"}}
        branches = list(self._branches(schema_part, keyword))
        ordered = branches[::-1] if self._style.last else branches
        start = salt % len(ordered) if ordered else 0
        why = "a union without members"
        for branch in ordered[start:] + ordered[:start]:
            try:
                return self.value([*others, rest, *branch], depth + 1, salt)
            except NoValueError as error:
                why = str(error)
        raise NoValueError(why)

    def _branches(self, schema_part: Mapping[str, Json], keyword: str) -> Iterator[list[Json]]:
        if keyword == "anyOf":
            for branch in schema_part["anyOf"]:
                yield [branch, *tags(self._view, schema_part, branch)]
        else:
            yield [schema_part["if"], schema_part.get("then", True)]
            yield [{"not": schema_part["if"]}, schema_part.get("else", True)]

    def _simple(self, schema_parts: SchemaParts, depth: int, salt: int) -> Json:
        fixed = [schema_part["const"] for schema_part in schema_parts if "const" in schema_part]
        lists = [
            schema_part["enum"]
            for schema_part in schema_parts
            if isinstance(schema_part.get("enum"), list)
        ]
        lists += [[value] for value in fixed]
        types = self._types(schema_parts)
        types = types[salt % len(types) :] + types[: salt % len(types)] if types else types
        if lists:
            stated = types if any("type" in schema_part for schema_part in schema_parts) else ()
            return one_choice(lists, stated, last=self._style.last, salt=salt)
        why = "no type is left"
        for name in types:
            try:
                return self._instance_of_type(name, schema_parts, depth, salt)
            except NoValueError as error:
                why = str(error)
        raise NoValueError(why)

    def _types(self, schema_parts: SchemaParts) -> list[str]:
        allowed = set(_TYPES)
        order: list[str] = []
        for schema_part in schema_parts:
            names = schema_part.get("type")
            if names is not None:
                listed = [names] if isinstance(names, str) else [n for n in names if n in _TYPES]
                order += listed
                allowed &= {*listed, *(["integer"] if "number" in listed else [])}
        if not order:
            guessed = [
                t for t, keys in _OF_TYPE.items() if any(k in a for a in schema_parts for k in keys)
            ]
            return [*guessed, "string"]
        if "integer" in allowed and "integer" not in order:
            order = ["number" if name == "integer" else name for name in order]
        if {"integer", "number"} <= set(order) and "number" not in allowed:
            order.append("integer")
        chosen = [name for name in dict.fromkeys(order) if name in allowed]
        chosen.sort(key=lambda name: (name == "null") != self._style.last and name == "null")
        return sorted(chosen, key=lambda name: name != "null") if self._style.last else chosen

    def _instance_of_type(
        self, name: str, schema_parts: SchemaParts, depth: int, salt: int
    ) -> Json:
        match name:
            case "object":
                return self._object(schema_parts, depth, salt)
            case "array":
                return self._array(schema_parts, depth, salt)
            case "string":
                return text(schema_parts, salt=salt)
            case "boolean":
                return salt % 2 == 0
            case "null" if self._style.nulls:
                return None
            case "null":
                raise NoValueError("null cannot be sent here")
            case _:
                # `format: int64` says that a number has no fraction; clients read it as an integer.
                whole = any(str(a.get("format")).startswith(("int", "uint")) for a in schema_parts)
                return number(schema_parts, whole=whole or name == "integer", salt=salt)

    def _is_full(self, depth: int) -> bool:
        self._budget -= 1
        return self._style.full and depth <= _FULL_DEPTH and self._budget > 0

    def _object(self, schema_parts: SchemaParts, depth: int, salt: int) -> Json:
        required = dict.fromkeys(
            n for a in schema_parts for n in a.get("required") or () if isinstance(n, str)
        )
        known = dict.fromkeys(
            n for schema_part in schema_parts for n in schema_part.get("properties") or ()
        )
        full = self._is_full(depth)
        made: dict[str, Json] = {}
        for name in [*required, *(name for name in known if name not in required)]:
            needed = name in required
            if (needed or full) and not self._is_hidden(schema_parts, name):
                self._member(schema_parts, name, made, depth, salt, needed=needed)
        self._dependents(schema_parts, made, depth, salt)
        least = max((a["minProperties"] for a in schema_parts if "minProperties" in a), default=0)
        for name in known:
            if len(made) < least and name not in made and not self._is_hidden(schema_parts, name):
                self._member(schema_parts, name, made, depth, salt, needed=False)
        wanted = least - len(made) if known or not full else max(least, 1)
        self._extras(schema_parts, made, wanted, depth, salt)
        return made

    def _is_hidden(self, schema_parts: SchemaParts, name: str) -> bool:
        schemas = [
            a["properties"][name] for a in schema_parts if name in (a.get("properties") or ())
        ]
        return any(is_hidden(self._view, schema) for schema in schemas)

    def _member(
        self,
        schema_parts: SchemaParts,
        name: str,
        made: dict[str, Json],
        depth: int,
        salt: int,
        *,
        needed: bool,
    ) -> None:
        try:
            made[name] = self.value(list(schemas_of(schema_parts, name)), depth + 1, salt)
        except NoValueError:
            if needed:
                raise

    def _dependents(
        self, schema_parts: SchemaParts, made: dict[str, Json], depth: int, salt: int
    ) -> None:
        for schema_part in schema_parts:
            for name, needs in (schema_part.get("dependentRequired") or {}).items():
                for need in needs if name in made else ():
                    if need not in made:
                        self._member(schema_parts, need, made, depth, salt, needed=True)

    def _extras(
        self, schema_parts: SchemaParts, made: dict[str, Json], wanted: int, depth: int, salt: int
    ) -> None:
        """Adds members that no schema names, if the schema allows or requires them."""
        if wanted <= 0 or any(a.get("unevaluatedProperties") is False for a in schema_parts):
            return
        most = min((a["maxProperties"] for a in schema_parts if "maxProperties" in a), default=None)
        naming = [a["propertyNames"] for a in schema_parts if "propertyNames" in a]
        patterns = [p for a in schema_parts for p in a.get("patternProperties") or ()]
        for index in range(wanted):
            if most is not None and len(made) >= most:
                return
            name = f"key{index or ''}"
            if naming or patterns:
                keys = naming or [{"pattern": patterns[0]}]
                name = str(self.value([{"type": "string"}, *keys], depth + 1, salt + index))
            self._member(schema_parts, name, made, depth, salt + index, needed=False)

    def _array(self, schema_parts: SchemaParts, depth: int, salt: int) -> Json:
        least = max((a["minItems"] for a in schema_parts if "minItems" in a), default=0)
        least = max(
            [least, *(int(a.get("minContains", 1)) for a in schema_parts if "contains" in a)]
        )
        most = min((a["maxItems"] for a in schema_parts if "maxItems" in a), default=None)
        tuples = max((len(a["prefixItems"]) for a in schema_parts if "prefixItems" in a), default=0)
        wanted = max(least, tuples, 1) if self._is_full(depth) else least
        unique = any(a.get("uniqueItems") is True for a in schema_parts)
        contained = [a["contains"] for a in schema_parts if "contains" in a]
        items: list[Json] = []
        for index in range(int(wanted if most is None else min(wanted, most))):
            schemas = [*items_of(schema_parts, index), *contained]
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
