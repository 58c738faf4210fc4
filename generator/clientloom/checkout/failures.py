# Diagnostics for the exceptions that end a run, so that every verb and the Python API report them alike. May import
# its neighbours and diagnostics.
"""Turns exceptions of the checkout and of the operating system into diagnostics."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.checkout.atomic import BusyError
from clientloom.checkout.tree import EditedFilesError, ForeignFolderError
from clientloom.diagnostics import Diagnostic, Span

PACKAGE_ERRORS = (BusyError, EditedFilesError, ForeignFolderError)
"""What can prevent a package from being written."""

_EDITED_HINT = "move the edit into the overlay or _custom.py, or overwrite it with --force"
_FOREIGN_HINT = "choose a new or empty folder, or write into this one with --force"


def diagnose(failure: Exception, package: str) -> Iterator[Diagnostic]:
    """Yields the diagnostics for an exception.

    Args:
        failure: one of `PACKAGE_ERRORS`, or an OSError; any other exception is raised again.
        package: the folder of the package, as messages show it.
    """
    match failure:
        case BusyError():
            yield Diagnostic.error(Span(package), "busy", *str(failure).split("; ", 1))
        case ForeignFolderError():
            message = "the folder has other files than this package"
            yield Diagnostic.error(Span(package), "foreign-folder", message, _FOREIGN_HINT)
        case EditedFilesError():
            for change in failure.changes:
                span = Span(f"{package}/{change.path.as_posix()}")
                yield Diagnostic.error(span, "edited-file", "edited manually", _EDITED_HINT)
        case OSError():
            yield from diagnose_system(failure, package)
        case _:
            raise failure


def diagnose_system(failure: OSError, where: str = "clientloom") -> Iterator[Diagnostic]:
    """Yields the diagnostic for an error of the operating system; `where` replaces a missing file name."""
    span = Span(str(failure.filename or where))
    hint = "no package was left half-written; free disk space or correct the permissions"
    yield Diagnostic.error(span, "system", failure.strerror or str(failure), hint)
