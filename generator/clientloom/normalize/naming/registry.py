# The only authority on Python names: how a text becomes a name, and who gets it if several want it.
# May import config, symbols, diagnostics, notes and, of this room, words, bulk, wanted and collisions.
"""Rules for single names, and `Names`, which resolves the names of a whole scope at once."""

from __future__ import annotations

import builtins
import keyword
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from clientloom.config.settings import NamesConfig
from clientloom.diagnostics import Span
from clientloom.normalize.naming.bulk import BulkNames
from clientloom.normalize.naming.collisions import Scope, report_collisions
from clientloom.normalize.naming.wanted import Wanted, choose_configured
from clientloom.normalize.naming.words import (
    LIMIT,
    ORDINALS,
    chunks,
    fully_spelled,
    member_name,
    name_sign,
    pieces,
    readable,
    shorten,
    singular,
    words,
)
from clientloom.normalize.notes import Notes
from clientloom.symbols import Symbol, SymbolLock

__all__ = [
    "Names",
    "Wanted",
    "argument_name",
    "class_name",
    "client_method_name",
    "field_name",
    "group_of",
    "method_name",
    "resource_name",
    "singular",
    "words",
]

_ANNOTATION_NAMES = frozenset({"bool", "bytes", "dict", "float", "int", "list", "str", "tuple"})
_MODEL_ATTRIBUTES = frozenset(
    # Attributes of pydantic's BaseModel and its metaclass, besides names with a leading underscore.
    {"construct", "copy", "dict", "from_orm", "json", "mro", "parse_file", "parse_obj", "parse_raw"}
    | {"register", "schema", "schema_json", "update_forward_refs", "validate"}
    | {"model_computed_fields", "model_config", "model_construct", "model_copy", "model_extra"}
    | {"model_fields", "model_fields_set", "model_json_schema", "model_parametrized_name"}
    | {"model_post_init", "model_rebuild"}
)
_PROTECTED = ("model_dump", "model_validate")
_ARGUMENTS = frozenset(
    {"self", "options", "extra_headers", "extra_query", "extra_body", "timeout", "deadline"}
    | {"max_retries", "idempotency_key", "idempotent"}
)
_METHODS = frozenset({"with_options", "with_raw_response", "with_streaming_response", "mro"})
_CLIENT_ATTRIBUTES = _METHODS | {"aclose", "close", "copy", "base_url", "request"}
_CLASSES = frozenset(
    # Names that the modules of a generated package import or define.
    {"Model", "RootModel", "BaseModel", "UnknownVariant", "UNSET", "Unset", "Annotated", "Any"}
    | {"ClassVar", "Field", "Generic", "Literal", "NotRequired", "Optional", "ReadOnly", "Required"}
    | {"Self", "TypeAlias", "TypeAliasType", "TypedDict", "TypeVar", "Union", "Unpack", "List"}
    | {"Dict", "Tuple", "Set", "Mapping", "Sequence", "Iterable", "ConfigDict", "Decimal", "UUID"}
    | {"Base64Bytes", "StrEnum", "Enum"}
    | {name for name in dir(builtins) if name[0].isupper()}
)


def snake(text: str) -> str:
    """Converts `paginationToken` to pagination_token. Adds "_" to a keyword, and a word before a leading digit."""
    name = "_".join(shorten(readable(text)))
    if not name[0].isidentifier():
        name = f"value_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


@lru_cache(maxsize=65536)
def _split_capitalized(text: str) -> tuple[str, ...]:
    found = chunks(name_sign(text))
    if not found:
        return tuple(word.capitalize() for word in readable(text))
    if len(found) > 1 and text.isupper():
        return tuple(word.capitalize() for word in found)
    parts = found if sum(map(len, found)) <= LIMIT else pieces(text)
    return tuple(word[0].upper() + word[1:] for word in parts)


def class_name(*texts: str, limit: int = LIMIT) -> str:
    """Returns the class name of a schema: `list_indexes`, `response` -> ListIndexesResponse.

    A text in PascalCase is kept; a name that the generated modules use themselves gets
    another word.
    """
    parts = tuple(part for text in texts for part in _split_capitalized(text))
    name = "".join(shorten(parts or ("Empty",), limit))
    if not name[0].isidentifier():
        name = f"Type{name}"
    return f"{name}Model" if name in _CLASSES else name


@lru_cache(maxsize=65536)
def field_name(text: str) -> str:
    """Returns the name of a model's attribute: never one of pydantic's, nor a builtin that annotations need."""
    name = snake(text)
    if name.startswith(_PROTECTED):
        name = name.removeprefix("model_")
    return f"{name}_" if name in _ANNOTATION_NAMES or name in _MODEL_ATTRIBUTES else name


