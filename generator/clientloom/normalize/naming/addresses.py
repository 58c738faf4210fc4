# Names schemas that have none after their position in the document. May import this room's words and registry.
"""`Addresses`: pointer -> candidates for a class name, and a key that does not depend on the document's order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from clientloom.document.grammar.tables import METHODS
from clientloom.document.pointer import escape, unescape
from clientloom.normalize.facets.collect import component_name, is_component
from clientloom.normalize.naming.registry import class_name
from clientloom.normalize.naming.roles import NO_ROLE, Role, property_role
from clientloom.normalize.naming.words import LIMIT, member_word, singular, words
from clientloom.symbols import SymbolLock

_ROLES = {
    "requestBodies": "Request",
    "responses": "Response",
    "parameters": "Parameter",
    "headers": "Header",
    "callbacks": "Callback",
    "pathItems": "",
}
_VALUE_WORDS = {
    "additionalProperties": "Value",
    "unevaluatedProperties": "Value",
    "discriminator": "Base",
    "contains": "Item",
    "not": "Not",
    "object": "Object",
    "variant": "Variant",
    "if": "",
    "then": "",
    "else": "",
}
_TRANSPARENT = frozenset(
    {"schema", "itemSchema", "allOf", "oneOf", "anyOf", "content", "paths", "parameters"}
)
_MIN_LIKENESS = 0.5
LONG = 160
"""The maximum length of a class name if the shorter one is taken."""


@dataclass(frozen=True, slots=True)
class SchemaSite:
    """What an inline schema outside the components is named after.

    Args:
        texts: the words of the class name, e.g. an operation's id and "response".
        key: its key in the symbol lock, without an array index; "" means the texts.
        role: what it is for; None means what the last text says.
        calls: shorter texts, after how the operation is called, e.g. "index", "create" and "response".
    """

    texts: tuple[str, ...]
    key: str = ""
    role: Role | None = None
    calls: tuple[tuple[str, ...], ...] = ()

    @property
    def alternatives(self) -> tuple[tuple[str, ...], ...]:
        """The texts, and the texts with the role at the end of the key, e.g. `#request`."""
        role = words(self.key.rpartition("#")[2])
        missing = role and not set(role) <= {w for text in self.texts for w in words(text)}
        fuller = (*self.texts, " ".join(role)) if missing else (*self.texts, "Body")
        return self.texts, fuller


@dataclass(frozen=True, slots=True)
class Address:
    """Candidates for the class name of a schema, the best first, and its key in the symbol lock.

    `role` is what the schema is for. `own` says how many of the texts, from the end, come from the members that
    lead to it; the others name its owner. `calls` are shorter texts for a part of an operation.
    """

    texts: tuple[tuple[str, ...], ...]
    key: str
    role: Role = NO_ROLE
    own: int = 0
    calls: tuple[tuple[str, ...], ...] = ()

    @property
    def candidates(self) -> tuple[str, ...]:
        """The candidates as class names."""
        short = (class_name(*texts) for texts in self.texts)
        long = (class_name(*t, limit=LONG) for t in self.texts if sum(map(len, t)) > LIMIT)
        return tuple(dict.fromkeys((*short, *long)))

    def below(self, step: str, *texts: tuple[str, ...], role: Role | None = None) -> Address:
        """Returns the address of a member of this schema; `texts` are alternative names for it.

        `role` is what the member is for; by default its first name says it, beside what this schema is for.
        """
        first, fullest = self.texts[0], self.texts[-1]
        named = (*((*first, *text) for text in texts), *((*fullest, *text) for text in texts))
        name = texts[0] if texts else ()
        return Address(
            tuple(dict.fromkeys(named)),
            f"{self.key}/{step}",
            role or self.role.below(" ".join(name)),
            self.own + len(name),
            self.calls,
        )


class Addresses:
    """Addresses by pointer.

    Args:
        lock: the names of earlier runs.
        part_name: returns the name of a component that bundling made of a part of an operation, "" for any other.
    """

    def __init__(self, lock: SymbolLock, part_name: Callable[[str], str]) -> None:
        self._known = lock.scope("schema", "")
        self._part_name = part_name
        self._sites: dict[str, SchemaSite] = {}
        self._users: defaultdict[str, list[SchemaSite]] = defaultdict(list)
        self._labels: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        self._addresses: dict[str, Address] = {}
        self._references: defaultdict[str, set[str]] = defaultdict(set)

    def register(self, pointer: str, site: SchemaSite) -> None:
        """Registers what the schema at a pointer is named after; the first site of a pointer is kept.

        A schema inside a shared component is named after the component, whichever operation uses it.
        """
        if _is_shared(pointer):
            self._users[pointer].append(site)
        else:
            self._sites.setdefault(pointer, site)

    def may_get_name(self, pointer: str) -> bool:
        """Whether a schema that could do without a name gets one: in a new package, or if the lock has it."""
        return not self._known or self.address(pointer).key in self._known

    def refer(self, pointer: str, target: str) -> None:
        """Registers that a schema is only a reference to another, which it may have contained in an earlier version."""
        self._references[target].add(pointer)

    def former_names(self, pointer: str) -> frozenset[str]:
        """Returns the locked names of schemas that were replaced by a reference to this one."""
        if not self._known:
            return frozenset()
        keys = (self.address(place).key for place in self._references.get(pointer, ()))
        return frozenset(name for key in keys if (name := self._known.get(key)))

    def former_name(self, pointer: str) -> str:
        """Returns the locked name that a schema of a shared component has from one of its users, else ""."""
        keys = (site.key for site in self._users.get(pointer, ()) if self._known)
        return next((name for key in keys if (name := self._known.get(key))), "")

    def register_variants(
        self,
        union: str,
        labels: Mapping[str, tuple[str, ...]],
        features: Mapping[str, frozenset[str]],
    ) -> None:
        """Registers the labels of a union's inline variants, and the features that distinguish them."""
        segments = self._segments(self.address(union).key, labels, features)
        for site, texts in labels.items():
            self._labels.setdefault(site, (union, segments[site], texts))

    def _segments(
        self,
        key: str,
        labels: Mapping[str, tuple[str, ...]],
        features: Mapping[str, frozenset[str]],
    ) -> dict[str, str]:
        """Returns key segments of variants: the most similar one in the lock, else one made of the features."""
        old = sorted(self._find_locked_segments(key))
        features = _disambiguate(features, labels)
        likeness = sorted(
            (-_likeness(own, _features(segment)), segment, site)
            for site, own in features.items()
            for segment in old
        )
        found: dict[str, str] = {}
        for score, segment, site in likeness:
            if -score >= _MIN_LIKENESS and site not in found and segment not in found.values():
                found[site] = segment
        return {**{site: _segment(own) for site, own in features.items()}, **found}

    def _find_locked_segments(self, key: str) -> set[str]:
        return self._locked_segments.get(key, set())

    @cached_property
    def _locked_segments(self) -> Mapping[str, set[str]]:
        """The segments that the lock has for the variants of each union, by the key of the union."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for known in self._known:
            union, start, rest = known.partition("/{")
            while start:
                segment, _, _ = rest.partition("}")
                found[union].add(f"{{{segment}}}")
                further, start, rest = rest.partition("/{")
                union = f"{union}/{{{further}"
        return found

    def address(self, pointer: str) -> Address:
        """Returns the address of a schema, from its own site or from that of the schema around it."""
        found = self._addresses.get(pointer)
        if found is None:
            found = self._addresses[pointer] = self._address(pointer)
        return found

    def words(self, pointer: str) -> tuple[str, ...]:
        """Returns the words for what a schema is for."""
        return self.address(pointer).role.words

    def _address(self, pointer: str) -> Address:
        if is_component(pointer):
            own, part = component_name(pointer), self._part_name(pointer)
            names = ((part,), (own,)) if part else ((own,),)
            return Address(names, pointer, property_role(part or own))
        if site := self._sites.get(pointer):
            key = site.key or "/".join(map(escape, site.texts))
            role = site.role or property_role(site.texts[-1] if site.texts else "")
            return Address(site.alternatives, key, role, calls=site.calls)
        if label := self._labels.get(pointer):
            union, segment, texts = label
            address = self.address(union)
            options = _drop_repeated(address, *((text,) for text in texts), (texts[0], "Option"))
            return address.below(segment, *options)
        parent, _, step = pointer.rpartition("/")
        return self._member(parent, step) if parent else Address(((),), "")

    def _member(self, parent: str, step: str) -> Address:
        owner, _, keyword = parent.rpartition("/")
        if keyword in {"properties", "$defs", "definitions", "dependentSchemas"} and owner:
            name, address = unescape(step), self.address(owner)
            texts = _drop_repeated(address, (name,), (name, "Object"))
            return address.below(f"{keyword}/{step}", *texts, role=property_role(name))
        if keyword == "patternProperties":
            return self.address(owner).below(f"{keyword}/{step}", ("Value",))
        if keyword == "prefixItems" and step.isdecimal():
            position = member_word(int(step), otherwise=f"Item{step}")
            return self.address(owner).below(f"{keyword}/{step}", (position,))
        if step == "items":
            return _item(self.address(parent))
        if step in _VALUE_WORDS:
            word = _VALUE_WORDS[step]
            return self.address(parent).below(step, (word,) if word else ())
        return self._outside(parent, step, owner, keyword)

    def _outside(self, parent: str, step: str, owner: str, keyword: str) -> Address:
        """Returns the address of something outside any schema: a shared response, or an unregistered operation."""
        if owner == "/components" and keyword in _ROLES:
            pointer, own = f"{parent}/{step}", unescape(step)
            name = self._part_name(pointer) or own
            return Address(((name,), (own, _ROLES[keyword])), pointer, property_role(name))
        address = self.address(parent)
        transparent = step in _TRANSPARENT or step.isdecimal() or keyword == "content"
        if transparent and parent not in {"/components", "/paths"}:
            return address
        text = "" if step in _TRANSPARENT or step == "components" else unescape(step)
        if step in METHODS and keyword.startswith("~1"):
            texts = tuple((text, *texts) for texts in address.texts)
            return Address(texts, f"{parent}/{step}", Role((parent,)))
        return address.below(step, (text,) if words(text) else ())


def _is_shared(pointer: str) -> bool:
    """Whether a schema is part of a component that several operations may use."""
    start, _, rest = pointer.removeprefix("/components/").partition("/")
    return pointer.startswith("/components/") and bool(rest) and start in _ROLES


def _drop_repeated(address: Address, *texts: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Drops alternatives that repeat the end of the address: `serverless` in `SpecServerless` becomes `Object`."""
    before = [word for text in address.texts[0] for word in words(text)]
    for first, *further in texts:
        own = [*words(first)]
        if not own or before[-len(own) :] != own:
            yield (first, *further)
        elif further:
            yield tuple(further)


