# Every document of a folder through the whole tool: generate, import, lint, type-check, call, regenerate, reorder.
# A script (`python tests/corpus/gate.py FOLDER --table FILE`) and the functions behind test_gate.py.
"""The corpus gate: one row a document, one column a check, "ok" or what went wrong."""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))  # it is a script too

from corpus.reorder import turned_round

CHECKS = ("generate", "complete", "ruff", "format", "verify", "again", "reorder", "mypy", "pyright")
_TYPED = 12_000_000
"""Bytes of generated Python that are type-checked in one go."""


@dataclass(slots=True)
class Row:
    """What happened to one document."""

    document: str
    operations: int = 0
    anys: int = 0
    seconds: float = 0
    results: dict[str, str] = field(default_factory=dict)

    @property
    def is_clean(self) -> bool:
        """Whether every check that ran went well."""
        found = (self.results.get(check, "ok") for check in CHECKS)
        return all(result in {"ok", "refused"} for result in found)


def documents(folder: Path) -> list[Path]:
    """The documents that the manifests below a folder list, small ones first."""
    found: set[Path] = set()
    for manifest in sorted(folder.rglob("MANIFEST.tsv")):
        names = [line.split("\t")[0] for line in manifest.read_text("utf-8").splitlines()[1:]]
        found |= {path for name in names if (path := manifest.parent / name).is_file()}
    return sorted(found, key=lambda path: (path.stat().st_size, str(path)))


def sampled(paths: Sequence[Path], home: Path, count: int) -> list[Path]:
    """So many of the documents, always the same ones: a new document takes the place of at most one of them."""
    ranked = sorted(paths, key=lambda path: _rank(path.relative_to(home).as_posix()))
    chosen = set(ranked[:count])
    return [path for path in paths if path in chosen]