@lru_cache(maxsize=65536)
def argument_name(text: str) -> str:
    """Returns the name of a keyword argument: never one that every method has already."""
    name = snake(text)
    return f"{name}_" if name in _ARGUMENTS else name


def method_name(text: str) -> str:
    """Returns the name of a method of a resource."""
    name = snake(text)
    return f"{name}_" if name in _METHODS else name


def resource_name(text: str) -> str:
    """Returns the name of a resource: an attribute of the client or of another resource."""
    name = snake(text)
    return f"{name}_" if name in _CLIENT_ATTRIBUTES else name


def client_method_name(text: str) -> str:
    """The method of the client itself."""
    return resource_name(method_name(text))


def group_of(*texts: str) -> tuple[str, ...]:
    """The attributes that lead from the client to a group of operations, a text each."""
    return tuple((method_name if depth else resource_name)(t) for depth, t in enumerate(texts))


Ask = Callable[[Wanted], str | None]
"""The name that something wants in one round, if any."""


class Names:
    """Resolves names scope by scope: by the lock, else by the best claim, else by longer names.

    The result depends on the set of things that need a name, never on their order.
    """

    def __init__(self, symbols: SymbolLock, notes: Notes, bulk: BulkNames | None = None) -> None:
        self._lock = symbols
        self._notes = notes
        self.bulk = bulk or BulkNames(NamesConfig())
        """The patterns that change names after they are resolved."""
        self._resolved: dict[Symbol, str] = {}

    @property
    def lock(self) -> SymbolLock:
        """The names of earlier runs."""
        return self._lock

    def is_open(self, kind: str, scope: str) -> bool:
        """Whether neither an earlier run nor a pattern has a say about the names of a scope."""
        return not self._lock.scope(kind, scope) and not self.bulk.has_patterns(kind)

    def symbols(self) -> SymbolLock:
        """Returns the names of earlier runs and of this one."""
        return self._lock.with_entries(self._resolved)

    def record(self, symbols: Mapping[Symbol, str]) -> None:
        """Remembers symbols that were decided elsewhere."""
        self._resolved |= symbols

    def resolve(
        self,
        kind: str,
        scope: str,
        wanted: Iterable[Wanted],
        *,
        taken: Collection[str] = (),
        silent: Collection[str] = (),
        settings: Mapping[str, Span] | None = None,
    ) -> dict[str, str]:
        """Returns a name for everything in a scope, by key.

        Args:
            kind: what is named: "schema", "field", "argument", "method", "resource"... Invented names of schemas and
                webhooks are in PascalCase.
            scope: where the names must differ: "" for the package, else a pointer or a resource.
            wanted: the things; keys are unique.
            taken: names that nothing in the scope may have, not even from the lock.
            silent: keys of things that claim a name but are not generated: they are neither remembered nor
                reported.
            settings: the places in client.toml that give names in `taken` to others, by name.
        """
        things = sorted(wanted, key=lambda thing: (thing.text, thing.key))
        chosen = choose_configured(things, taken)
        free = [thing for thing in things if thing.key not in chosen]
        locked = chosen | self._take_locked(kind, scope, free, {*taken, *chosen.values()})
        used = {*taken, *self._lock.names_in(kind, scope), *locked.values()}
        names = locked | _resolve_rest(things, locked, used, kind=kind)
        generated = [thing for thing in things if thing.key not in silent]
        self._remember(kind, scope, generated, names)
        places = {t.candidates[0]: t.setting for t in things if t.key in chosen and t.setting}
        before, places = self._lock.scope(kind, scope), {**places, **(settings or {})}
        told = Scope(kind=kind, before=before, names=names, settings=places)
        report_collisions(generated, told, self._notes)
        return self.bulk.apply(
            kind,
            scope,
            names,
            taken=taken,
            fixed={thing.key for thing in things if thing.setting is not None},
            silent=silent,
            is_valid=partial(_is_spelled, _RULES.get(kind, snake)),
        )

    def _take_locked(
        self, kind: str, scope: str, things: Sequence[Wanted], taken: Collection[str]
    ) -> dict[str, str]:
        known = self._lock.scope(kind, scope)
        found: dict[str, str] = {}
        for thing in sorted(things, key=lambda thing: thing.rank):
            name = known.get(thing.key) or (thing.candidates[0] if thing.inherits else None)
            if name and name not in taken and name.isidentifier() and not keyword.iskeyword(name):
                found.setdefault(name, thing.key)
        return {key: name for name, key in found.items()}

    def _remember(
        self, kind: str, scope: str, things: Sequence[Wanted], names: dict[str, str]
    ) -> None:
        for thing in things:
            name = names[thing.key]
            # A field with its name from the document need not be remembered: its claim is the best anyway.
            if kind not in _SPELLED_AS_THEY_ARE or name != thing.text:
                self._resolved[kind, scope, thing.key] = name


