# Names and values that a body has one by one, as one mapping. May import ir and the English of operation names.
"""`join_pairs`: `Parameter1.Name`, `Parameter1.Value`, `Parameter2.Name`, ... are one argument, `parameters`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

from clientloom.ir import MapOf, Optional, Part, Primitive, PrimitiveKind
from clientloom.normalize.naming.registry import argument_name
from clientloom.normalize.naming.words import words
from clientloom.normalize.operation_names.english import plural_words

_MEMBER = re.compile(r"(\D+?)(\d+)([._-]?)(name|key|value)", re.IGNORECASE)
_FEW = 3
"""Fewer pairs may each mean something else."""

_Family = Mapping[int, Mapping[str, Part]]
"""The number of a pair -> its name and its value, by the pattern of their names."""


def join_pairs(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Returns the parts, those that are optional texts in numbered pairs joined into one mapping for each family."""
    families: defaultdict[tuple[str, str], defaultdict[int, dict[str, Part]]] = defaultdict(
        lambda: defaultdict(dict)
    )
    for part in parts:
        if (found := _MEMBER.fullmatch(part.field.wire_name)) and _is_free_text(part):
            start, number, sign, end = found.groups()
            families[start, sign][int(number)][f"{start}{{}}{sign}{end}"] = part
    for (start, _), family in families.items():
        parts = _join(parts, start, family)
    return parts


def _is_free_text(part: Part) -> bool:
    field = part.field
    is_text = field.type == Primitive(PrimitiveKind.STRING) and not part.content_type
    return is_text and isinstance(field.presence, Optional)


def _join(parts: tuple[Part, ...], start: str, family: _Family) -> tuple[Part, ...]:
    patterns = tuple(sorted(family.get(1, ())))
    name = "_".join(plural_words(words(start)))
    taken = {argument_name(part.field.wire_name) for part in parts}
    is_whole = all(tuple(sorted(pair)) == patterns for pair in family.values())
    is_counted = len(family) >= _FEW and max(family) == len(family)
    if not (is_counted and is_whole and len(patterns) == 2 and argument_name(name) not in taken):
        return parts
    members = [part for pair in family.values() for part in pair.values()]
    joined = _mapping(members[0], argument_name(name), (patterns[0], patterns[1]), len(family))
    index = parts.index(members[0])
    rest = tuple(part for part in parts[index:] if part not in members)
    before = tuple(part for part in parts[:index] if part not in members)
    return (*before, joined, *rest)


def _mapping(first: Part, name: str, patterns: tuple[str, str], count: int) -> Part:
    shown = " and ".join(f"`{pattern.format(1)}`" for pattern in patterns)
    field = replace(
        first.field,
        name=name,
        wire_name=name,
        type=MapOf(first.field.type),
        doc=f"Up to {count} names with their values, sent as {shown} and so on.",
    )
    return Part(field=field, numbered=patterns)
