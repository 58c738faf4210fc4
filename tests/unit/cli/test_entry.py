# How a run ends: its exit code and what it says, whatever happened.
from __future__ import annotations

import io
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from clientloom import __version__
from clientloom.checkout.failures import diagnose_bug
from clientloom.cli import console
from clientloom.cli.entry import Interrupted, run_guarded
from clientloom.diagnostics import Diagnostic, InputError, Span
from clientloom.publish.build import BuildError, Built
from clientloom.publish.package_index import IndexUnreachableError
from clientloom.workflows import release_candidates
from support.command_line import Run
from support.review_cases import BASE


def raising(error: BaseException) -> Callable[[], None]:
    def work() -> None:
        raise error

    return work


FOUND = Diagnostic.error(Span("a.yaml", 3, 5), "wrong-shape", "it is wrong", "correct it")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (SystemExit(1), 1, ""),
        (SystemExit("in words"), 2, ""),
        (InputError([FOUND]), 2, "a.yaml:3:5: error[wrong-shape]: it is wrong; correct it\n"),
        (FileNotFoundError(2, "No such file", "x"), 2, "x: error[system]: No such file"),
        (RuntimeError("a\nfault"), 2, "error[internal]: RuntimeError: a fault"),
        (Interrupted(signal.SIGTERM), 143, "clientloom: interrupted; each package is either unchanged"),
    ],
)  # fmt: skip
def test_every_end_has_a_code_and_a_line(
    error: BaseException, code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_guarded(raising(error)) == code
    out, err = capsys.readouterr()
    assert (out, err.startswith(said)) == ("", True), err
    assert err.count("\n") == bool(said)


def test_a_developer_can_have_the_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLIENTLOOM_TRACEBACK", "1")
    with pytest.raises(RuntimeError, match="fault"):
        diagnose_bug(RuntimeError("fault"))


def test_the_version_and_the_help(run: Run) -> None:
    assert (run("--version").code, run("--version").out) == (0, f"clientloom {__version__}\n")
    empty = run()
    assert empty.code == 2
    assert "generate" in empty.out + empty.err
    assert "error" not in empty.err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_has_colors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", shown := Terminal())
    console.print_diagnostics([FOUND])
    plain = shown.getvalue().replace("\x1b[0m", "")
    assert plain.startswith("a.yaml:3:5: \x1b[")
    assert plain.partition("\x1b[")[2].partition("m")[2].startswith("error[wrong-shape]: it is")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BuildError("no wheel"), "generated/a: error[build]: no wheel; fix the cause and run `clientloom generate a`\n"),
        (InputError([FOUND]), "a.yaml:3:5: error[wrong-shape]"),
    ],
)  # fmt: skip
def test_a_package_that_is_not_built_leaves_the_others_built(
    error: Exception, said: str, checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(_workspace: object, name: str, out: Path) -> Built:
        if name == "a":
            raise error
        return Built(out / "b.whl", out / "b.tar.gz")

    monkeypatch.setattr(release_candidates, "find_problems", lambda *_: ())
    monkeypatch.setattr(release_candidates, "build_vendor", build)
    found = run("build")
    assert (found.code, found.out) == (2, "dist/b.tar.gz\ndist/b.whl\n")
    assert found.err.startswith(said)
    assert checkout.is_dir()


def test_the_runtime_is_built_for_each_library(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(folder: Path, out: Path) -> Built:
        name = "two" if "httpx2" in (folder / "pyproject.toml").read_text("utf-8") else "one"
        return Built(out / f"{name}.whl", out / f"{name}.tar.gz")

    monkeypatch.setattr(release_candidates, "build_package", build)
    found = run("build", "--runtime", "--output", str(checkout / "here"))
    assert (found.code, found.err) == (0, "")
    assert found.out.split() == [f"here/{n}.{e}" for n in ("one", "two") for e in ("tar.gz", "whl")]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BuildError("no wheel"), "generated/a: error[build]: no wheel"),
        (InputError([FOUND]), "a.yaml:3:5: error[wrong-shape]"),
        (PermissionError(13, "Permission denied", "dist"), "dist: error[system]: Permission denied"),
        (ValueError("no page"), "http://127.0.0.1:1/: error[index-unreachable]: no page; check what"),
    ],
)  # fmt: skip
def test_a_package_that_is_not_published_says_why(
    error: Exception, said: str, checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def build(*_: object) -> None:
        raise error

    monkeypatch.setattr(release_candidates, "build_candidate", build)
    found = run("publish", "a", "--index", "http://127.0.0.1:1/")
    assert found.code == 2
    assert said in found.err


def test_what_is_the_matter_with_an_index_is_told_once(
    checkout: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(checkout / "specs/a", checkout / "specs/once")

    def build(*_: object) -> None:
        raise IndexUnreachableError("no login", "log in", "login-refused")

    monkeypatch.setattr(release_candidates, "build_candidate", build)
    found = run("publish", "--all-changed", "--index", "http://127.0.0.1:1/")
    assert (found.code, found.out.count(": failed\n") > 1) == (2, True), found
    assert found.err.count("error[login-refused]: no login; log in\n") == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("update", "a", "--from", "a.yaml", "--no-fetch"), "--no-fetch cannot be combined with --from; give one of them"),
        (("new", "No", "--spec", "a.yaml"), "'No' is not a valid name for a vendor"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant(
    arguments: tuple[str, ...], said: str, checkout: Path, run: Run
) -> None:
    (checkout / "shop.yaml").write_text(BASE, "utf-8")
    found = run(*arguments)
    assert found.code == 2
    assert "error[usage]: " in found.err
    assert said in found.err
    assert checkout.is_dir()
