# Text of the document -> words of a Python name. Pure; imports only the standard library.
"""Splitting names into words, and joining them as snake_case and PascalCase."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LIMIT = 80
"""Names longer than this lose words from their middle."""

# Each character becomes one of U(pper), L(ower), D(igit) or a space; the patterns run over those classes.
_WORD = re.compile(
    r"U{2,}p(?![LD])"  # IDs, URLs
    r"|U+D*(?=U[Lp])"  # HTTP in HTTPServer, S3 in S3Bucket
    r"|U?[Lp]+(?:D+[Lp]+)*D*"  # name, Name, k8s, sha256
    r"|U+D*"  # ID, V2
    r"|D+(?:[Lp]+D*)*"  # 2fa, 30d
)
_COMPOUND = re.compile(
    r"OAuth|(?<![A-Za-z])oAuth|GraphQL|GitHub|GitLab|MySQL|PostgreSQL|IPv(?=[46])|macOS|iOS"
)
_CREDENTIAL = re.compile(
    r"(?:.*_)?(?:(?:api|app|application|access|auth|developer|secret|subscription|user)_?key"
    r"|(?:access|account|api|app|auth|bearer|oauth|security|server)_?token"
    r"|(?:api|app|auth|client)_?secret|password)|key|secret|token"
)
_SYMBOLS = {
    "+": "plus",
    "-": "minus",
    "*": "star",
    "/": "slash",
    "<": "less",
    ">": "greater",
    "=": "equals",
    "!": "not",
    "$": "dollar",
    "@": "at",
    "%": "percent",
    "&": "and",
    "|": "or",
    "#": "hash",
    ".": "dot",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "?": "question",
    "_": "underscore",
    "~": "tilde",
    "^": "caret",
    "(": "open",
    ")": "close",
    "[": "open",
    "]": "close",
    "{": "open",
    "}": "close",
    "'": "quote",
    '"': "quote",
    "`": "backtick",
    "\\": "backslash",
    " ": "space",
}
ORDINALS = (
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth",
    "Twentieth",
)
_NAMED_MEMBERS = 10
"""How many members of a list are named by an ordinal; a change would rename members of existing packages."""

_SIGNED_NUMBER = re.compile(r"([+-])(?=\d)")


def member_word(index: int, *, otherwise: str) -> str:
    """Returns the word for a member of a list that nothing else distinguishes."""
    return ORDINALS[index] if index < _NAMED_MEMBERS else otherwise


@lru_cache(maxsize=4096)
def _class_of(char: str) -> str:
    if char.isdecimal():
        return "D"
    if not (char.isalpha() and ("a" + char).isidentifier()):
        return " "
    if char.isupper():
        return "U"
    return "p" if char == "s" else "L"


_ASCII = {code: _class_of(chr(code)) for code in range(128)}


def _classes_of(text: str) -> str:
    return text.translate(_ASCII) if text.isascii() else "".join(map(_class_of, text))


@lru_cache(maxsize=65536)
def words(text: str) -> tuple[str, ...]:
    """Returns the words of `text` in lower case: `paginationToken`, `Pagination-Token` -> pagination, token.

    () if the text has neither letters nor digits.
    """
    return tuple(word.lower() for word in pieces(text))


def pieces(text: str) -> tuple[str, ...]:
    """Returns the words of `text`, their case kept."""
    clean = _COMPOUND.sub(_join_match, _plain(text))
    classes = _classes_of(clean)
    found = (clean[match.start() : match.end()] for match in _WORD.finditer(classes))
    return tuple(piece for piece in found if piece)


def chunks(text: str) -> tuple[str, ...]:
    """Returns the runs of letters and digits in `text`, their case kept."""
    clean = _plain(text)
    classes = _classes_of(clean)
    return tuple(clean[m.start() : m.end()] for m in re.finditer(r"[ULpD]+", classes))


def is_credential(name: str) -> bool:
    """Whether a parameter has the name of a credential, such as `xi-api-key`."""
    return _CREDENTIAL.fullmatch("_".join(words(name))) is not None


def _join_match(match: re.Match[str]) -> str:
    return match.group().capitalize()


def _plain(text: str) -> str:
    # Python compares identifiers after NFKC (language reference, 2.3), so names are built from it as well.
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def _name_char(char: str) -> str:
    return _SYMBOLS.get(char) or unicodedata.name(char, f"u{ord(char):04x}").lower()


def readable(text: str) -> tuple[str, ...]:
    """Returns the words of `text`; symbols become words only if they carry its meaning (`+1`, `$`, `👍`)."""
    return words(name_sign(text)) or words(_name_symbols(text)) or ("empty",)


def name_sign(text: str) -> str:
    """Returns `text` with a leading sign of a number as a word."""
    return _SIGNED_NUMBER.sub(_sign, text) if text[:1] in {"+", "-"} else text


def _sign(match: re.Match[str]) -> str:
    return f"{_SYMBOLS[match.group(1)]} "


def _name_symbols(text: str) -> str:
    return "".join(
        char if _class_of(char) != " " else f" {_name_char(char)} " for char in _plain(text)
    )


def fully_spelled(text: str) -> tuple[str, ...]:
    """Returns the words of `text` including its symbols, which distinguish `foo-bar` from `foo_bar`."""
    return words(_name_symbols(text)) or ("empty",)


def shorten(parts: tuple[str, ...], limit: int = LIMIT) -> tuple[str, ...]:
    """Drops words from the middle of `parts`, so that together they have at most about `limit` characters."""
    if sum(map(len, parts)) <= limit:
        return tuple(part[: 2 * limit] for part in parts)
    head: list[str] = []
    tail: list[str] = []
    room = limit
    front, back = 0, len(parts) - 1
    while True:
        side, word = (head, parts[front]) if len(head) <= len(tail) else (tail, parts[back])
        room -= len(word)
        if room < 0:
            break
        side.append(word)
        front, back = (front + 1, back) if side is head else (front, back - 1)
    return (*head, *reversed(tail)) or (parts[0][:limit],)


def member_name(text: str) -> str:
    """Returns the name of an enum's member: UPPER_CASE, `VALUE_` before a digit."""
    name = "_".join(shorten(readable(text))).upper()
    return f"VALUE_{name}" if name[0].isdigit() else name


def singular(word: str) -> str:
    """Returns the singular of an English plural, guessed from its ending: indexes -> index, policies -> policy."""
    lower = word.lower()
    if lower in _INVARIANT or lower.endswith(("ss", "us", "is", "ics")) or len(lower) < 3:
        return word
    if lower.endswith("ies") and len(lower) > 4:
        return word[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zes", "uses")):
        return word[:-1] if lower.endswith(("auses", "ouses", "caches", "axes")) else word[:-2]
    return word[:-1] if lower.endswith("s") else word


_INVARIANT = frozenset(
    {"series", "species", "news", "aws", "dns", "https", "ios", "kubernetes", "this"}
)
