# Types that client.toml overrides. May import ir and notes.
"""`[types]` of client.toml: words for types."""

from __future__ import annotations

from clientloom import ir
from clientloom.normalize.notes import Notes

_WORDS: dict[str, ir.TypeRef] = {
    **{kind.value: ir.Primitive(kind) for kind in ir.PrimitiveKind},
    "any": ir.Anything(),
    "binary": ir.Binary(),
    "object": ir.MapOf(ir.Anything()),
    "array": ir.ListOf(ir.Anything()),
}


def overriding_type(word: str, pointer: str, notes: Notes) -> ir.TypeRef | None:
    """Returns the type for a word of client.toml: "string", "array of integer", "nullable date"...

    None, with a warning, if the word is unknown.
    """
    type_ = _parse_word(word.strip().lower())
    if type_ is None:
        known = ", ".join(sorted(_WORDS))
        notes.warn(
            "unknown-type-override",
            pointer,
            f"client.toml sets this type to {word!r}, which is not a type",
            f'use one of {known}, or "array of ...", "map of ...", "nullable ..."',
        )
    return type_


def _parse_word(word: str) -> ir.TypeRef | None:
    for prefix, wrapper in (
        ("array of ", ir.ListOf),
        ("map of ", ir.MapOf),
        ("nullable ", ir.Nullable),
    ):
        if word.startswith(prefix):
            inner = _parse_word(word.removeprefix(prefix).strip())
            return (
                wrapper(inner) if inner is not None and not isinstance(inner, ir.Nullable) else None
            )
    return _WORDS.get(word)
