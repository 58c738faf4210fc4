# Every error that a verb prints has the form `file:line:col: error[code]: what is wrong; what to do`, without the place
# where there is no file, and a code that `clientloom explain` knows. Exit code 2 means bad input, 1 findings.
from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from clientloom.cli import entry
from clientloom.cli.app import VERBS
from clientloom.diagnostics import CODES
from support.command_line import Result, Run

DOCUMENT = """\
openapi: 3.1.0
info: {title: Acme, version: "1"}
servers: [{url: 'https://api.example.com'}]
paths:
  /things:
    get:
      operationId: listThings
      tags: [things]
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: array, items: {type: string}}}}}
"""
FORM = re.compile(
    r"(?:\S[^;]*?(?::\d+:\d+)?: )?(?P<severity>error|warning|note)\[(?P<code>[a-z0-9-]+)\]: \S.*"
)
STATUS = re.compile(
    r"  |acme: not updated; no file was changed$|\S+: \d+ warnings?, \d+ notes?|dry run: nothing was"
)
"""Lines that are not diagnostics: the source below one, the files of a package, and counts."""


@dataclass(frozen=True, slots=True)
class Case:
    """A command, the exit code, and the codes that it prints; `prepare` changes the checkout before."""

    arguments: str
    exit_code: int
    codes: tuple[str, ...]
    prepare: Callable[[Path], object] = lambda root: root


def settings(text: str) -> Callable[[Path], object]:
    return lambda root: (root / "specs/acme/client.toml").write_text(text, "utf-8")


def document(text: str) -> Callable[[Path], object]:
    return lambda root: (root / "specs/acme/openapi.yaml").write_text(text, "utf-8")


def generate(root: Path) -> None:
    assert entry.run(["generate", "--root", str(root)]) == 0


def edit(root: Path) -> None:
    generate(root)
    client = root / "generated/acme/src/acme/_client.py"
    client.write_text("# mine\n", "utf-8")


def outdate(root: Path) -> None:
    generate(root)
    document(DOCUMENT.replace("listThings", "findThings"))(root)


def damage_lock(root: Path) -> None:
    generate(root)
    (root / "generated/acme/clientloom.lock").write_text("<<<<<<< mine\n", "utf-8")


def damage_surface(root: Path) -> None:
    generate(root)
    (root / "generated/acme/clientloom.surface.json").write_text("{", "utf-8")


def occupy(root: Path) -> None:
    (root / "out").mkdir()
    (root / "out" / "notes.txt").write_text("mine", "utf-8")


INDEX = "--index http://127.0.0.1:9/"
ONE_OFF = "--spec specs/acme/openapi.yaml --package acme --output out"
UNKNOWN_KEY = settings('[package]\nname = "acme"\nversio = "1"\n')
UPSTREAM = settings('[package]\nname = "acme"\n[upstream]\nfile = "gone.yaml"\n')
NOT_OPENAPI = document("- 1\n")
LOOSE = document(DOCUMENT.replace("type: array, items: {type: string}", "type: quantity"))

