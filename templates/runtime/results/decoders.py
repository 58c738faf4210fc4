# Response bodies -> Python values. Imports light modules of the runtime; pydantic at the first response.
"""Decoders: one object per declared media type, created with the operation and used by all its calls."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Final, Generic, TypeVar, cast

from ..core.drift import FieldDrift, Reading
from ..core.errors import EnvelopeError, MissingFieldError, UndeclaredBody
from ..core.messages import describe
from .texts import (
    decode_undeclared,
    find_constants,
    has_constants,
    parse_json,
    text_encoding,
    text_of,
)

if TYPE_CHECKING:
    from pydantic import BaseModel

    from ..core.http import httpx
    from ..data.reading import ReadingSchema

T_co = TypeVar("T_co", covariant=True)

_SHOWN: Final = 5
_BOM: Final = codecs.BOM_UTF8


class Decoder(Generic[T_co]):
    """Decodes a successful response. `media_type` is the declared one."""

    def __init__(self, media_type: str) -> None:
        self.media_type = media_type

    def decode(self, response: httpx.Response, reading: Reading, /) -> T_co:
        """Returns the result of the method.

        Raises:
            ResponseValidationError: the body does not match its type and cannot be read tolerantly.
        """
        raise NotImplementedError

    # <testing>
    def encode(self, value: object, as_json: Callable[[object], bytes], /) -> bytes:
        """Returns a body that is decoded to the value, for the fake; `as_json` encodes a value as a server would."""
        return as_json(value)

    # </testing>


class NoContent(Decoder[None]):
    """Ignores the body and returns None."""

    def __init__(self) -> None:
        super().__init__("")

    def decode(self, response: httpx.Response, reading: Reading, /) -> None:
        """Returns None."""

    # <testing>
    def encode(self, _value: object, _as_json: Callable[[object], bytes], /) -> bytes:
        """Returns nothing."""
        return b""

    # </testing>


class Undeclared(Decoder[UndeclaredBody]):
    """A body that the document does not describe."""

    def __init__(self) -> None:
        super().__init__("")

    def decode(self, response: httpx.Response, reading: Reading, /) -> UndeclaredBody:
        """Returns its JSON values, else its text, else its bytes; None if it is empty."""
        if not response.content:
            return None
        value = decode_undeclared(response)
        problems = find_constants(value, response.content)
        if problems and reading.rules.strict:
            raise reading.invalid(_summary(problems), response)
        reading.report(problems, response)
        return value

    # <testing>
    def encode(self, value: object, as_json: Callable[[object], bytes], /) -> bytes:
        """See `Decoder.encode`."""
        if value is None:
            return b""
        return _encode_text(value) if isinstance(value, str | bytes) else as_json(value)

    # </testing>


class Exists(Decoder[bool]):
    """Whether the server has what a HEAD request is about."""

    def __init__(self) -> None:
        super().__init__("")

    def decode(self, response: httpx.Response, _reading: Reading, /) -> bool:
        """Returns False for the status 404."""
        return response.status_code != 404


class ResponseHeaders(Decoder["httpx.Headers"]):
    """The headers of the response to a HEAD request."""

    def __init__(self) -> None:
        super().__init__("")

    def decode(self, response: httpx.Response, _reading: Reading, /) -> httpx.Headers:
        """Returns the headers; names are case-insensitive."""
        return response.headers


class Bytes(Decoder[bytes]):
    """The body as bytes."""

    def __init__(self, media_type: str = "application/octet-stream") -> None:
        super().__init__(media_type)

    def decode(self, response: httpx.Response, _reading: Reading, /) -> bytes:
        """Returns the content."""
        return response.content

    # <testing>
    def encode(self, value: object, _as_json: Callable[[object], bytes], /) -> bytes:
        """See `Decoder.encode`."""
        return _encode_text(value)

    # </testing>


class Text(Decoder[str]):
    """The body as text, by the charset of its content type, else UTF-8."""

    def __init__(self, media_type: str = "text/plain") -> None:
        super().__init__(media_type)

    def decode(self, response: httpx.Response, reading: Reading, /) -> str:
        """Returns the text."""
        return decode_text(response, reading)

    # <testing>
    def encode(self, value: object, _as_json: Callable[[object], bytes], /) -> bytes:
        """See `Decoder.encode`."""
        return _encode_text(value)

    # </testing>


class Json(Decoder[T_co]):
    """JSON of a type.

    Args:
        of: returns the type; called at the first response, so that models are loaded late.
        media_type: as declared.
    """

    # <TextValue or Form or Xml>
    from_text = False
    """Whether numbers are received as texts."""

    # </TextValue or Form or Xml>
    def __init__(self, of: Callable[[], object], media_type: str = "application/json") -> None:
        super().__init__(media_type)
        self.of = of

    @cached_property
    def schema(self) -> ReadingSchema:
        """The compiled schema that reads the type."""
        from ..data.reading import reading_schema

        return reading_schema(self.of())

    def decode(self, response: httpx.Response, reading: Reading, /) -> T_co:
        """Returns the body as the type; see `Decoder.decode`."""
        return self.decode_json(response.content, response, reading)

    def decode_json(self, content: bytes, response: httpx.Response, reading: Reading, /) -> T_co:
        """Decodes JSON text: directly to the model, step by step only if that fails."""
        schema = self.schema
        if not schema.is_exact and not has_constants(content):
            try:
                return cast("T_co", schema.read_json(content))
            except ValueError:
                if content.startswith(_BOM) and not content.startswith(_BOM, len(_BOM)):
                    # A byte order mark may be ignored (RFC 8259, 8.1); a second one is not valid JSON.
                    return self.decode_json(content.removeprefix(_BOM), response, reading)
        if not content.strip():
            return self._empty(response, reading)
        raw = parse_json(content, response, reading)
        return self.read_step_by_step(raw, content, response, reading)

    def _empty(self, response: httpx.Response, reading: Reading) -> T_co:
        """Returns None for an empty body if the type allows null."""
        try:
            return cast("T_co", self.schema.read_json(b"null"))
        except ValueError:
            problem = f"its body is empty (status {response.status_code})"
            raise reading.invalid(problem, response, b"") from None

    def read_step_by_step(
        self,
        raw: object,
        content: bytes,
        response: httpx.Response,
        reading: Reading,
        # <Xml>
        deviations: Sequence[FieldDrift] = (),
        # </Xml>
    ) -> T_co:
        """Decodes a parsed JSON text as far as it matches the type."""
        from ..data.tolerant import TolerantReader

        # <unions>
        from ..data.unions import UnknownVariant

        # </unions>
        reader = TolerantReader(self.schema)
        # <TextValue or Form or Xml>
        reader.from_text = self.from_text
        # </TextValue or Form or Xml>
        try:
            value = reader.read(raw)
        except RecursionError as error:
            raise reading.invalid("it is nested too deep", response, content) from error
        known = {field.path for field in reader.problems}
        constants = [field for field in find_constants(raw, content) if field.path not in known]
        problems = [*reader.problems, *constants]
        # <Xml>
        problems = [*deviations, *problems]
        # </Xml>
        at_root = [field.problem for field in problems if field.path == "$"]
        # <unions>
        if isinstance(value, UnknownVariant):
            at_root = []
        # </unions>
        if at_root:
            raise reading.invalid(at_root[0], response, content)
        if problems and reading.rules.strict:
            raise reading.invalid(_summary(problems), response, content)
        reading.report((*problems, *reader.not_held), response)
        return cast("T_co", value)


def _encode_text(value: object) -> bytes:
    return value.encode() if isinstance(value, str) else cast("bytes", value)


def decode_text(response: httpx.Response, reading: Reading) -> str:
    """The body as text.

    Raises:
        ResponseValidationError: its charset is unknown, and it is not UTF-8.
    """
    try:
        return text_of(response)
    except ValueError as error:
        problem = "its charset is unknown, and it is not UTF-8"
        raise reading.invalid(problem, response) from error


def one_of(discriminator: str | None = None) -> object:
    """Returns the annotation of an unnamed union that distinguishes its models; loads pydantic."""
    from ..data.models import OneOf

    return OneOf(discriminator)


def _summary(problems: Sequence[FieldDrift]) -> str:
    """Describes the first problems, without values."""
    return "; ".join(f"{field.path}: {field.problem}" for field in problems[:_SHOWN])


class ByMediaType(Decoder[T_co]):
    """Decodes a body by its media type; the first decoder is for undeclared ones."""

    def __init__(self, decoders: Mapping[str, Decoder[T_co]]) -> None:
        super().__init__(next(iter(decoders)))
        self.decoders = {_essence(kind): decoder for kind, decoder in decoders.items()}

    def decode(self, response: httpx.Response, reading: Reading, /) -> T_co:
        """See `Decoder.decode`."""
        kind = _essence(response.headers.get("content-type", ""))
        decoder = self.decoders.get(kind) or next(iter(self.decoders.values()))
        return decoder.decode(response, reading)


def _essence(media_type: str) -> str:
    return media_type.partition(";")[0].strip().lower()


class Envelope(Json[T_co]):
    """A JSON envelope of which the method returns one member.

    Args:
        of: returns the model of the whole body.
        field: the Python name of the member that is returned.
        success: the Python name of the member that is false on failure.
        errors: the Python name of the member that describes the failure.
    """

    def __init__(
        self,
        of: Callable[[], object],
        field: str,
        success: str | None = None,
        errors: str | None = None,
        media_type: str = "application/json",
    ) -> None:
        super().__init__(of, media_type)
        self.field = field
        self.success = success
        self.errors = errors

    def decode(self, response: httpx.Response, reading: Reading, /) -> T_co:
        """Returns the member; see `Decoder.decode`.

        Raises:
            EnvelopeError: the envelope reports failure.
        """
        envelope: object = self.decode_json(response.content, response, reading)
        if self.success and getattr(envelope, self.success, None) is False:
            kind = reading.rules.error_classes().get("envelope", EnvelopeError)
            raise kind(
                describe(response.content, "the envelope says failure", text_encoding(response)),
                response=response, body=envelope, operation=reading.operation,
                request_id_header=reading.rules.request_id_header,
            )  # fmt: skip
        try:
            return cast("T_co", getattr(envelope, self.field))
        except MissingFieldError as error:
            raise reading.invalid(error.message, response) from error

    # <testing>
    def encode(self, value: object, as_json: Callable[[object], bytes], /) -> bytes:
        """Wraps a value in its envelope, unless it is one. Other required members are empty."""
        from ..data.annotations import fields_of, wire_name

        model = cast("type[BaseModel]", self.of())
        fields = fields_of(model)
        keys = {name: wire_name(name, info) for name, info in fields.items()}
        member = keys[self.field]
        if isinstance(value, model) or _has_member(value, member):
            return as_json(value)
        required: dict[str, object] = {
            keys[name]: cast("list[object]", []) if "list" in str(info.annotation).lower() else None
            for name, info in fields.items()
            if info.is_required()
        }
        success = {keys[self.success]: True} if self.success else {}
        return as_json({**required, **success, member: value})

    # </testing>


def _has_member(value: object, name: str) -> bool:
    return isinstance(value, Mapping) and name in cast("Mapping[str, object]", value)
