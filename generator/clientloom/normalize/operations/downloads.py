# Methods that answer with bytes: bytes, or a download that the caller reads. May import ir, config and this room.
"""`choose_downloads`: whether the settings want a download."""

from __future__ import annotations

from dataclasses import replace

from clientloom.config.settings import OperationConfig
from clientloom.diagnostics import InputError
from clientloom.ir import BytesResult, Result
from clientloom.normalize.operations.resources import settings_key
from clientloom.normalize.operations.responses import Success
from clientloom.normalize.operations.selection import Site
from clientloom.normalize.reader_context import ReaderContext


def choose_downloads(
    successes: tuple[Success, ...], site: Site, settings: OperationConfig, context: ReaderContext
) -> tuple[Success, ...]:
    """Returns the successes with downloads in place of bytes, if the settings of the operation or package say so.

    Raises InputError for an operation that has such a setting, and never answers with bytes.
    """
    binary = [success for success in successes if isinstance(success.result, BytesResult)]
    if settings.download and not binary:
        keys = ("operations", settings_key(site, context.config), "download")
        message = f"operation {site.operation_id or site.key!r} does not answer with bytes"
        raise InputError.at(
            context.config.locate(keys), "no-download", message, "remove `download`"
        )
    if (settings.download or context.config.package.downloads) != "stream":
        return successes
    return tuple(o.with_results(_as_stream) if o in binary else o for o in successes)


def _as_stream(result: Result) -> Result:
    return replace(result, streamed=True) if isinstance(result, BytesResult) else result
