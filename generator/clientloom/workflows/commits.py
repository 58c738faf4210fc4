# Reads a git repository around the checkout by the command git. May import diagnostics.
"""What a commit holds."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path

from clientloom.diagnostics import InputError, Span


def run_git(folder: Path, arguments: Sequence[str], text: str) -> bytes:
    """Runs a git command in a folder and returns its output. Errors name the argument `text`.

    Raises:
        InputError: git fails or is not installed.
    """
    command = ["git", "-C", str(folder), *arguments]
    try:
        result = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 (the revision is checked before)
    except OSError as error:
        raise InputError.at(
            Span(text), "git", f"git cannot be run: {error}", "install git"
        ) from None
    if result.returncode:
        said = result.stderr.decode("utf-8", "replace").strip().splitlines()
        message = said[0] if said else "failed"
        raise InputError.at(
            Span(text), "git", f"git failed: {message}", "name a commit that has it"
        )
    return result.stdout


def committed_file(path: Path) -> bytes | None:
    """Returns a file as the last commit has it; None where there is no commit with it, or no git."""
    folder = next(parent for parent in path.absolute().parents if parent.is_dir())
    inside = path.absolute().relative_to(folder).as_posix()
    try:
        return run_git(folder, ["show", f"HEAD:./{inside}"], path.name)
    except InputError:
        return None
