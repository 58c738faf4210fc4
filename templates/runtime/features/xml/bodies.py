# The decoder and the encoder of bodies of XML. Imports light modules; the others with the first body.
"""`Xml` and `XML_BODIES`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, TypeVar, cast

from ...core.content import NO_BODY, Body, Encoder
from ...core.errors import InvalidRequestError
from ...core.operations import BodyKind, Operation
from ...data.encoding import drop_unset, encode_json
from ...results.decoders import Json
from ...results.texts import is_charset

if TYPE_CHECKING:
    from ...core.drift import FieldDrift, Reading
    from ...core.http import httpx

T_co = TypeVar("T_co", covariant=True)


class Xml(Json[T_co]):
    """A body of XML as a type, whose metadata and models say how it is written.

    Args:
        of: returns the type.
        media_type: as declared.
    """

    from_text = True

    def __init__(self, of: Callable[[], object], media_type: str = "application/xml") -> None:
        super().__init__(of, media_type)

    def decode(self, response: httpx.Response, reading: Reading, /) -> T_co:
        """Returns the body as the type: texts become numbers and times if the type says so."""
        from .reading import read_xml

        content, charset = response.content, response.charset_encoding
        known = charset if charset and is_charset(charset) else None
        deviations: list[FieldDrift] = []
        try:
            value = read_xml(content, self.of(), known, deviations)
        except (ValueError, RecursionError) as error:
            raise reading.invalid(str(error), response, content) from error
        return self.read_step_by_step(value, content, response, reading, deviations)

    def encode(self, value: object, as_json: Callable[[object], bytes], /) -> bytes:
        """Returns the XML document of a value; see `Decoder.encode`."""
        from .writing import write_xml

        return write_xml(_parse(as_json(value)), self.of())


def _parse(content: bytes) -> object:
    """Parses JSON; numbers keep their digits."""
    return cast("object", json.loads(content, parse_float=str, parse_int=str))


def _xml(
    operation: Operation[object], value: object, extra: Mapping[str, object], kind: str
) -> Body:
    if isinstance(value, Mapping):
        value = {**drop_unset(cast("Mapping[str, object]", value)), **extra}
        if not value and operation.optional_body:
            return NO_BODY
    elif extra:
        raise InvalidRequestError(f"{operation.label}: extra_body needs a body that is an object")
    from .writing import write_xml

    annotation = operation.body_type() if operation.body_type else None
    return Body(write_xml(_parse(encode_json(value)), annotation), kind)


XML_BODIES: Final[Mapping[BodyKind, Encoder]] = {"xml": (_xml, "application/xml", True)}
"""The kind of body that a package with models in XML can send, beside those of every package."""
