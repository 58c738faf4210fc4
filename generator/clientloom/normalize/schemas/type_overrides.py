# Types that the user settles in client.toml. May import ir and this room's report.
"""`[types]` of client.toml: a word for a type."""

from __future__ import annotations

from clientloom.ir import (
    Anything,
    Binary,
    ListOf,
    MapOf,
    Nullable,
    Primitive,
    PrimitiveKind,
    TypeRef,
)
from clientloom.normalize.notes import Notes

_WORDS: dict[str, TypeRef] = {
    **{kind.value: Primitive(kind) for kind in PrimitiveKind},
    "any": Anything(),
    "binary": Binary(),
    "object": MapOf(Anything()),
    "array": ListOf(Anything()),
}


def overriding_type(word: str, pointer: str, notes: Notes) -> TypeRef | None:
    """The type that a word of client.toml stands for: "string", "array of integer", "nullable date"...

    None where it is no such word; that is told.
    """
    type_ = _parse_word(word.strip().lower())
    if type_ is None:
        known = ", ".join(sorted(_WORDS))
        notes.warn(
            "unknown-type-override",
            pointer,
            f"client.toml settles this type as {word!r}, which is none",
            f'say one of {known}, or "array of ...", "map of ...", "nullable ..."',
        )
    return type_


def _parse_word(word: str) -> TypeRef | None:
    for prefix, wrapper in (("array of ", ListOf), ("map of ", MapOf), ("nullable ", Nullable)):
        if word.startswith(prefix):
            inner = _parse_word(word.removeprefix(prefix).strip())
            return wrapper(inner) if inner is not None and not isinstance(inner, Nullable) else None
    return _WORDS.get(word)
