# Thousands of damaged documents through the whole tool: whatever they hold, it ends soon, with a package that
# works or a message that says where the fault is. A script (`python tests/corpus/fuzz.py --count 5000`), and the
# function behind test_fuzz.py.
"""The fuzz run: one line for each document that was not handled well."""

from __future__ import annotations

import argparse
import ast
import importlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from corpus.mutate import mutated
from support.limits import TooMuchWork, processor_time

MOST_SECONDS = 5.0
"""Processor time for one document."""
SILENCE = 90.0
"""Seconds without a word, after which a worker is taken to hang where Python cannot end it."""
PACKAGE = "fuzzed"
VERIFIED = 25
"""One in so many is verified too."""
GOOD = frozenset({"ok", "refused"})


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one document: "ok", "refused", or a kind of fault, with words about it."""

    number: int
    kind: str
    words: str = ""
    seconds: float = 0.0


def examine(number: int, folder: Path) -> Result:
    """Everything that the tool does with a damaged document, in an empty folder."""
    path = folder / "openapi.json"
    path.write_bytes(mutated(number).encode("utf-8", "surrogatepass"))
    began = time.process_time()
    try:
        with processor_time(MOST_SECONDS), warnings.catch_warnings():
            warnings.simplefilter("error", SyntaxWarning)
            kind, words = _examine(path, folder, verified=number % VERIFIED == 0)
    except TooMuchWork as much:
        kind, words = "slow", f"{much} ({_origin(much)})"
    except Exception as error:  # noqa: BLE001 (every fault of the tool is told, whatever it is)
        text = " ".join(f"{type(error).__name__}: {error}".split())
        kind, words = "crash", f"{text[:300]} ({_origin(error)})"
    return Result(number, kind, words, round(time.process_time() - began, 2))


def _examine(path: Path, folder: Path, *, verified: bool) -> tuple[str, str]:
    from clientloom.config.load import one_off
    from clientloom.diagnostics import InputError
    from clientloom.pipeline import analyse, render_analysed
    from clientloom.symbols import SymbolLock
    from clientloom.workflows.inventory import inventory

    vendor = one_off(path, PACKAGE)
    try:
        analysis = analyse(vendor, symbols=SymbolLock(), root=folder)
    except InputError as refused:
        return _refusal(refused)
    for diagnostic in analysis.report.diagnostics:
        if unprintable(diagnostic.listing()):
            return "unprintable", repr(diagnostic.listing())[:300]
    rendered = render_analysed(vendor, analysis, root=folder)
    json.dumps(inventory(rendered.api, analysis.report))
    if rendered.api.operations_in != len(rendered.api.operations):
        return "lost", f"{rendered.api.operations_in} in, {len(rendered.api.operations)} out"
    return (
        _package(rendered.files, folder) if not verified else _verified(rendered, analysis, folder)
    )


def _refusal(refused: Any) -> tuple[str, str]:
    text = str(refused)
    if unprintable(text):
        return "unprintable", repr(text)[:300]
    if not all(d.span.file and d.code and d.message for d in refused.diagnostics):
        return "without a place", text[:300]
    return "refused", text[:200]


def _package(files: Mapping[Any, str], folder: Path) -> tuple[str, str]:
    for name, text in files.items():
        if unprintable(text):
            return "unprintable", str(name)
        if name.suffix == ".py":
            try:
                ast.parse(text)
            except SyntaxError as error:
                return "does not compile", f"{name}: {error}"
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    return _imported(folder / "src")


def _imported(source: Path) -> tuple[str, str]:
    sys.path.insert(0, str(source))
    try:
        for path in sorted(source.rglob("*.py")):
            name = ".".join(path.relative_to(source).with_suffix("").parts)
            importlib.import_module(name.removesuffix(".__init__"))
    except Exception as error:  # noqa: BLE001 (a package that cannot be imported is a finding)
        return "does not import", f"{type(error).__name__}: {error}"[:300]
    finally:
        sys.path.remove(str(source))
        importlib.invalidate_caches()
        for name in [name for name in sys.modules if name.split(".")[0] == PACKAGE]:
            del sys.modules[name]
    return "ok", ""


def _verified(rendered: Any, analysis: Any, folder: Path) -> tuple[str, str]:
    from clientloom.verify.run import verify

    found = _package(rendered.files, folder)
    if found[0] == "ok":
        verify(rendered.api, analysis.document.root, folder / "src")
    return found


def unprintable(text: str) -> set[str]:
    """Characters that a terminal acts upon, or does not show."""
    odd = {c for c in set(text) if not c.isprintable() and c not in "\n\t"}
    return {c for c in odd if unicodedata.category(c) != "Zs"}


def _origin(error: BaseException) -> str:
    """Where in the tool it happened: the deepest line of it, and of whatever it called."""
    places = []
    trace = error.__traceback__
    while trace is not None:
        places.append((trace.tb_frame.f_code.co_filename, trace.tb_lineno))
        trace = trace.tb_next
    own = [place for place in places if "clientloom" in place[0] and "fuzz.py" not in place[0]]
    return ", ".join(
        f"{Path(file).name}:{line}" for file, line in dict.fromkeys([*own[-1:], *places[-1:]])
    )


def work(numbers: range) -> None:
    """What a worker does: a line when it begins a document, and one when it is done."""
    for number in numbers:
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        with TemporaryDirectory(prefix="clientloom-fuzz-") as folder:
            result = examine(number, Path(folder))
        sys.stdout.write(json.dumps(asdict(result)) + "\n")
        sys.stdout.flush()


def run(numbers: range) -> Iterator[Result]:
    """The results of a range; a worker that dies or hangs is one, and another goes on behind it."""
    while numbers:
        at = numbers.start
        with _worker(numbers) as process:
            for line in _lines(process):
                if line.strip().isdecimal():
                    at = int(line)
                elif line.startswith("{"):
                    yield Result(**json.loads(line))
                    at += 1
            if process.poll() is None:
                _kill(process)
        if at < numbers.stop:
            yield Result(at, "hang" if process.returncode == -signal.SIGKILL else "died")
        numbers = range(at + 1, numbers.stop)


def _worker(numbers: range) -> subprocess.Popen[str]:
    command = [sys.executable, __file__, "--worker", f"{numbers.start}:{numbers.stop}"]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", start_new_session=True
    )


def _lines(process: subprocess.Popen[str]) -> Iterator[str]:
    lines: Queue[str | None] = Queue()

    def read() -> None:
        for line in process.stdout or ():
            lines.put(line)
        lines.put(None)

    threading.Thread(target=read, daemon=True).start()
    while True:
        try:
            line = lines.get(timeout=SILENCE)
        except Empty:
            return
        if line is None:
            process.wait()
            return
        yield line


def _kill(process: subprocess.Popen[str]) -> None:
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--start", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, help="write the documents that went wrong to this folder"
    )
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        start, stop = map(int, options.worker.split(":"))
        work(range(start, stop))
        return 0
    kinds: Counter[str] = Counter()
    slowest = Result(0, "ok")
    for result in run(range(options.start, options.start + options.count)):
        kinds[result.kind] += 1
        slowest = max(slowest, result, key=lambda r: r.seconds)
        if result.kind not in GOOD:
            sys.stdout.write(f"{result.number}\t{result.kind}\t{result.seconds}\t{result.words}\n")
            sys.stdout.flush()
            if options.keep:
                options.keep.mkdir(parents=True, exist_ok=True)
                text = mutated(result.number).encode("utf-8", "surrogatepass")
                (options.keep / f"{result.number}.json").write_bytes(text)
    sys.stdout.write(f"{dict(kinds)}; the slowest was {slowest.number} with {slowest.seconds} s\n")
    return 0 if set(kinds) <= GOOD else 1


if __name__ == "__main__":
    sys.exit(main())
