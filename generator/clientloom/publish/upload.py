# The only module that changes an index; it uses twine. Imports the other modules of publish only.
"""Uploads the files of a release."""

from __future__ import annotations

import contextlib
import io
import logging
from pathlib import Path

import requests
from twine import exceptions, settings
from twine.commands import upload as twine_upload

from clientloom.publish.package_index import (
    NO_LOGIN_HINT,
    REFUSALS,
    Index,
    file_sha256,
    is_transient,
)
from clientloom.publish.retrying import RetryPolicy, with_retries

logging.getLogger("twine").addHandler(logging.NullHandler())  # errors are reported by this tool

STATUS_HINTS = {
    **REFUSALS,
    404: "check that --index is the URL for uploads",
    405: "check that --index is the URL for uploads",
}
"""What to do after a response with one of these status codes."""


class UploadError(Exception):
    """The index refused a file or cannot be reached. `hint` says what to do, "" if nothing special is known."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


def upload_file(index: Index, path: Path, distribution: str, retry_policy: RetryPolicy) -> None:
    """Uploads one file and checks that the index has it.

    If the response to an upload is lost, the index may have the file and refuse it the next time. Therefore a
    failed upload succeeds if the index has the file.

    Raises:
        UploadError: the index refused the file or cannot be reached.
    """

    def attempt() -> None:
        try:
            _upload_once(index, path)
        except requests.RequestException:
            if not _has_file(index, path, distribution):
                raise

    try:
        with_retries(attempt, retry_policy, should_retry=is_transient)
    except requests.HTTPError as error:
        status = error.response.status_code if error.response is not None else 0
        message = f"{path.name}: the index answered with status {status}"
        hint = NO_LOGIN_HINT if status == 401 and not index.login else STATUS_HINTS.get(status, "")
        raise UploadError(message, hint) from None
    except requests.RequestException as error:
        raise UploadError(f"{path.name}: {type(error).__name__}") from None
    except exceptions.TwineException as error:
        raise UploadError(f"{path.name}: {error}") from None


def _has_file(index: Index, path: Path, distribution: str) -> bool:
    """Returns whether the index has this file."""
    wanted = file_sha256(path)
    releases = index.project(distribution).releases
    found = (release.files.get(path.name) for release in releases)
    return any(file is not None and index.sha256(file) == wanted for file in found)


def _upload_once(index: Index, path: Path) -> None:
    """Uploads a file with twine, and suppresses what twine prints."""
    login = index.login
    chosen = settings.Settings(
        repository_url=index.url,
        username=login.username if login else "",
        password=login.password if login else "",
        non_interactive=True,
        disable_progress_bar=True,
    )
    with contextlib.redirect_stdout(io.StringIO()):
        twine_upload.upload(chosen, [str(path)])
