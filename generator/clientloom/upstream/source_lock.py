# specs/<vendor>/source.lock: which bytes of the vendor's document are in the folder. May import diagnostics.
"""`SourceLock`: where a document came from and when, for people, for audits, and to ask only for what is new."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

from clientloom.bounded import read_text
from clientloom.diagnostics import json_text

SOURCE_LOCK = "source.lock"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLock:
    """What was fetched: address, SHA-256 of the bytes, day (UTC, ISO 8601), license, and HTTP validators."""

    source: str
    sha256: str
    fetched: str
    license: str = ""
    etag: str = ""
    last_modified: str = ""
    revision: str = ""

    def text(self) -> str:
        """The file's text: JSON, a line an entry."""
        return json_text(asdict(self)) + "\n"

    @property
    def epoch(self) -> int:
        """The day of the fetch in Unix seconds, for SOURCE_DATE_EPOCH."""
        day = datetime.fromisoformat(self.fetched).replace(tzinfo=UTC)
        return int(day.timestamp())


def read_source_lock(folder: Path) -> SourceLock | None:
    """The lock in a vendor's folder; None where there is none, or none that can be read."""
    try:
        data = json.loads(read_text(folder / SOURCE_LOCK))
        known = {field.name for field in fields(SourceLock)}
        return SourceLock(**{key: str(value) for key, value in data.items() if key in known})
    except (OSError, ValueError, TypeError, AttributeError):
        return None
