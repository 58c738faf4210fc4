# The smallest text for the JSON of an API: values of one kind stand together, and what repeats is written once.
# Standard library only.
"""`pack` and `unpack`: JSON objects with a class (`is`) as columns, compressed, in printable characters."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from bz2 import BZ2Decompressor, compress
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, cast

Plain: TypeAlias = "bool | int | float | str | list[Plain] | dict[str, Plain] | None"
Packed: TypeAlias = "Mapping[str, str]"
"""`numbers` and `texts`, each compressed. A wheel compresses them no further."""
T = TypeVar("T")
Known: TypeAlias = tuple[int, int]
"""A value that was written before: the number of its kind, and its own among them."""

MAX_BYTES = 200 * 1024 * 1024
"""The size limit of an unpacked text: packages come from an index."""

KINDS = ("text", "list", "Field", "Parameter", "Response", "ErrorResponse")
"""What is written once: some texts, some lists, and objects of these classes."""
_TEXTS, _LISTS, *_ = range(len(KINDS))
_CLASSES = {name: number for number, name in enumerate(KINDS) if number > _LISTS}
ONCE = frozenset(
    {
        "Field.wire_name",
        "Field.name",
        "Parameter.wire_name",
        "ObjectSchema.fields",
        "ObjectSchema.id",
        "ObjectSchema.name",
        "AliasSchema.id",
    }
    | {"Operation.parameters", "Operation.errors", "Operation.responses", "LiteralOf.values"}
)
"""Where texts and lists are written once."""

NUMBERED = "Named.id"
"""Where most values are numbers."""

GUESSES = 4
"""As many values are expected to follow two others."""
FIRST_SHAPE = len(KINDS) + GUESSES + 2
"""What a place holds: a scalar, a list, a guess, a known value of a kind, or an object of a shape, in this order."""
SCALAR, LIST, FIRST_GUESS, FIRST_KNOWN = 0, 1, 2, 2 + GUESSES
OFFSET, SURROGATES = 40, range(0xD800, 0xE000)


class Memory:
    """What follows what in one place: the values that it probably holds next. Writer and reader remember the same."""

    def __init__(self) -> None:
        self._after_one: dict[Known | None, list[Known]] = {}
        self._after_two: dict[tuple[Known | None, Known | None], list[Known]] = {}
        self._last: Known | None = None
        self._before: Known | None = None

    def guesses(self) -> list[Known]:
        """The values that followed the last two, then those that followed the last one, latest first."""
        found = self._after_two.get((self._last, self._before), [])
        others = self._after_one.get(self._last, [])
        return [*found, *[each for each in others if each not in found]][:GUESSES]

    def note(self, known: Known) -> None:
        """Remembers that the place holds a value."""
        pair = self._last, self._before
        self._after_one[self._last] = _put_first(known, self._after_one.get(self._last))
        self._after_two[pair] = _put_first(known, self._after_two.get(pair))
        self._last, self._before = known, self._last

    def start(self) -> None:
        """Begins a list: its first item follows nothing."""
        self._last = self._before = None


def _put_first(known: Known, others: list[Known] | None) -> list[Known]:
    if not others:
        return [known]
    if others[0] == known:
        return others
    return [known, *[each for each in others if each != known]][:GUESSES]


@dataclass(frozen=True, slots=True)
class _Shape:
    """The number of a class with the same members, and each member with its place."""

    number: int
    members: list[tuple[str, str]]


class Writer:
    """The columns of a value: a list for each member of each class, and numbers that say what is where."""

    def __init__(self) -> None:
        self.texts: defaultdict[str, list[Plain]] = defaultdict(list)
        self.numbers: defaultdict[str, list[int]] = defaultdict(list)
        self.shapes: dict[tuple[str, ...], int] = {}
        self._known_shapes: dict[tuple[Plain, ...], _Shape] = {}
        self._seen: dict[tuple[int, str], Known] = {}
        self._counts: defaultdict[int, int] = defaultdict(int)
        self._memories: defaultdict[str, Memory] = defaultdict(Memory)

    def put(self, value: Plain, place: str) -> None:
        """Writes a value that stands in a place, e.g. "Field.type"."""
        kind = _kind(value, place)
        if kind is None:
            return self._put_new(value, place)
        memory = self._memories[place]
        key = kind, repr(value)
        known = self._seen.get(key)
        if known:
            self._put_known(known, place, memory)
        else:
            self._put_new(value, place)
            known = self._seen[key] = kind, self._counts[kind]
            self._counts[kind] += 1
        return memory.note(known)

    def _put_known(self, known: Known, place: str, memory: Memory) -> None:
        guesses = memory.guesses()
        if known in guesses:
            self.numbers[f"{place}@"].append(FIRST_GUESS + guesses.index(known))
        else:
            self.numbers[f"{place}@"].append(FIRST_KNOWN + known[0])
            self.numbers[f"{place}!"].append(known[1])

    def _put_new(self, value: Plain, place: str) -> None:
        marks = self.numbers[f"{place}@"]
        if isinstance(value, dict):
            shape = self._shape(value)
            marks.append(FIRST_SHAPE + shape.number)
            for member, inner in shape.members:
                self.put(value[member], inner)
        elif isinstance(value, list):
            marks.append(LIST)
            self.numbers[f"{place}#"].append(len(value))
            inner = f"{place}[]"
            self._memories[inner].start()
            for item in value:
                self.put(item, inner)
        else:
            marks.append(SCALAR)
            if place == NUMBERED and isinstance(value, int):
                self.numbers[place].append(value)
            else:
                self.texts[place].append(value)

    def _shape(self, value: dict[str, Plain]) -> _Shape:
        key = value["is"], *value
        known = self._known_shapes.get(key)
        if known is None:
            shape = cast("tuple[str, ...]", (value["is"], *(k for k in value if k != "is")))
            number = self.shapes.setdefault(shape, len(self.shapes))
            known = _Shape(number, [(member, f"{shape[0]}.{member}") for member in shape[1:]])
            self._known_shapes[key] = known
        return known


def _kind(value: Plain, place: str) -> int | None:
    """The number of the kind of a value that is written once, None for others."""
    if isinstance(value, dict):
        return _CLASSES.get(str(value["is"]))
    if place not in ONCE:
        return None
    if isinstance(value, list):
        return _LISTS if value else None
    return _TEXTS if isinstance(value, str) else None


class _Columns(dict[str, Iterator[T]]):
    """Columns by place; a place that is new has the next one."""

    def __init__(self, columns: Iterable[list[T]]) -> None:
        self._unread = iter(columns)

    def __missing__(self, place: str) -> Iterator[T]:
        return self.setdefault(place, iter(next(self._unread)))


class Reader:
    """Takes values from columns, in the order in which they were written.

    Columns have no names: the first place that is read has the first column.
    """

    def __init__(
        self,
        texts: Iterable[list[Plain]],
        numbers: Iterable[list[int]],
        shapes: list[list[str]],
    ) -> None:
        self._texts: dict[str, Iterator[Plain]] = _Columns(texts)
        self._numbers: dict[str, Iterator[int]] = _Columns(numbers)
        self._shapes = shapes
        self._seen: list[list[Plain]] = [[] for _ in KINDS]
        self._memories: defaultdict[str, Memory] = defaultdict(Memory)

    def take(self, place: str) -> Plain:
        """The next value of a place."""
        mark = self._number(f"{place}@")
        if FIRST_GUESS <= mark < FIRST_KNOWN:
            kind, number = self._memories[place].guesses()[mark - FIRST_GUESS]
        elif FIRST_KNOWN <= mark < FIRST_SHAPE:
            kind, number = mark - FIRST_KNOWN, self._number(f"{place}!")
        else:
            return self._take_new(mark, place)
        self._memories[place].note((kind, number))
        return self._seen[kind][number]

    def _take_new(self, mark: int, place: str) -> Plain:
        value = self._take_value(mark, place)
        kind = _kind(value, place)
        if kind is not None:
            self._memories[place].note((kind, len(self._seen[kind])))
            self._seen[kind].append(value)
        return value

    def _take_value(self, mark: int, place: str) -> Plain:
        if mark == SCALAR:
            return self._number(place) if place == NUMBERED else next(self._texts[place])
        if mark == LIST:
            inner = f"{place}[]"
            self._memories[inner].start()
            return [self.take(inner) for _ in range(self._number(f"{place}#"))]
        name, *members = self._shapes[mark - FIRST_SHAPE]
        found: dict[str, Plain] = {"is": name}
        for member in members:
            found[member] = self.take(f"{name}.{member}")
        return found

    def take_member(self, name: str) -> Plain:
        """The member of that name of the object that was written, None if it has none. Reads no further."""
        cls, *members = self._shapes[self._number("@") - FIRST_SHAPE]
        for member in members:
            value = self.take(f"{cls}.{member}")
            if member == name:
                return value
        return None

    def _number(self, column: str) -> int:
        return next(self._numbers[column])


def pack(value: Plain) -> Packed:
    """The value in printable characters, the same on every machine."""
    writer = Writer()
    writer.put(value, "")
    numbers = "\n".join(map(_write_numbers, writer.numbers.values()))
    whole = [list(writer.shapes), list(writer.texts.values())]
    texts = json.dumps(whole, separators=(",", ":"))
    return {"numbers": _compress(numbers), "texts": _compress(texts)}


def unpack(packed: Packed) -> Plain:
    """The value that `pack` wrote.

    Raises:
        ValueError: the text is damaged, or unpacks to too much.
    """
    return _read(packed, lambda reader: reader.take(""))


def unpack_member(packed: Packed, name: str) -> Plain:
    """One member of the object that `pack` wrote, None if it has none. The members after it are not read.

    Raises:
        ValueError: as `unpack`.
    """
    return _read(packed, lambda reader: reader.take_member(name))


def _read(packed: Packed, take: Callable[[Reader], Plain]) -> Plain:
    try:
        shapes, texts = json.loads(decompress(b64decode(packed["texts"])))
        lines = decompress(b64decode(packed["numbers"])).decode().split("\n")
        return take(Reader(texts, map(_read_numbers, lines), shapes))
    except (OSError, EOFError, StopIteration, KeyError, IndexError, TypeError) as error:
        raise ValueError(f"damaged: {error!r}") from error


def _write_numbers(numbers: list[int]) -> str:
    """A character for each number: that is shorter than digits."""
    codes = (number + OFFSET for number in numbers)
    return "".join(chr(c if c < SURROGATES.start else c + len(SURROGATES)) for c in codes)


def _read_numbers(line: str) -> list[int]:
    codes = map(ord, line)
    return [(c if c < SURROGATES.start else c - len(SURROGATES)) - OFFSET for c in codes]


def _compress(text: str) -> str:
    return b64encode(compress(text.encode())).decode("ascii")


def decompress(data: bytes) -> bytes:
    """Decompresses data of unknown size.

    Raises:
        ValueError: it is cut off, or too large.
    """
    opener = BZ2Decompressor()
    found = opener.decompress(data, MAX_BYTES)
    if not opener.eof:
        raise ValueError("it is cut off, or too large")
    return found
