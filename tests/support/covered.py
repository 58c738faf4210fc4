# For `tox -e coverage`: what a package has of the runtime are parts, whose lines have other numbers than the source.
"""`write_package`: with the whole runtime under coverage, so that coverage of the copy is coverage of the source."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from clientloom.workflows.release_candidates import write_files

RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"
IS_MEASURED = "COVERAGE_RUN" in os.environ
HEADER = "# In place of the first line, which is a comment.\n"


def write_package(files: Mapping[PurePosixPath, str], folder: Path) -> Path:
    """Writes a package, and returns the folder to import it from.

    Under coverage it has whole modules of the runtime instead of parts of them, and is below `whole/`: only there are
    copies measured (pyproject.toml). One that uses httpx2 stays: its modules name another library than the source.
    """
    homes = {
        path.parents[1]
        for path, text in files.items()
        if path.match("_runtime/core/http.py") and "httpx2" not in text
    }
    write_files(files, folder)
    if not (IS_MEASURED and homes):
        return folder / "src"
    whole = {
        home / source.relative_to(RUNTIME).as_posix(): _whole(source)
        for home in homes
        for source in RUNTIME.rglob("*.py")
        if source.parent != RUNTIME
    }
    write_files({**files, **whole}, folder / "whole")
    return folder / "whole" / "src"


def _whole(source: Path) -> str:
    text = source.read_text("utf-8")
    return HEADER + text.partition("\n")[2] if text.startswith("#") else text