def _rank(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()


def package_of(document: Path) -> str:
    """The import name for a document: unique, and a hint what it is."""
    stem = "".join(c if c.isascii() and c.isalnum() else "_" for c in document.stem.lower())[:30]
    return f"c_{stem}_{hashlib.sha256(str(document).encode()).hexdigest()[:6]}"


def examine(document: Path, home: Path, output: Path, checks: Sequence[str]) -> Row:
    """All checks of one document but the type checks, which are cheaper together.

    The package is left in `output`, in a folder named after it.
    """
    start = time.monotonic()
    row = Row(str(document.relative_to(home)))
    try:
        _examine(document, output, checks, row)
    except Exception as error:  # noqa: BLE001  a gate tells of every fault of the tool, whatever it is
        text = " ".join(f"{type(error).__name__}: {error}".split())
        due = next((c for c in ("generate", *checks) if c not in row.results), "generate")
        row.results[due] = f"crash: {text[:300]} ({_origin(error)})"
    row.seconds = time.monotonic() - start
    return row


def _origin(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}"


def _examine(document: Path, output: Path, checks: Sequence[str], row: Row) -> None:
    from clientloom.config.load import one_off
    from clientloom.diagnostics import InputError
    from clientloom.pipeline import analyse, render_analysed
    from clientloom.symbols import SymbolLock
    from clientloom.workflows.inventory import inventory

    vendor = one_off(document, package_of(document))
    folder = output / vendor.package.name
    try:
        analysis = analyse(vendor, symbols=SymbolLock(), root=document.parent)
    except InputError as refused:
        where = refused.diagnostics[0].span if refused.diagnostics else None
        located = where is not None and bool(where.file)
        row.results["generate"] = "refused" if located else f"refused without a place: {refused}"
        row.results["refused"] = str(refused)[:300]
        return
    rendered = render_analysed(vendor, analysis, root=document.parent)
    row.results["generate"] = "ok"
    _write(rendered.files, folder)
    coverage: Any = inventory(rendered.api, analysis.report)["coverage"]
    row.operations, row.anys = coverage["operations"]["in"], coverage["any"]["total"]
    same = coverage["operations"]["in"] == coverage["operations"]["out"]
    row.results["complete"] = "ok" if same else f"operations lost: {coverage['operations']}"
    if "ruff" in checks:
        row.results["ruff"] = _tool("ruff", "check", "--quiet", "--no-cache", folder)
        row.results["format"] = _tool("ruff", "format", "--check", "--no-cache", folder)
    if "verify" in checks:
        row.results["verify"] = _verified(rendered.api, analysis.document.root, folder)
    if "again" in checks:
        row.results["again"] = _again(vendor, rendered.files, folder, document.parent)
    if "reorder" in checks:
        row.results["reorder"] = _reordered(
            document, rendered.files, several=len(analysis.document.sha256) > 1
        )


def _write(files: Mapping[Any, str], folder: Path) -> None:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _tool(*command: str | Path) -> str:
    done = subprocess.run(
        [sys.executable, "-m", *map(str, command)], capture_output=True, text=True, check=False
    )
    lines = (done.stdout + done.stderr).strip().splitlines()
    return "ok" if done.returncode == 0 else f"{len(lines)}: {' / '.join(lines[:3])[:400]}"


def _verified(api: Any, document: Mapping[str, Any], folder: Path) -> str:
    from clientloom.verify.run import verify

    found = verify(api, document, folder / "src")
    (folder / "verify.json").write_text(json.dumps(found.as_json(), indent=1), "utf-8")
    if found.is_clean:
        return "ok"
    bad = [p for f in found.findings for p in f.problems]
    return f"{len(bad) + len(found.problems)}: {[*found.problems, *bad][0][:300]}"


def _again(vendor: Any, files: Mapping[Any, str], folder: Path, root: Path) -> str:
    """A second rendering, with the lock of the first."""
    from clientloom.checkout.package_lock import read_lock
    from clientloom.pipeline import render_package

    lock = read_lock(folder)
    return _compared(files, render_package(vendor, lock=lock, root=root).files)


def _compared(one: Mapping[Any, str], other: Mapping[Any, str], but: str = "") -> str:
    names = {path for path in {*one, *other} if str(path) != but}
    changed = sorted(str(path) for path in names if one.get(path) != other.get(path))
    return "ok" if not changed else f"{len(changed)} files differ: {', '.join(changed[:3])}"


def _reordered(document: Path, files: Mapping[Any, str], *, several: bool) -> str:
    """The same document with paths, schemas and properties the other way round, where it is one file."""
    from clientloom.checkout.package_lock import LOCK_NAME
    from clientloom.config.load import one_off
    from clientloom.pipeline import render_package

    tree = _read(document)
    if tree is None or several:
        return "ok"
    with TemporaryDirectory(prefix="clientloom-gate-") as folder:
        turned = Path(folder, document.name)
        turned.write_text(json.dumps(turned_round(tree)), "utf-8")
        vendor = one_off(turned, package_of(document))
        found = render_package(vendor, root=Path(folder)).files
    return _compared(files, found, but=LOCK_NAME)


def _read(document: Path) -> Any:
    """The tree of a JSON document; YAML only where reading it as JSON values changes nothing."""
    text = document.read_text("utf-8-sig")
    if text.lstrip().startswith("{"):
        return json.loads(text)
    from clientloom.document.files.yaml_text import parse_yaml

    return json.loads(json.dumps(parse_yaml(text).tree))


def type_check(rows: Iterable[Row], home: Path, output: Path, checks: Sequence[str]) -> None:
    """mypy --strict and pyright over the packages, many at a time; fills in the rows."""
    done = [row for row in rows if row.results.get("generate") == "ok"]
    for batch in _batches(done, home, output):
        packages = {package_of(home / row.document): row for row in batch}
        for tool, run in (("mypy", _mypy), ("pyright", _pyright)):
            if tool in checks:
                for row in batch:
                    row.results[tool] = "ok"
                for package, messages in run(list(packages), output).items():
                    said = f"{len(messages)}: {' / '.join(messages[:2])[:400]}"
                    if package in packages:
                        packages[package].results[tool] = said
                    else:
                        for row in batch:
                            row.results[tool] = said


def _batches(rows: Sequence[Row], home: Path, output: Path) -> Iterator[list[Row]]:
    batch: list[Row] = []
    size = 0
    for row in rows:
        folder = output / package_of(home / row.document)
        weight = sum(path.stat().st_size for path in folder.rglob("*.py"))
        if batch and size + weight > _TYPED:
            yield batch
            batch, size = [], 0
        batch.append(row)
        size += weight
    if batch:
        yield batch


def _mypy(packages: Sequence[str], output: Path) -> Mapping[str, list[str]]:
    paths = os.pathsep.join(str(output / name / "src") for name in packages)
    command = [sys.executable, "-m", "mypy", "--strict", "--no-error-summary", "--config-file="]
    command += ["--cache-dir", str(output / ".mypy_cache"), "--show-error-codes"]
    command += [part for name in packages for part in ("-p", name)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "MYPYPATH": paths}
    )
    found: dict[str, list[str]] = {}
    lines = [line for line in done.stdout.splitlines() if ": error:" in line]
    for line in lines or ([done.stdout + done.stderr] if done.returncode else []):
        _file_under(found, line, packages)
    return found


