# What becomes of a finding that the user has looked at and accepted. May import diagnostics.
"""`Ignored`: a finding with the reason why it is not reported."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.diagnostics.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Ignored:
    """A finding that an entry of `[[lint.ignore]]` covers."""

    diagnostic: Diagnostic
    reason: str
