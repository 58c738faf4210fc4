# The file specs/<vendor>/source.lock, which records what was fetched. May import diagnostics and bounded.
"""`SourceLock`: where a document came from and when; also makes the next request conditional."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path

from clientloom.bounded import read_text
from clientloom.diagnostics import json_text

SOURCE_LOCK = "source.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLock:
    """What was fetched: URL, SHA-256 of the bytes, date (UTC, ISO 8601), license, and HTTP validators.

    `files` has the source and the SHA-256 of each file that the document refers to, by its path in the vendor's folder.
    """

    source: str
    sha256: str
    fetched: str
    license: str = ""
    etag: str = ""
    last_modified: str = ""
    revision: str = ""
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def text(self) -> str:
        """Returns the text of the file: JSON, one line for each entry."""
        content = asdict(self)
        if not self.files:
            del content["files"]
        return json_text(content) + "\n"

    @property
    def epoch(self) -> int:
        """The date of the fetch in Unix seconds, for SOURCE_DATE_EPOCH."""
        day = datetime.fromisoformat(self.fetched).replace(tzinfo=UTC)
        return int(day.timestamp())


def read_source_lock(folder: Path) -> SourceLock | None:
    """Reads the lock of a vendor's folder; None if it is missing or damaged."""
    try:
        data = json.loads(read_text(folder / SOURCE_LOCK))
        known = {field.name for field in fields(SourceLock)} - {"files"}
        files = {str(name): dict(about) for name, about in data.get("files", {}).items()}
        texts = {key: str(value) for key, value in data.items() if key in known}
        return SourceLock(**texts, files=files)
    except (OSError, ValueError, TypeError, AttributeError):
        return None
