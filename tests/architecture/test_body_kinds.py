# The runtime has an encoder for each kind of body that the IR knows, and no other.
from __future__ import annotations

from clientloom.ir import DEFAULT_MEDIA_TYPES, BodyKind

from templates.runtime import UPLOADS, XML_BODIES
from templates.runtime.wire.bodies import _ENCODERS


def test_each_kind_of_body_has_an_encoder() -> None:
    assert _ENCODERS.keys() | UPLOADS.keys() | XML_BODIES.keys() == set(BodyKind)
    assert set(BodyKind) == DEFAULT_MEDIA_TYPES.keys()
