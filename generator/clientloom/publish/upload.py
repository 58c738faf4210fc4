# The one place that changes an index. Through twine. Imports its neighbours only.
"""Uploading the files of a release."""

from __future__ import annotations

import contextlib
import io
import logging
from pathlib import Path

import requests
from twine import exceptions, settings
from twine.commands import upload as twine_upload

from clientloom.publish.package_index import Index, file_sha256, is_transient
from clientloom.publish.retrying import RetryPolicy, with_retries

logging.getLogger("twine").addHandler(logging.NullHandler())  # what failed is ours to tell

STATUS_HINTS = {
    401: "; check user name and password",
    403: "; check user name and password, and what they may do",
    404: "; check that --index is the address for uploads",
    405: "; check that --index is the address for uploads",
}
"""What the statuses of a refusal mean for the user."""


class UploadError(Exception):
    """The index refused a file, or could not be reached; the text says which and why."""


def upload_file(index: Index, path: Path, distribution: str, retry_policy: RetryPolicy) -> None:
    """Upload one file and make sure that the index has it.

    An attempt whose answer was lost may have worked all the same, and the next is then refused: what counts
    is what the index holds.

    Raises:
        UploadError: the index refused, or stayed away.
    """

    def attempt() -> None:
        try:
            upload_once(index, path)
        except requests.RequestException:
            if not has_file(index, path, distribution):
                raise

    try:
        with_retries(attempt, retry_policy, should_retry=is_transient)
    except requests.HTTPError as error:
        status = error.response.status_code if error.response is not None else 0
        text = f"{path.name}: the index answered with status {status}{STATUS_HINTS.get(status, '')}"
        raise UploadError(text) from None
    except requests.RequestException as error:
        raise UploadError(f"{path.name}: {type(error).__name__}") from None
    except exceptions.TwineException as error:
        raise UploadError(f"{path.name}: {error}") from None


def has_file(index: Index, path: Path, distribution: str) -> bool:
    """Has the index this very file?"""
    wanted = file_sha256(path)
    releases = index.project(distribution).releases
    return any(release.files.get(path.name) == wanted for release in releases)


def upload_once(index: Index, path: Path) -> None:
    """One upload by twine, whose prints are swallowed: they belong to its own command line."""
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
