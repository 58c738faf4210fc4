# A script: kills each command that writes, at every change of the disk or at random moments, runs another command,
# and prints what is then wrong. `python tests/workflow/kills.py --every`, or `--count 200`. `--publish`
# kills `publish` alone at every change, with an index on loopback.
from __future__ import annotations

import argparse
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache, partial
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).parents[1])]

from support.checkouts import texts  # noqa: E402 (after the path)
from support.index_server import PASSWORD, USERNAME, index_server  # noqa: E402
from support.killing import (  # noqa: E402
    READING,
    WRITING,
    Whole,
    Wholes,
    execute,
    faults_after,
    first_state,
    leftovers,
    prepare,
    run_whole,
    state,
)

KILL = str(int(signal.SIGKILL))


def kill_at_random(
    before: Path, folder: Path, wholes: Wholes, *, count: int, seed: int
) -> list[str]:
    """Kills commands at random changes and at random times; the faults, each with how to repeat it."""
    moments = random.Random(seed)
    faults = []
    for number in range(count):
        verb = moments.choice(sorted(WRITING))
        name = moments.choice(sorted(READING))
        root = prepare(before, folder / str(number), verb)
        label = f"--seed {seed}, kill {number}, {verb}"
        if number % 2:
            at = moments.randint(1, len(wholes(verb).changes))
            execute(root, WRITING[verb], STOP_AT=str(at), STOP_WITH=KILL)
        else:
            _kill_after(root, verb, moments.random() * 2.0)
        faults += [f"{label}: {fault}" for fault in _check(root, verb, name, wholes(verb))]
    return faults


def kill_at_every_change(before: Path, folder: Path) -> Iterator[str]:
    """Kills each command before each of its changes of the disk; another verb follows each time, in turn."""
    names = cycle(READING)
    for verb in WRITING:
        whole = run_whole(before, folder / verb, verb)
        print(f"{verb}: {len(whole.changes)} changes", flush=True)  # noqa: T201 (a script)
        for at in range(1, len(whole.changes) + 1):
            root = prepare(before, folder / f"{verb}-{at}", verb)
            execute(root, WRITING[verb], STOP_AT=str(at), STOP_WITH=KILL)
            for fault in _check(root, verb, next(names), whole):
                yield f"{verb} killed before change {at} ({whole.changes[at - 1]}): {fault}"


def kill_publishing(before: Path, folder: Path) -> Iterator[str]:
    """Kills `publish` before each of its changes of the disk; it comes again and completes the release."""
    names = cycle(READING)
    with index_server(folder / "index") as index:
        publish = partial(
            execute,
            arguments=("publish", "shop", "--index", index.url, "--yes"),
            TWINE_USERNAME=USERNAME,
            TWINE_PASSWORD=PASSWORD,
        )
        listed = folder / "publish.changes"
        root = prepare(before, folder / "publish", "publish")
        old, done = state(root), publish(root, STOP_LIST=str(listed))
        assert done.code == 0, done
        released, changes = texts(index.folder), listed.read_text("utf-8").splitlines()
        whole = Whole(old, old, tuple(changes))
        print(f"publish: {len(changes)} changes", flush=True)  # noqa: T201 (a script)
        for at, change in enumerate(changes, 1):
            for path in index.folder.iterdir():
                path.unlink()
            root = prepare(before, folder / f"publish-{at}", "publish")
            publish(root, STOP_AT=str(at), STOP_WITH=KILL)
            faults = faults_after(root, next(names), whole, "publish")
            again = publish(root)
            if texts(index.folder) != released or again.code:
                faults.append(f"publish again: another release: {again}")
            for fault in [*faults, *(f"publish again: left {path}" for path in leftovers(root))]:
                yield f"publish killed before change {at} ({change}): {fault}"


def _kill_after(root: Path, verb: str, seconds: float) -> None:
    """Kills a command by the clock, wherever it is."""
    with suppress(subprocess.TimeoutExpired):
        execute(root, WRITING[verb], timeout=seconds)


def _check(root: Path, verb: str, name: str, whole: Whole) -> list[str]:
    """A verb that reads follows, then the killed command again."""
    faults = faults_after(root, name, whole, verb)
    again = execute(root, WRITING[verb])
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
    asked = parser.parse_args()
    with TemporaryDirectory() as scratch:
        folder = Path(scratch)
        before = first_state(folder / "before")
        faults: list[str] = []
        if asked.every:
            faults += kill_at_every_change(before, folder)
        elif not asked.publish:
            run = cache(lambda verb: run_whole(before, folder / verb, verb))
            faults += kill_at_random(before, folder, run, count=asked.count, seed=asked.seed)
        if asked.every or asked.publish:
            faults += kill_publishing(before, folder)
    print("\n".join([*faults, f"{len(faults)} faults"]))  # noqa: T201 (a script)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
