# Builds a wheel and an sdist of a generated package with its build backend. May import checkout, scratch and bounded.
"""`build_package`: a wheel and an sdist that depend only on the files of the package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from clientloom.bounded import copy_file
from clientloom.checkout.atomic import exclusive, staging_folder
from clientloom.checkout.repair import repair_folder
from clientloom.scratch import scratch_folder

EARLIEST = 315_532_800
"""1980-01-01 in Unix seconds, the earliest date of a zip file."""

LEFTOVERS = shutil.ignore_patterns(
    "__pycache__", "*.pyc", "dist", "build", ".*_cache", ".venv", ".tox", "*.egg-info"
)
"""Files of other tools that do not belong into a distribution."""


class BuildError(Exception):
    """The build backend failed; the message is its output."""


@dataclass(frozen=True, slots=True)
class Built:
    """The two files of a release."""

    wheel: Path
    sdist: Path

    @property
    def files(self) -> tuple[Path, Path]:
        """Both files, the sdist first: with it, a release is compared with the next one."""
        return (self.sdist, self.wheel)


def build_package(
    folder: Path, out: Path, *, epoch: int = EARLIEST, files: Collection[str] | None = None
) -> Built:
    """Builds the package in `folder` into the folder `out`; of `files` only, if they are given.

    The build runs on a copy with plain permissions and the time `epoch` (Unix seconds, SOURCE_DATE_EPOCH of
    reproducible-builds.org), so that equal files give equal bytes in any folder at any time.

    Raises:
        BuildError: the backend failed.
    """
    refuse_links(folder)
    out.mkdir(parents=True, exist_ok=True)
    repair_folder(out)
    with scratch_folder() as scratch:
        copy = scratch / "package"
        _copy_package(folder, copy, files)
        _flatten_permissions(copy)
        built = _run_backend(copy, scratch / "dist", epoch)
        return Built(_publish_file(built.wheel, out), _publish_file(built.sdist, out))


def _copy_package(folder: Path, copy: Path, files: Collection[str] | None) -> None:
    """Copies a package; of `files` those that are there."""
    if files is None:
        shutil.copytree(folder, copy, ignore=LEFTOVERS, copy_function=copy_file)
        return
    for name in files:
        if (folder / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            copy_file(folder / name, copy / name)


def find_strays(folder: Path, files: Collection[str]) -> Iterator[str]:
    """Yields what is in the import package beside `files`, sorted; what other tools leave there does not count."""
    for place, _, names in _walk(folder / "src"):
        shown = [(place / name).relative_to(folder).as_posix() for name in names]
        yield from (path for path in shown if path not in files)


def _walk(folder: Path) -> Iterator[tuple[Path, list[str], list[str]]]:
    """Walks as `os.walk`, sorted, without what other tools leave."""
    for place, folders, names in os.walk(folder):
        left_out = LEFTOVERS(place, [*folders, *names])
        folders[:] = sorted(set(folders) - left_out)
        yield Path(place), folders, sorted(set(names) - left_out)


def refuse_links(folder: Path) -> None:
    """Refuses links out of the package, whose targets would be released.

    Raises:
        BuildError: a folder is a link, or a file is a link out of the package.
    """
    top = folder.resolve()
    for place, folders, files in _walk(folder):
        for name in (*folders, *files):
            path = place / name
            is_inside = path.resolve().is_relative_to(top) and name not in folders
            if path.is_symlink() and not is_inside:
                shown = path.relative_to(folder).as_posix()
                raise BuildError(f"{shown} is a link; replace it with its target")


def _flatten_permissions(folder: Path) -> None:
    """Gives all files the same permissions, because those of a checkout differ between machines."""
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _run_backend(folder: Path, dist: Path, epoch: int) -> Built:
    """Builds both files with hatchling, the backend in the package's pyproject.toml."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-t", "sdist"]
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TWINE_")}
    # Where a later run removes them if this one is killed.
    temporary = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(dist.parent))
    environment = {**kept, **temporary, "SOURCE_DATE_EPOCH": str(epoch), "PYTHONHASHSEED": "0"}
    result = subprocess.run(  # noqa: S603 - a fixed command
        [*command, "-d", str(dist)],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    wheels, sdists = list(dist.glob("*.whl")), list(dist.glob("*.tar.gz"))
    if result.returncode or not (wheels and sdists):
        said = (result.stderr or result.stdout).strip().splitlines()
        raise BuildError(said[-1] if said else "the build backend made no distributions")
    return Built(wheels[0], sdists[0])


def _publish_file(path: Path, out: Path) -> Path:
    """Moves a finished file into `out` in one step."""
    target = out / path.name
    with exclusive(target):
        shutil.copyfile(path, staging_folder(target))
        return staging_folder(target).replace(target)
