# Short names for classes of inline schemas. May import ir and the words, roles and addresses of this room.
"""`names_of_one` for a class that is written once, `names_of_several` for one that is written in several places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, takewhile

from clientloom.ir import ObjectSchema, Schema
from clientloom.ir.walk import schema_ids
from clientloom.normalize.naming.addresses import Address
from clientloom.normalize.naming.registry import class_name
from clientloom.normalize.naming.roles import ERROR, REQUEST, RESPONSE, Role, title_role
from clientloom.normalize.naming.words import singular, words

SHORT = 40
"""A class name longer than this is replaced if its title, its members or its owner give a shorter one."""
_VAGUE = frozenset(
    {"attribute", "attributes", "body", "data", "element", "entry", "first", "item", "items"}
    | {
        "kind",
        "object",
        "option",
        "options",
        "payload",
        "properties",
        "result",
        "results",
        "second",
    }
    | {"type", "value", "values", "variant"}
)
"""Words that say nothing without another one."""
_IDS = frozenset({"id", "uuid", "guid", "_id", "key"})
"""Members that only a thing has, and no answer around one."""
_PARTS = frozenset({RESPONSE, REQUEST, ERROR, "item"})
_LINKS = frozenset({"a", "an", "and", "by", "for", "from", "id", "in", "of", "the", "to", "with"})
"""Words that begin no name: what they belong to differs between the addresses."""


@dataclass(frozen=True, slots=True)
class Hints:
    """What a schema says about its name.

    `title` is its title, `declared` what an extension calls it. `content` is the only member with a class, if it is an
    answer around one. `is_thing` says that it has an id: it is what the resource is about.
    """

    role: Role
    title: str = ""
    declared: str = ""
    content: str = ""
    is_thing: bool = False
    size: int = 1
    """How many members it has: of two schemas that want a name the one that says more gets it."""


def hints_of(
    schema: Schema, schemas: Mapping[str, Schema], role: Role, *, title: str, declared: str
) -> Hints:
    """Returns what a schema says about its name."""
    fields = schema.fields if isinstance(schema, ObjectSchema) else ()
    is_thing = any(field.wire_name in _IDS for field in fields)
    around = [
        singular(field.wire_name)
        for field in (() if is_thing else fields)
        if any(isinstance(schemas.get(id_), ObjectSchema) for id_ in schema_ids(field.type))
    ]
    content = around[0] if len(around) == 1 else ""
    return Hints(role, title, declared, content, is_thing, size=len(fields) or 1)


@dataclass(frozen=True, slots=True)
class Stated:
    """What the document says about the name of a schema.

    `declared` is the name in an extension. Bundling makes a component of a part that references name: `members` are
    the properties that lead to it, the innermost last. `operation` is for a part of an operation: what that is about,
    and the part; () for a part of another component.
    """

    declared: str = ""
    title: str = ""
    members: tuple[str, ...] = ()
    operation: tuple[str, ...] = ()


def named_members(origin: Sequence[str]) -> tuple[str, ...]:
    """Returns the properties on the way to a place of a document; () for a component of the document."""
    if len(origin) <= 3 or origin[0] == "definitions":
        return ()
    found: list[str] = []
    for keyword, key in pairwise(origin):
        if keyword == "properties":
            found.append(key)
        elif key == "items" and found and keyword != "properties":
            found[-1] = singular(found[-1])
    return tuple(found)


def operation_words(origin: Sequence[str]) -> tuple[str, ...]:
    """Returns what an operation is about, and the part of it that a place is in; () for a place outside of operations.

    An item of a list is what the operation is about.
    """
    if len(origin) <= 3 or origin[0] != "paths":
        return ()
    about = [part for part in origin[1].split("/") if part and "{" not in part][-1:]
    status = dict(pairwise(origin[2:5])).get("responses")
    part = REQUEST if status is None else RESPONSE if status.startswith("2") else ERROR
    return (*map(singular, about), *(() if about and origin[-1] == "items" else (part,)))


def names_of_component(text: str, stated: Stated) -> tuple[str, ...]:
    """Returns the candidates for a component: its own name, or a part of it or its title if it is too long.

    A part of an operation has no name of its own, but those of the properties that lead to it.
    """
    declared, title = stated.declared, stated.title
    packages = _without_repeats(text.split("."))
    own = tuple(
        dict.fromkeys((class_name(*packages), class_name(text), class_name(text, "Schema")))
    )
    chosen = (class_name(declared),) if declared else ()
    if len(own[0]) <= SHORT and not stated.operation:
        return (*chosen, *own)
    ends = (class_name(*packages[start:]) for start in range(len(packages) - 1, 0, -1))
    titled = (class_name(title),) if title_role(title) else ()
    is_part = stated.members or stated.operation
    short = (*titled, *_names_of_part(stated)) if is_part else (*ends, *titled)
    return tuple(dict.fromkeys((*chosen, *_select_short(short), *own)))


def _without_repeats(packages: Sequence[str]) -> list[str]:
    """Drops each part of a dotted name that the next one begins with: `document.document_permission`."""
    pairs = ((part, words(part), words(after)) for part, after in pairwise(packages))
    return [*(part for part, own, after in pairs if own != after[: len(own)]), *packages[-1:]]


def _names_of_part(stated: Stated) -> Iterator[str]:
    """Yields names by the last properties that lead to a part, then by the operation that has it."""
    members, operation = stated.members, stated.operation
    ends = (members[-count:] for count in (2, 3, 1) if len(members) >= count)
    yield from (_name_once(*end) for end in ends if _tells(words(end[0])))
    if operation:
        last = members[-1:]
        is_vague = not last or (len(operation) == 1 and not _tells(words(*last)))
        yield _name_once(*operation) if is_vague else _name_once(operation[0], *last)


def _name_once(*texts: str) -> str:
    """Returns a class name of texts, in which no word stands twice in a row."""
    found = [word for text in texts for word in words(text)]
    return class_name(" ".join(word for word, _ in groupby(found)))


def _name_without_repeats(texts: Sequence[str]) -> Iterator[str]:
    """Yields the name without a word that stands twice in a row: `CreateRequest`, not `CreateRequestRequest`."""
    found = [word for text in texts for word in words(text)]
    if any(one == other for one, other in pairwise(found)):
        yield _name_once(*texts)


def names_of_one(address: Address, hints: Hints) -> tuple[str, ...]:
    """Returns the candidates for a class, the best first: the full address if it is short enough."""
    full = (*_name_without_repeats(address.texts[0]), *address.candidates)
    if hints.declared:
        return tuple(dict.fromkeys((class_name(hints.declared), *full)))
    if len(full[0]) <= SHORT:
        return full
    short = (
        *_name_by_title(hints),
        *_name_by_call(address),
        *_ends(address),
        *_last_words(address),
        *_telling_words(address),
    )
    return tuple(dict.fromkeys((*_select_short(short), *full)))


def names_of_several(addresses: Sequence[Address], hints: Hints) -> tuple[str, ...]:
    """Returns the candidates for a class that has several addresses: what these have in common."""
    common = _common_end(addresses)
    shared = (class_name(" ".join(common)),) if _tells(common) else ()
    candidates = (
        *((class_name(hints.declared),) if hints.declared else ()),
        *(_part_names(hints) if hints.is_thing or hints.content else ()),
        *(shared if len(common) > 1 else ()),
        *_name_by_title(hints),
        *_part_names(hints),
        *shared,
        *_frequent_ends(addresses),
        *(name for address in addresses[:1] for name in names_of_one(address, hints)),
    )
    return tuple(dict.fromkeys((*_select_short(candidates), *addresses[0].candidates)))


def _select_short(names: Iterable[str]) -> Iterator[str]:
    return (name for name in names if len(name) <= SHORT)


def _name_by_title(hints: Hints) -> Iterator[str]:
    """Yields the title as a name, if it is the role of the schema."""
    if hints.title and words(hints.title) == hints.role.words and _tells(hints.role.words):
        yield class_name(hints.title)


def _part_names(hints: Hints) -> Iterator[str]:
    """Yields names of a part that several operations have: an error, an answer around a class, or a resource's own."""
    if hints.role.words == (ERROR,):
        yield from ("ErrorResponse", "ErrorBody")
    if hints.role.words == (RESPONSE,):
        if hints.content:
            yield class_name(hints.content, RESPONSE)
        thing = singular(hints.role.scope.rpartition(".")[2])
        named = ((thing,), (thing, RESPONSE)) if hints.is_thing else ((thing, RESPONSE),)
        yield from (class_name(*each) for each in named if thing.isidentifier())


