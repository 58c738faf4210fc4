from __future__ import annotations

import pytest
from clientloom.normalize.operations.media.media_types import MediaKind, media_kind


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("application/json", MediaKind.JSON),
        ("Application/JSON; charset=utf-8", MediaKind.JSON),
        ("application/vnd.github.v3+json", MediaKind.JSON),
        ("application/x-ndjson", MediaKind.JSON_LINES),
        ("application/stream+json", MediaKind.JSON_LINES),
        ("text/event-stream", MediaKind.EVENT_STREAM),
        ("multipart/form-data", MediaKind.MULTIPART),
        ("application/x-www-form-urlencoded", MediaKind.FORM),
        ("text/csv", MediaKind.TEXT),
        ("application/xml", MediaKind.MARKUP),
        ("application/problem+xml", MediaKind.MARKUP),
        ("text/yaml", MediaKind.MARKUP),
        ("image/svg+xml", MediaKind.BYTES),
        ("application/pdf", MediaKind.BYTES),
        ("application/vnd.kubernetes.protobuf", MediaKind.BYTES),
    ],
)
@pytest.mark.parametrize("structured", [True, False])
def test_a_media_type_has_one_kind(media_type: str, kind: MediaKind, *, structured: bool) -> None:
    assert media_kind(media_type, structured=structured) is kind


def test_a_range_is_json_only_with_a_schema() -> None:
    assert media_kind("*/*", structured=True) is MediaKind.JSON
    assert media_kind("*/*", structured=False) is MediaKind.BYTES
    assert media_kind("image/*", structured=True) is MediaKind.BYTES
