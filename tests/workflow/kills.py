# A script: kills each command that writes, at every change of the disk or at random moments, runs another command,
# and prints what is then wrong. `python tests/workflow/kills.py --every`, or `--count 200`. `--publish`
# kills `publish` alone at every change, with an index on loopback. For every change it runs a command once, keeps what
# SIGKILL would leave at each, and goes on from there; equal states and equal repeats are tried once. All commands
# follow each kind of state in turn, and then the cheapest one. A checkout is copied hundreds of times: TMPDIR should
# name a file system in memory.
from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[1])]

from support.checkouts import texts  # noqa: E402 (after the path)
from support.command_line import Result  # noqa: E402
from support.index_server import PASSWORD, USERNAME, index_server  # noqa: E402
from support.killing import (  # noqa: E402
    READING,
    WRITING,
    Execute,
    Whole,
    Wholes,
    execute,
    faults_after,
    first_state,
    leftovers,
    prepare,
    run_whole,
    state,
    temporary,
)
from support.moments import (  # noqa: E402
    Moment,
    content_of,
    different,
    execute_forked,
    load_all,
    record,
)

KILL = str(int(signal.SIGKILL))
IN_TURN = tuple(sorted(READING, key="verify".__eq__))
"""What follows a kill; `verify`, which takes longer than all others, comes last."""
CHEAPEST = "inspect"


def kill_at_random(
    before: Path, folder: Path, wholes: Wholes, *, count: int, seed: int, run: Execute = execute
) -> list[str]:
    """Kills commands at random changes and at random times; the faults, each with how to repeat it.

    `run` runs all of them.
    """
    moments = random.Random(seed)
    faults = []
    for number in range(count):
        verb = moments.choice(sorted(WRITING))
        name = moments.choice(sorted(READING))
        root = prepare(before, folder / str(number), verb)
        label = f"--seed {seed}, kill {number}, {verb}"
        if number % 2:
            at = moments.randint(1, len(wholes(verb).changes))
            run(root, WRITING[verb], STOP_AT=str(at), STOP_WITH=KILL)
        else:
            _kill_after(root, verb, moments.random() * 2.0, run)
        found = _check(root, verb, name, wholes(verb), run)
        faults += [f"{label}: {fault}" for fault in found]
    return faults


def kill_at_every_change(
    before: Path, folder: Path, verbs: Sequence[str] = tuple(WRITING)
) -> Iterator[str]:
    """Kills each command before each of its changes of the disk; another verb follows each time, in turn."""
    for verb in verbs:
        following = _Following()
        whole = run_whole(before, folder / verb, verb)
        root = prepare(before, folder / f"{verb}-killed", verb)
        folders = (root, temporary(root))
        moments = record(root, WRITING[verb], folders, folder / f"{verb}-moments")
        again = _Again(root, folders, partial(execute_forked, arguments=WRITING[verb]))
        for at, moment in _told(verb, moments):
            moment.restore(folders)
            name = following.next_for(root)
            faults = faults_after(root, name, whole, verb, execute_forked)
            done = again()
            if done and state(root) != whole.new:
                faults.append(f"{verb} again, after {name}: not the new state: {done}")
            faults += [f"{verb} again: left {path}" for path in leftovers(root)]
            for fault in faults:
                yield f"{verb} killed before change {at} ({moment.change}): {fault}"
        shutil.rmtree(folder / f"{verb}-moments")


def kill_publishing(before: Path, folder: Path) -> Iterator[str]:
    """Kills `publish` before each of its changes of the disk; it comes again and completes the release."""
    following = _Following()
    login = {"TWINE_USERNAME": USERNAME, "TWINE_PASSWORD": PASSWORD}
    with index_server(folder / "index") as index:
        command = ("publish", "shop", "--index", index.url, "--yes")
        root = prepare(before, folder / "publish", "publish")
        old, folders = state(root), (root, temporary(root), index.folder)
        moments = record(root, command, folders, folder / "publish-moments", **login)
        released, whole = texts(index.folder), Whole(old, old, ())
        run: Execute = execute_forked
        again = _Again(root, folders, partial(run, arguments=command, **login))
        for at, moment in _told("publish", moments):
            moment.restore(folders)
            name = following.next_for(root)
            faults = faults_after(root, name, whole, "publish", execute_forked)
            done = again()
            is_done = done and "already-published" in done.err  # killed when all was uploaded
            if done and (texts(index.folder) != released or (done.code and not is_done)):
                faults.append(f"publish again: another release: {done}")
            faults += [f"publish again: left {path}" for path in leftovers(root)]
            for fault in faults:
                yield f"publish killed before change {at} ({moment.change}): {fault}"


def _told(verb: str, moments: Sequence[Moment]) -> Iterator[tuple[int, Moment]]:
    """The moments that differ, told as they begin."""
    found = list(different(moments))
    print(f"{verb}: {len(moments)} changes, {len(found)} states", flush=True)  # noqa: T201 (a script)
    for number, (at, moment) in enumerate(found, 1):
        if number % 50 == 0:
            print(f"{verb}: {number} states checked", flush=True)  # noqa: T201 (a script)
        yield at, moment


class _Following:
    """The commands that follow: for each kind of state all in turn, and then the cheapest one."""

    def __init__(self) -> None:
        self.left: dict[Hashable, list[str]] = {}

    def next_for(self, root: Path) -> str:
        """The next command for a state: the same files of the user, and work files of the same names."""
        work = frozenset(path.name for path in root.glob("*/.clientloom/*"))
        kind = (frozenset(state(root).items()), work, bool(list(temporary(root).iterdir())))
        left = self.left.setdefault(kind, list(IN_TURN))
        return left.pop(0) if left else CHEAPEST


class _Again:
    """The killed command once more; once only where the folders have the same content."""

    def __init__(self, root: Path, folders: Sequence[Path], run: Callable[[Path], Result]) -> None:
        self.root, self.folders, self.run = root, folders, run
        self.seen = set[bytes]()

    def __call__(self) -> Result | None:
        content = content_of(self.folders)
        if content in self.seen:
            return None
        self.seen.add(content)
        return self.run(self.root)


def _kill_after(root: Path, verb: str, seconds: float, run: Execute) -> None:
    """Kills a command by the clock, wherever it is."""
    with suppress(subprocess.TimeoutExpired):
        run(root, WRITING[verb], timeout=seconds)


def _check(root: Path, verb: str, name: str, whole: Whole, run: Execute) -> list[str]:
    """A verb that reads follows, then the killed command again."""
    faults = faults_after(root, name, whole, verb, run)
    again = run(root, WRITING[verb])
    if state(root) != whole.new:
        faults.append(f"{verb} again, after {name}: not the new state: {again}")
    return faults + [f"{verb} again: left {path}" for path in leftovers(root)]


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--publish", action="store_true", help="kill `publish` only")
    parser.add_argument("--every", action="store_true")
    parser.add_argument("--verb", choices=WRITING, help="with --every: kill this command only")
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        before = first_state(folder / "before")
        load_all()
        faults: list[str] = []
        if asked.every:
            verbs = (asked.verb,) if asked.verb else tuple(WRITING)
            faults += kill_at_every_change(before, folder, verbs)
        elif not asked.publish:
            run = cache(lambda verb: run_whole(before, folder / verb, verb))
            faults += kill_at_random(
                before, folder, run, count=asked.count, seed=asked.seed, run=execute_forked
            )
        if asked.publish or (asked.every and not asked.verb):
            faults += kill_publishing(before, folder)
    print("\n".join([*faults, f"{len(faults)} faults"]))  # noqa: T201 (a script)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
