# What verify found out. Imports the standard library only.
"""The findings of a verification, by operation."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clientloom.document.document import Json


class Outcome(StrEnum):
    """The outcome of an operation: all calls are right, one is not, or something was not checked."""

    OK = "ok"
    MISMATCH = "mismatch"
    UNCHECKED = "unchecked"


@dataclass(frozen=True, slots=True, kw_only=True)
class OperationReport:
    """The findings of one operation. `problems` are mismatches; `unchecked` says what was not checked and why.

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
        """The worst outcome of the calls."""
        if self.problems:
            return Outcome.MISMATCH
        return Outcome.UNCHECKED if self.unchecked else Outcome.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The findings of all operations, and the problems of the package as a whole."""

    package: str
    findings: Sequence[OperationReport]
    problems: Sequence[str] = ()

    @property
    def is_clean(self) -> bool:
        """Whether nothing contradicts the document."""
        return not self.problems and all(f.outcome is not Outcome.MISMATCH for f in self.findings)

    def counts(self) -> Mapping[Outcome, int]:
        """Returns the number of operations by outcome."""
        found = Counter(f.outcome for f in self.findings)
        return {outcome: found[outcome] for outcome in Outcome}

    def as_json(self) -> Mapping[str, Json]:
        """Returns the findings for `--json`."""
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
