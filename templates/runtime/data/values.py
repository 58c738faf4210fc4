# JSON texts -> Python values, and back. Imports the standard library only.
"""Converts texts with a format of JSON Schema to values that are sent back as the same text.

A text as Python prints it becomes the standard type. Any other text becomes a subclass that keeps it: a fraction
with nine digits, an offset of `+00:00`, a duration in weeks, a Base64 text with line breaks.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Final, Self, cast
from uuid import UUID

_DAY: Final = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_CLOCK: Final = r"[0-9]{2}:[0-9]{2}:[0-9]{2}"
_THREE: Final = r"(?:[1-9][0-9]{2}|0[1-9][0-9]|00[1-9])"
_OFFSET: Final = r"(?:Z|[+-](?:0[1-9]|[1-9][0-9]):[0-9]{2}|[+-]00:(?:0[1-9]|[1-5][0-9]))"

DATE: Final = rf"^{_DAY}$"
"""The pattern of a date (RFC 3339, 5.6)."""
PRINTED_TIMESTAMP: Final = rf"^{_DAY}T{_CLOCK}(?:\.(?:[0-9]{{3}})?{_THREE})?{_OFFSET}$"
"""The pattern of what `print_timestamp` prints. A text without an offset is kept, so that it can be sent back."""
PRINTED_UUID: Final = r"^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
"""The pattern of what `str` prints."""

_TIME: Final = rf"{_CLOCK}(?:\.[0-9]+)?(?:[Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?"
_IS_TIMESTAMP: Final = re.compile(rf"{_DAY}[Tt ]{_TIME}")
_IS_TIME: Final = re.compile(_TIME)
_IS_UUID: Final = re.compile(PRINTED_UUID[1:-1], re.IGNORECASE)
_IS_TEXT: Final = re.compile(r".*", re.DOTALL)
_IS_DECIMAL: Final = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_DURATION: Final = re.compile(
    r"(?P<sign>[+-]?)P(?=[0-9T])(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?(?:(?P<weeks>[0-9]+)W)?"
    r"(?:(?P<days>[0-9]+)D)?(?:T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?"
    r"(?:(?P<seconds>[0-9]+(?:[.,][0-9]+)?)S)?)?"
)


class NotHeldError(ValueError):
    """The text is valid, but the Python type has no equal value: a leap second, a month."""


class KeepsText:
    """A value that is sent as `text`; results of computations have no text."""

    text: str = ""

    @classmethod
    def from_text(cls, text: str) -> object:
        """Parses the text again. Not `read`, which files have."""
        raise NotImplementedError

    def __reduce_ex__(self, protocol: object) -> str | tuple[object, ...]:
        """Supports `copy` and `pickle` by parsing the text again."""
        reader = type(self).from_text
        return (reader, (self.text,)) if self.text else super().__reduce_ex__(4)

    def keep(self, text: str) -> Self:
        """Stores the text."""
        object.__setattr__(self, "text", text)
        return self


class Timestamp(KeepsText, datetime):
    """A date-time that Python prints differently."""

    @classmethod
    def from_text(cls, text: str) -> object:
        """Parses the text again."""
        return read_timestamp(text)


class ClockTime(KeepsText, time):
    """A time of day that Python prints differently."""

    @classmethod
    def from_text(cls, text: str) -> object:
        """Parses the text again."""
        return read_time(text)


class Duration(KeepsText, timedelta):
    """A duration that `print_duration` prints differently."""

    @classmethod
    def from_text(cls, text: str) -> object:
        """Parses the text again."""
        return read_duration(text)


class Amount(KeepsText, Decimal):
    """A decimal from a string, which is sent back as one."""

    @classmethod
    def from_text(cls, text: str) -> object:
        """Parses the text again."""
        return read_decimal(text)


class Identifier(KeepsText, UUID):
    """A UUID that Python prints differently."""

    __slots__ = ("__dict__",)

    @classmethod
    def from_text(cls, text: str) -> object:
        """Parses the text again."""
        return read_uuid(text)


class Octets(KeepsText, bytes):
    """Bytes whose Base64 Python prints differently."""

    @classmethod
    def from_text(cls, text: str) -> object:
        """Parses the text again."""
        return read_base64(text)


class ExactFloat(float):
    """A JSON number with its digits, for `json.loads(parse_float=...)`."""

    text: str

    def __new__(cls, text: str) -> Self:
        """Creates the number from its digits."""
        made = super().__new__(cls, text)
        made.text = text
        return made


def read_timestamp(value: object) -> datetime:
    """Parses an RFC 3339 date-time; the offset may be missing.

    Raises:
        NotHeldError: a leap second, or the year 0.
        ValueError: the text is not valid.
    """
    text = _match(value, _IS_TIMESTAMP, "an RFC 3339 date-time")
    try:
        return Timestamp.fromisoformat(text.upper()).keep(text)
    except ValueError:
        if text.startswith("0000") or text[17:19] == "60":
            raise NotHeldError(f"is a date-time that Python cannot hold: {text}") from None
        raise


def read_time(value: object) -> time:
    """Parses an RFC 3339 time of day; the offset may be missing.

    Raises:
        NotHeldError: a leap second.
        ValueError: the text is not valid.
    """
    text = _match(value, _IS_TIME, "an RFC 3339 time")
    try:
        made = ClockTime.fromisoformat(text.upper())
    except ValueError:
        if text[6:8] == "60":
            raise NotHeldError(f"is a time that Python cannot hold: {text}") from None
        raise
    return made.keep(text) if print_time(made) != text else time.fromisoformat(text)


def read_duration(value: object) -> timedelta:
    """Parses an ISO 8601 duration.

    Raises:
        NotHeldError: months and years, which have no fixed number of days, or more than the maximum of a timedelta.
        ValueError: the text is not valid.
    """
    text = _match(value, _DURATION, "an ISO 8601 duration")
    parts = {name: part for name, part in _groups(text).items() if part and name != "sign"}
    if int(parts.pop("years", 0)) or int(parts.pop("months", 0)):
        raise NotHeldError(f"is a duration of no fixed number of days: {text}")
    micros = int(Decimal(parts.pop("seconds", "0").replace(",", ".")) * 1_000_000)
    sign = -1 if text.startswith("-") else 1
    try:
        whole = {name: sign * int(part) for name, part in parts.items()}
        made = Duration(microseconds=sign * micros, **whole)
    except OverflowError:
        raise NotHeldError(f"is a duration that Python cannot hold: {text}") from None
    if print_duration(made) != text:
        return made.keep(text)
    return timedelta(made.days, made.seconds, made.microseconds)


def read_decimal(value: object) -> Decimal:
    """Parses a decimal number in a string.

    Raises:
        ValueError: the text is not valid.
    """
    text = _match(value, _IS_DECIMAL, "a decimal number in a string")
    return Amount(text).keep(text)


def read_exact_number(value: object) -> Decimal:
    """Parses a JSON number with its digits.

    Raises:
        ValueError: it is not a number, or its digits are lost.
    """
    match value:
        case ExactFloat():
            return Decimal(value.text)
        case int() if not isinstance(value, bool):
            return Decimal(value)
        case _:
            raise ValueError("Input should be a number")


def read_numbers(items: list[object]) -> list[object]:
    """Returns numbers with the digits of a float; JSON has no NaN (RFC 8259, 6)."""
    kinds = set(map(type, items))
    if not kinds <= {int, float, ExactFloat}:
        raise ValueError("Input should be numbers")
    numbers = cast("list[float]", items)
    if float in kinds and not _are_finite(numbers):
        raise ValueError("Input should be finite numbers")
    if ExactFloat in kinds:
        return [float(item) if isinstance(item, float) else item for item in items]
    return items


def _are_finite(numbers: list[float]) -> bool:
    try:
        return isfinite(sum(numbers)) or all(map(isfinite, numbers))
    except OverflowError:
        return True  # integers that no float can hold


def read_uuid(value: object) -> UUID:
    """Parses a UUID, in any case.

    Raises:
        ValueError: the text is not valid.
    """
    text = _match(value, _IS_UUID, "a UUID")
    return Identifier(text).keep(text)


def read_base64(value: object) -> bytes:
    """Decodes Base64 (RFC 4648, 4), with optional white space.

    Raises:
        ValueError: the text is not valid.
    """
    text = _match(value, _IS_TEXT, "Base64 in a string")
    try:
        content = b64decode("".join(text.split()), validate=True)
    except ValueError:
        raise ValueError("Input should be Base64") from None
    return content if print_base64(content) == text else Octets(content).keep(text)


def text_of(value: object) -> str | None:
    """Returns the text of a value of these types, None for others."""
    match value:
        # <formats>
        case KeepsText(text=text) if text:
            return text
        # </formats>
        case datetime():
            return print_timestamp(value)
        case time():
            return print_time(value)
        case date():
            return value.isoformat()
        case timedelta():
            return print_duration(value)
        case UUID() | Decimal():
            return str(value)
        case bytes() | bytearray() | memoryview():
            return print_base64(cast("bytes", value))
        case _:
            return None


def print_timestamp(value: datetime) -> str:
    """Prints RFC 3339, with `Z` for UTC and three or six digits of a fraction; without a zone if there is none."""
    return _shorten_zone(value.isoformat(timespec=_precision(value.microsecond)))


def print_time(value: time) -> str:
    """Prints a time of day; see `print_timestamp`."""
    return _shorten_zone(value.isoformat(timespec=_precision(value.microsecond)))


def _precision(microsecond: int) -> str:
    if not microsecond:
        return "seconds"
    return "microseconds" if microsecond % 1000 else "milliseconds"


def _shorten_zone(text: str) -> str:
    return text[:-6] + "Z" if text.endswith("+00:00") else text


def print_duration(value: timedelta) -> str:
    """Prints ISO 8601, e.g. `P1DT2H0.5S`: days, hours, minutes and seconds."""
    sign, value = ("-", -value) if value < timedelta() else ("", value)
    minutes, seconds = divmod(value.seconds, 60)
    fraction = f".{value.microseconds:06d}".rstrip("0") if value.microseconds else ""
    amounts = ((minutes // 60, "H"), (minutes % 60, "M"))
    clock = "".join(f"{amount}{unit}" for amount, unit in amounts if amount)
    clock += f"{seconds}{fraction}S" if seconds or fraction else ""
    days = f"{value.days}D" if value.days else ""
    return f"{sign}P{days}T{clock}" if clock else f"{sign}P{days or 'T0S'}"


def print_base64(value: bytes) -> str:
    """Prints Base64 with the standard alphabet and padding."""
    return b64encode(value).decode()


def lenient(value: object, kind: type | None) -> object:
    """Parses a text that does not match its format but is unambiguous: other forms of ISO 8601.

    Raises:
        ValueError: it is ambiguous or invalid.
    """
    match value:
        # <datetimes>
        case str() if kind is Timestamp and len(value) > len("20200101T00"):
            return Timestamp.fromisoformat(value).keep(value)
        # </datetimes>
        # <times>
        case str() if kind is ClockTime and ":" in value:
            return ClockTime.fromisoformat(value).keep(value)
        # </times>
        # <uuids>
        case str() if kind is Identifier:
            return Identifier(value).keep(value)
        # </uuids>
        case _:
            raise ValueError("Input should be a text of its format")


def _match(value: object, pattern: re.Pattern[str], what: str) -> str:
    if isinstance(value, str) and pattern.fullmatch(value):
        return value
    raise ValueError(f"Input should be {what}")


def _groups(text: str) -> dict[str, str]:
    match = _DURATION.fullmatch(text)
    return match.groupdict("") if match else {}