def _name_by_call(address: Address) -> Iterator[str]:
    """Yields names that begin with the words of the call."""
    if not address.own:
        yield from (class_name(*call) for call in address.calls)


def _ends(address: Address) -> Iterator[str]:
    """Yields the last members that lead to a schema: those with two names that tell something, more, else one."""
    texts = address.texts[0]
    ends = [texts[-count:] for count in range(1, address.own + 1)]
    ends = [end for end in ends if _tells(words(end[0]))]
    yield from (class_name(*end) for end in ends if sum(_tells(words(text)) for text in end) > 1)
    yield from (class_name(*end) for end in ends[:1])


def _last_words(address: Address) -> Iterator[str]:
    """Yields the last words of the whole address, as many as fit, then fewer."""
    found = [word for text in address.texts[0] for word in words(text)]
    for start in range(1, len(found)):
        if sum(map(len, found[start:])) <= SHORT and found[start] not in _PARTS:
            yield class_name(" ".join(found[start:]))


def _telling_words(address: Address) -> Iterator[str]:
    """Yields what tells parts with one end apart: the first word and the last that fit, then all but the longest."""
    said = [word for text in address.texts[0] for word in words(text) if word != RESPONSE]
    first, *rest = [word for place, word in enumerate(said, 1) if word not in said[place:]]
    ends = (rest[start:] for start in range(len(rest)))
    yield from (class_name(" ".join((first, *end))) for end in ends if _fits(first, end))
    while len(rest) > 1 and not _fits(first, rest):
        rest.remove(max(rest[:-1], key=len))
    yield class_name(" ".join((first, *rest)))


def _fits(first: str, rest: Sequence[str]) -> bool:
    return len(first) + sum(map(len, rest)) <= SHORT


def _common_end(addresses: Sequence[Address]) -> tuple[str, ...]:
    """Returns the last words that all addresses share, without the words for parts of operations before them."""
    several = [[w for text in address.texts[0] for w in words(text)] for address in addresses]
    ends = zip(*map(reversed, several), strict=False)
    shared = [found[0] for found in takewhile(lambda found: len(set(found)) == 1, ends)][::-1]
    while shared and (shared[0] in _PARTS | _LINKS or shared[0].isdecimal()):
        shared.pop(0)
    return tuple(shared)


def _tells(found: Sequence[str]) -> bool:
    return len(found) > 1 or (len(found) == 1 and found[0] not in _VAGUE)


def _frequent_ends(addresses: Sequence[Address]) -> Iterator[str]:
    """Yields the most frequent last members of the addresses: two of them, then three."""
    for count in (2, 3):
        found = (address.texts[0][-count:] for address in addresses if address.own >= count)
        ends = Counter(class_name(*end) for end in found if _tells(words(end[0])))
        if ends:
            yield min(ends, key=lambda name: (-ends[name], len(name), name))