def _item(address: Address) -> Address:
    """Returns the address of an item of a list: an item of `stages` is a `stage`."""
    plural = address.texts[0][-1] if address.texts[0] else ""
    last = words(plural)
    single = singular(last[-1]) if last else ""
    if not last or single == last[-1]:
        return address.below("items", ("Item",), role=address.role.of_item())
    stem = plural[: len(plural) - len(last[-1])] + (
        single if plural.endswith(last[-1]) else single.capitalize()
    )
    around = replace(address, texts=(address.texts[0][:-1],))
    first = next(_drop_repeated(around, (stem,), (stem, "Item")))
    texts = ((*around.texts[0], *first), *((*texts, "Item") for texts in address.texts))
    return replace(address, texts=texts, key=f"{address.key}/items", role=address.role.of_item())


def _disambiguate(
    features: Mapping[str, frozenset[str]], labels: Mapping[str, tuple[str, ...]]
) -> dict[str, frozenset[str]]:
    """Returns the features of each variant, with its label if a sibling has the same features."""
    shared = Counter(features.values())
    return {
        site: own | {labels[site][0]} if shared[own] > 1 else own for site, own in features.items()
    }


def _segment(features: frozenset[str]) -> str:
    return "{" + ",".join(sorted(map(_escape_feature, features))) + "}"


def _escape_feature(text: str) -> str:
    return text.replace("%", "%25").replace(",", "%2C").replace("{", "%7B").replace("}", "%7D")


def _features(segment: str) -> frozenset[str]:
    parts = segment[1:-1].split(",")
    return frozenset(
        p.replace("%7D", "}").replace("%7B", "{").replace("%2C", ",").replace("%25", "%")
        for p in parts
        if p
    )


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Returns how many features two variants share, from 0 to 1."""
    if not one or not other:
        return float(one == other)
    mine, theirs = _constants(one), _constants(other)
    if any(mine[name] != theirs[name] for name in mine.keys() & theirs.keys()):
        return 0.0
    return len(one & other) / len(one | other)


def _constants(features: frozenset[str]) -> dict[str, str]:
    return {name: value for name, equals, value in (f.partition("=") for f in features) if equals}
