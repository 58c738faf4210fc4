# What verify found out. Imports the standard library only.
"""Findings by operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clientloom.document.document import Json


class Outcome(StrEnum):
    """The state of an operation: every call as it should be, one that is not, or something left unjudged."""

    OK = "ok"
    MISMATCH = "mismatch"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One operation: `problems` are mismatches, `unchecked` says what could not be checked and why.

    `pointer` is the operation's JSON pointer in the document.
    """

    operation: str
    accessor: str
    calls: int
    pointer: str = ""
    problems: Sequence[str] = ()
    unchecked: Sequence[str] = ()

    @property
    def outcome(self) -> Outcome:
        """The worst of what was found."""
        if self.problems:
            return Outcome.MISMATCH
        return Outcome.UNCHECKED if self.unchecked else Outcome.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """All operations of a package, and what is wrong with it as a whole."""

    package: str
    findings: Sequence[Finding]
    problems: Sequence[str] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing contradicts the document."""
        return not self.problems and all(f.outcome is not Outcome.MISMATCH for f in self.findings)

    def counts(self) -> Mapping[Outcome, int]:
        """How many operations ended in each outcome."""
        found = Counter(f.outcome for f in self.findings)
        return {outcome: found[outcome] for outcome in Outcome}

    def as_json(self) -> Mapping[str, Json]:
        """For `--json`."""
        return {
            "package": self.package,
            "summary": {str(k): v for k, v in self.counts().items()},
            "problems": list(self.problems),
            "operations": [
                {
                    "operation": f.operation,
                    "accessor": f.accessor,
                    "outcome": str(f.outcome),
                    "calls": f.calls,
                    "problems": list(f.problems),
                    "unchecked": list(f.unchecked),
                }
                for f in self.findings
            ],
        }