def _resolve_rest(
    things: Sequence[Wanted], locked: Mapping[str, str], used: set[str], *, kind: str
) -> dict[str, str]:
    """Returns the names of the things that the lock and client.toml do not name; `used` are names of others."""
    names: dict[str, str] = {}
    pending = [thing for thing in things if thing.key not in locked]
    for ask in _rounds(things, kind=kind):
        if not pending:
            break
        won = _winners(pending, ask, used)
        names.update(won)
        used.update(won.values())
        pending = [thing for thing in pending if thing.key not in won]
    return names | _number_rest(pending, used, kind=kind)


def _is_spelled(rule: Callable[[str], str], name: str) -> bool:
    return rule(name) == name


_PASCAL_KINDS = frozenset({"schema", "webhook"})
_RULES: Mapping[str, Callable[[str], str]] = {
    "argument": argument_name,
    "field": field_name,
    "member": member_name,
    "method": method_name,
    "resource": resource_name,
    "schema": class_name,
    "webhook": class_name,
}
_SPELLED_AS_THEY_ARE = frozenset({"field", "argument"})


def _rounds(things: Sequence[Wanted], *, kind: str) -> Iterator[Ask]:
    """Yields what everything wants, round by round: its candidates, then its text with symbols written as words."""
    for rank in range(max((len(thing.candidates) for thing in things), default=0)):
        yield partial(_candidate, rank)
    yield partial(_spell_out, kind=kind)
    yield partial(_with_case, kind=kind)


def _candidate(rank: int, thing: Wanted) -> str | None:
    return thing.candidates[min(rank, len(thing.candidates) - 1)] if thing.candidates else None


def _spell_out(thing: Wanted, *, kind: str) -> str:
    parts = fully_spelled(thing.text) if thing.text else words(thing.key) or ("empty",)
    return _RULES.get(kind, snake)(" ".join(parts))


_STYLES = (("upper", str.isupper), ("lower", str.islower), ("title", str.istitle))


def _with_case(thing: Wanted, *, kind: str) -> str:
    style = next((style for style, is_so in _STYLES if is_so(thing.text)), "mixed")
    return _add_suffix(_spell_out(thing, kind=kind), style, kind=kind)


def _add_suffix(name: str, suffix: str, *, kind: str) -> str:
    if kind == "member":
        return f"{name}_{suffix.upper()}"
    return (
        f"{name}{suffix.capitalize()}" if kind in _PASCAL_KINDS else f"{name.rstrip('_')}_{suffix}"
    )


def _winners(things: Sequence[Wanted], ask: Ask, used: Collection[str]) -> dict[str, str]:
    claims: defaultdict[str, list[Wanted]] = defaultdict(list)
    for thing in things:
        if (name := ask(thing)) and name not in used:
            claims[name].append(thing)
    won: dict[str, str] = {}
    for name, claimants in claims.items():
        exact = [thing for thing in claimants if thing.text == name]
        best = exact if len(exact) == 1 else _lowest(claimants)
        if len(best) == 1:
            won[best[0].key] = name
    return won


def _lowest(claimants: Sequence[Wanted]) -> Sequence[Wanted]:
    rank = min(thing.rank for thing in claimants)
    return [thing for thing in claimants if thing.rank == rank]


def _number_rest(things: Sequence[Wanted], used: Collection[str], *, kind: str) -> dict[str, str]:
    """Adds ordinal words, in the order of the texts: the last resort. The lock then keeps these names."""
    names: dict[str, str] = {}
    taken = set(used)
    numbered: dict[str, Iterator[str]] = {}  # what one thing skips is taken for the next as well
    for thing in things:
        base = thing.candidates[0] if thing.candidates else _spell_out(thing, kind=kind)
        numbers = numbered.setdefault(base, _ordinal_names(base, kind=kind))
        name = next(n for n in numbers if n not in taken)
        names[thing.key] = name
        taken.add(name)
    return names


def _ordinal_names(base: str, *, kind: str) -> Iterator[str]:
    yield base
    for ordinal in ORDINALS[1:]:
        yield _add_suffix(base, ordinal.lower(), kind=kind)
    number = len(ORDINALS) + 1
    while True:
        yield _add_suffix(base, f"number{number}", kind=kind)
        number += 1
