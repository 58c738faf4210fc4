# A diagnostic that the user has accepted in client.toml. May import diagnostics.
"""`Ignored`: a diagnostic that is not reported, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.diagnostics.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Ignored:
    """A diagnostic that an entry of `[[lint.ignore]]` matches."""

    diagnostic: Diagnostic
    reason: str