CASES = [
    *(Case(f"{verb} --nope", 2, ("usage",)) for verb in VERBS),
    *(Case(f"{verb} --root", 2, ("usage",)) for verb in VERBS if verb != "explain"),
    *(
        Case(f"{verb} nobody", 2, ("unknown-vendor",))
        for verb in ("generate", "update", "verify", "build")
    ),
    *(
        Case(f"{verb} acme", 2, ("unknown-key",), UNKNOWN_KEY)
        for verb in ("generate", "inspect", "lint")
    ),
    *(Case(f"{verb} acme", 2, ("unknown-key",), UNKNOWN_KEY) for verb in ("update", "verify")),
    *(
        Case(f"{verb} acme", 2, ("not-openapi",), NOT_OPENAPI)
        for verb in ("generate", "inspect", "verify")
    ),
    Case("genrate", 2, ("usage",)),
    Case("--nope", 2, ("usage",)),
    Case("generate --jobs many", 2, ("usage",)),
    Case("generate --jobs 0", 2, ("usage",)),
    Case("generate --base .", 2, ("usage",)),
    Case("generate --base nowhere", 2, ("usage",)),
    Case("generate --root nowhere", 2, ("usage",)),
    Case("generate --spec specs/acme/openapi.yaml", 2, ("usage",)),
    Case(f"generate acme {ONE_OFF}", 2, ("usage",)),
    Case(f"generate {ONE_OFF.replace('acme --', 'a-b --')}", 2, ("usage",)),
    Case(f"generate {ONE_OFF.replace('openapi', 'gone')}", 2, ("missing-file",)),
    Case(f"generate {ONE_OFF}", 2, ("foreign-folder",), occupy),
    Case("generate", 2, ("edited-file",), edit),
    Case("generate --check", 1, ("edited-file",), edit),
    Case("generate --check", 1, ("out-of-date",)),
    Case("generate --check", 1, ("out-of-date",), outdate),
    Case("generate", 2, ("damaged-lock",), damage_lock),
    Case("inspect", 2, ("usage",)),
    Case("inspect nothing", 2, ("usage",)),
    Case("inspect acme --package other", 2, ("usage",)),
    Case("inspect acme --base .", 2, ("usage",)),
    Case("inspect specs/acme/openapi.yaml --package a-b", 2, ("usage",)),
    Case("inspect acme specs", 2, ("usage",)),
    Case("lint", 2, ("usage",)),
    Case("lint nothing", 2, ("usage",)),
    Case("lint acme --format xml", 2, ("usage",)),
    Case("lint acme", 1, ("wrong-shape",), LOOSE),
    Case("lint acme", 2, ("not-openapi",), NOT_OPENAPI),
    Case("explain no-such-code", 2, ("usage",)),
    Case("explain usage internal", 2, ("usage",)),
    Case("diff", 2, ("usage",)),
    Case("diff acme", 2, ("usage",)),
    Case("diff acme nothing", 2, ("unknown-input",)),
    Case("diff acme acme@v9", 2, ("git",)),
    Case("diff acme acme --fail-on worst", 2, ("usage",)),
    Case("diff acme generated/acme", 2, ("no-surface",), damage_surface),
    Case("update --from gone.yaml acme", 2, ("fetch",)),
    Case("update --from gone.yaml", 2, ("usage",)),
    Case("update acme --pr-body no/where.md", 2, ("usage",)),
    Case("update acme", 2, ("fetch",)),
    Case("update", 2, ("fetch",), UPSTREAM),
    Case("verify acme --spec openapi.yaml", 2, ("usage",)),
    Case("verify acme --base .", 2, ("usage",)),
    Case("verify --spec gone.yaml", 2, ("missing-file",)),
    Case("build acme", 2, ("not-generated",)),
    Case("build acme", 1, ("edited-file",), edit),
    Case("build acme", 1, ("edited-file",), damage_surface),
    Case("publish acme", 2, ("usage",)),
    Case(f"publish {INDEX}", 2, ("usage",)),
    Case(f"publish acme --all-changed {INDEX}", 2, ("usage",)),
    Case("publish acme --index nowhere", 2, ("usage",)),
    Case("publish acme --index ftp://index.example/", 2, ("usage",)),
    Case(f"publish acme {INDEX} --simple-url nowhere", 2, ("usage",)),
    Case(f"publish nobody {INDEX}", 2, ("unencrypted-index", "unknown-vendor")),
    Case(f"publish acme {INDEX}", 2, ("unencrypted-index", "not-generated")),
    Case(f"publish acme {INDEX}", 1, ("unencrypted-index", "edited-file"), edit),
    Case(f"publish acme {INDEX}", 1, ("unencrypted-index", "out-of-date"), outdate),
    Case("new", 2, ("usage",)),
    Case("new other", 2, ("usage",)),
    Case("new Other! --spec specs/acme/openapi.yaml", 2, ("usage",)),
    Case("new acme --spec specs/acme/openapi.yaml", 2, ("usage",)),
    Case("new other --spec gone.yaml", 2, ("missing-file",)),
    Case("new other --spec specs/acme/openapi.yaml", 2, ("not-openapi",), NOT_OPENAPI),
]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A checkout of one vendor, `acme`."""
    (tmp_path / "specs/acme").mkdir(parents=True)
    settings('[package]\nname = "acme"\n')(tmp_path)
    document(DOCUMENT)(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def printed_codes(found: Result) -> set[str]:
    """The codes of a run whose every line has the form; an error says what to do."""
    codes = set()
    for line in [*found.err.splitlines(), *(li for li in found.out.splitlines() if "[" in li)]:
        match = FORM.fullmatch(line)
        if match is None:
            assert STATUS.match(line), line
            continue
        assert match["severity"] != "error" or "; " in line, line
        codes.add(match["code"])
    return codes


def test_errors_name_files_of_the_checkout_by_their_path_in_it(checkout: Path, run: Run) -> None:
    damage_lock(checkout)
    own = checkout / "specs/acme/own/package"
    own.mkdir(parents=True)
    for arguments, said in (
        (("generate", "nobody"), "specs: error[unknown-vendor]"),
        (("generate",), "generated/acme/clientloom.lock:1:1: error[damaged-lock]"),
        (("build",), "generated/acme/clientloom.lock:1:1: error[damaged-lock]"),
    ):
        assert said in run(*arguments, "--root", str(checkout)).err


def case_id(case: Case) -> str:
    return f"{case.arguments}: {case.codes[-1]}"


@pytest.mark.parametrize("case", CASES, ids=case_id)
def test_an_error_has_a_registered_code_and_says_what_to_do(
    checkout: Path, run: Run, capsys: pytest.CaptureFixture[str], case: Case
) -> None:
    case.prepare(checkout)
    capsys.readouterr()
    found = run(*case.arguments.split())
    assert found.code == case.exit_code, found
    assert printed_codes(found) == set(case.codes), found
    assert set(case.codes) <= CODES
    assert "Traceback" not in found.err


def test_every_verb_is_tried() -> None:
    assert {case.arguments.split()[0] for case in CASES} >= VERBS.keys()


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_is_explained(run: Run, code: str) -> None:
    found = run("explain", code)
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith(f"{code} (")
