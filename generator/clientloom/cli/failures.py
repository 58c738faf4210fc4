# What stops a run, as diagnostics: one form and one code for one thing, whichever verb meets it.
"""Exceptions of the checkout and of the system, told as `file: error[code]: what; what to do`."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.checkout.atomic import BusyError
from clientloom.checkout.tree import EditedFilesError, ForeignFolderError
from clientloom.diagnostics import Diagnostic, Span

PACKAGE_ERRORS = (BusyError, EditedFilesError, ForeignFolderError)
"""What can stand in the way of writing a package."""

_EDITED_HINT = "move the edit into the overlay or _custom.py, or overwrite it by --force"
_FOREIGN_HINT = "name a new or an empty folder, or write into this one by --force"


def diagnose(failure: Exception, package: str) -> Iterator[Diagnostic]:
    """The findings that an exception stands for, about the package in the folder `package`, as it is shown."""
    match failure:
        case BusyError():
            yield Diagnostic.error(Span(package), "busy", *str(failure).split("; ", 1))
        case ForeignFolderError():
            message = "the folder holds something else than this package"
            yield Diagnostic.error(Span(package), "foreign-folder", message, _FOREIGN_HINT)
        case EditedFilesError():
            for change in failure.changes:
                span = Span(f"{package}/{change.path.as_posix()}")
                yield Diagnostic.error(span, "edited-file", "edited by hand", _EDITED_HINT)
        case OSError():
            yield from diagnose_system(failure, package)
        case _:
            raise failure


def diagnose_system(failure: OSError, where: str = "clientloom") -> Iterator[Diagnostic]:
    """The finding that the operating system refused."""
    span = Span(str(failure.filename or where))
    hint = "nothing was half-written; make room for it, or correct its permissions"
    yield Diagnostic.error(span, "system", failure.strerror or str(failure), hint)
