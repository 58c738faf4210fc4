# Bodies with values as text -> Python values. Imports light modules of the runtime.
"""`Form` and `TextValue`: numbers, booleans and times as text instead of JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar, cast
from urllib.parse import parse_qs

from ..data.values import ExactFloat
from ..results.decoders import Json, decode_text
from ..wire.styles import scalar

if TYPE_CHECKING:
    from ..core.drift import Reading
    from ..core.http import httpx

T_co = TypeVar("T_co", covariant=True)


class TextValue(Json[T_co]):
    """A text with one scalar: `text/plain` of an integer is an integer.

    Args:
        of: returns the type.
        media_type: as declared.
    """

    from_text = True

    def __init__(self, of: Callable[[], object], media_type: str = "text/plain") -> None:
        super().__init__(of, media_type)

    def decode(self, response: httpx.Response, reading: Reading, /) -> T_co:
        """Returns the text as the type, without white space around it; see `Decoder.decode`."""
        text = decode_text(response, reading).strip()
        for value in _meanings(text):
            try:
                return cast("T_co", self.schema.read(value))
            except ValueError:
                continue
        return self.read_step_by_step(text, response.content, response, reading)

    def encode(self, value: object, _as_json: Callable[[object], bytes], /) -> bytes:
        """See `Decoder.encode`."""
        return scalar(value).encode()


def _meanings(text: str) -> Iterator[object]:
    """The text itself, the number, boolean or null that it is in JSON, and null where it is empty."""
    yield text
    try:
        value = cast("object", json.loads(text, parse_float=ExactFloat)) if text else None
    except (ValueError, RecursionError):
        return
    if value is None or isinstance(value, int | float):
        yield value


class Form(Json[T_co]):
    """The fields of a form (`application/x-www-form-urlencoded`) as a type, as in some webhooks.

    Args:
        of: returns the model of the form.
        lists: the fields that may occur several times.
        nested: the fields that contain JSON.
    """

    from_text = True

    def __init__(
        self, of: Callable[[], object], lists: Sequence[str] = (), nested: Sequence[str] = ()
    ) -> None:
        super().__init__(of, "application/x-www-form-urlencoded")
        self.lists = lists
        self.nested = nested

    def decode_json(self, content: bytes, response: httpx.Response, reading: Reading, /) -> T_co:
        """Returns the fields as the type: texts become numbers and times if the type says so."""
        try:
            fields = parse_qs(content.decode(), keep_blank_values=True)
            members = {name: self._member(name, texts) for name, texts in fields.items()}
        except (ValueError, RecursionError) as error:
            raise reading.invalid("it is not a form of such fields", response, content) from error
        return self.read_step_by_step(members, content, response, reading)

    def _member(self, name: str, texts: list[str]) -> object:
        if name in self.nested:
            return json.loads(texts[-1])
        return texts if name in self.lists else texts[-1]
