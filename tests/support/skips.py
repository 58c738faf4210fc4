# A plugin for pytest: in CI a test is skipped for a reason that tests/skips.toml lists, or the run fails.
from __future__ import annotations

import os
import re
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from support.corpus import CORPUS

LIST = Path(__file__).parents[1] / "skips.toml"
WORLD: Mapping[str, bool] = {
    "always": True,
    "without the corpus": not CORPUS.is_dir(),
    "not Linux": sys.platform != "linux",
}
"""What can be true of the machine that runs the tests."""
_OUTPUT = "skip_reasons"


@dataclass(frozen=True, slots=True)
class Allowed:
    """A reason for which a test may be skipped where `where` is true."""

    reason: str
    where: str

    def matches(self, reason: str) -> bool:
        """Whether this entry allows the reason."""
        return WORLD[self.where] and re.fullmatch(self.reason, reason) is not None


def read_list(path: Path) -> list[Allowed]:
    """The entries of a list."""
    return [Allowed(**entry) for entry in tomllib.loads(path.read_text("utf-8"))["allowed"]]


def unlisted(reasons: Sequence[str], allowed: Sequence[Allowed]) -> list[str]:
    """The reasons that no entry allows."""
    return sorted({one for one in reasons if not any(entry.matches(one) for entry in allowed)})


def unused(reasons: Sequence[str], allowed: Sequence[Allowed]) -> list[Allowed]:
    """The entries that apply here and that no test used."""
    return [
        entry
        for entry in allowed
        if WORLD[entry.where] and not any(entry.matches(one) for one in reasons)
    ]


@dataclass(eq=False)  # pluggy keeps plugins in sets
class SkipRule:
    """Collects the reasons of a run and judges them at its end."""

    allowed: list[Allowed]
    reasons: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            self._note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:
            self._note(report)

    def _note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        assert isinstance(report.longrepr, tuple)
        self.reasons.append(report.longrepr[2].removeprefix("Skipped: "))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        """A worker of xdist has ended: a module that is skipped as a whole is only known there."""
        self.reasons += getattr(node, "workeroutput", {}).get(_OUTPUT, ())

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        output = getattr(session.config, "workeroutput", None)
        if output is not None:
            output[_OUTPUT] = sorted(set(self.reasons))
            return
        self.problems += [f"skipped: {one}" for one in unlisted(self.reasons, self.allowed)]
        if session.exitstatus == pytest.ExitCode.OK and _is_whole(session.config):
            self.problems += [f"unused: {one.reason}" for one in unused(self.reasons, self.allowed)]
        if self.problems and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        if self.problems:
            terminalreporter.section("CI hides nothing: see tests/skips.toml", sep="=", red=True)
        for problem in self.problems:
            terminalreporter.line(problem)


def _is_whole(config: pytest.Config) -> bool:
    """A part of the suite cannot show that an entry is unused."""
    chosen = (config.option.keyword, config.option.markexpr, config.option.deselect)
    return config.args_source is pytest.Config.ArgsSource.TESTPATHS and not any(chosen)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--skip-list", type=Path, default=LIST, help="why a test may be skipped where CI=true"
    )


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI") == "true":
        config.pluginmanager.register(SkipRule(read_list(config.getoption("--skip-list"))))