def _file_under(found: dict[str, list[str]], line: str, packages: Sequence[str]) -> None:
    name = next((name for name in packages if f"{name}/" in line), "")
    found.setdefault(name, []).append(line.rpartition(f"/src/{name}/")[2].strip())


def _pyright(packages: Sequence[str], output: Path) -> Mapping[str, list[str]]:
    config = output / "pyrightconfig.json"
    content = {
        "include": [f"{name}/src" for name in packages],
        "executionEnvironments": [
            {"root": f"{name}/src", "pythonVersion": "3.11"} for name in packages
        ],
        "pythonVersion": "3.11",
    }
    config.write_text(json.dumps(content), "utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pyright", "--outputjson", "-p", str(config)),
            *("--pythonpath", sys.executable),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, list[str]] = {}
    try:
        said = json.loads(done.stdout)["generalDiagnostics"]
    except (ValueError, KeyError):
        return {"": [(done.stdout + done.stderr)[:400]]}
    for d in said:
        if d["severity"] == "error":
            line = d.get("range", {}).get("start", {}).get("line", 0) + 1
            _file_under(found, f"{d['file']}:{line}: {d['message']}", packages)
    return found


def run(
    folder: Path,
    output: Path,
    chosen: Sequence[Path],
    *,
    checks: Sequence[str] = CHECKS,
    jobs: int = 2,
) -> Iterator[Row]:
    """The chosen documents of a folder; a row as soon as it is known, those with types at the end."""
    rows = []
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        work = [pool.submit(examine, path, folder, output, checks) for path in chosen]
        for finished in as_completed(work):
            rows.append(finished.result())
            yield rows[-1]
    type_check(rows, folder, output, checks)
    yield from (row for row in rows if {"mypy", "pyright"} & row.results.keys())


def table(rows: Iterable[Row], checks: Sequence[str]) -> str:
    """Tab-separated values, one row a document, with a line of totals."""
    last = {row.document: row for row in rows}
    lines = ["\t".join(("document", "operations", "any", "seconds", *checks))]
    for name in sorted(last):
        row = last[name]
        cells = [row.results.get(check, "-") for check in checks]
        numbers = (str(row.operations), str(row.anys), f"{row.seconds:.1f}")
        lines.append("\t".join((name, *numbers, *(" ".join(c.split()) for c in cells))))
    totals = [_total(last.values(), check) for check in checks]
    operations = sum(row.operations for row in last.values())
    lines.append("\t".join((f"{len(last)} documents", str(operations), "", "", *totals)))
    return "\n".join(lines) + "\n"


def _total(rows: Iterable[Row], check: str) -> str:
    kinds = Counter(
        result if (result := row.results.get(check, "-")) in {"ok", "refused", "-"} else "failed"
        for row in rows
    )
    return ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()) if kind != "-")


def _chosen(folder: Path, given: argparse.Namespace) -> list[Path]:
    found = documents(folder)
    if given.sample:
        found = sampled(found, folder, given.sample)
    words = given.only.split(",")
    return [
        path
        for path in found
        if any(word in str(path.relative_to(folder)) for word in words)
        and (not given.most or path.stat().st_size <= given.most)
    ]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="CLIENTLOOM_CORPUS when not given")
    parser.add_argument("--table", type=Path, default=Path("corpus.tsv"))
    parser.add_argument("--output", type=Path, help="keep the packages in this folder")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--most", type=int, default=0, help="leave out larger documents (bytes)")
    parser.add_argument("--sample", type=int, help="so many documents only, always the same ones")
    parser.add_argument(
        "--only", default="", help="documents whose names contain one of these words"
    )
    parser.add_argument("--checks", default=",".join(CHECKS))
    given = parser.parse_args()
    folder = given.folder or Path(os.environ.get("CLIENTLOOM_CORPUS", ""))
    if not folder.is_dir() or not documents(folder):
        parser.error("name a folder with a MANIFEST.tsv, or set CLIENTLOOM_CORPUS")
    checks = tuple(given.checks.split(","))
    output = given.output or Path(TemporaryDirectory(prefix="clientloom-gate-").name)
    output.mkdir(parents=True, exist_ok=True)
    rows = []
    chosen = _chosen(folder, given)
    for row in run(folder, output, chosen, checks=checks, jobs=given.jobs):
        rows.append(row)
        given.table.write_text(table(rows, checks), "utf-8")
        sys.stderr.write(
            f"{'ok  ' if row.is_clean else 'FAIL'} {row.seconds:6.1f}s {row.document}\n"
        )
    if not given.output:
        shutil.rmtree(output)
    return 0 if all(row.is_clean for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
