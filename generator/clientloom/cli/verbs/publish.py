# clientloom publish: checks, builds and uploads packages; a dry run without --yes.
"""The verb `publish`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cli import console
from clientloom.cli.build_failure import build_failure
from clientloom.cli.codes import BAD_INPUT, CLEAN, FINDINGS
from clientloom.cli.options import Root, find_workspace, usage_error
from clientloom.diagnostics import Diagnostic, InputError, Span
from clientloom.scratch import scratch_folder

if TYPE_CHECKING:
    from clientloom.checkout.workspace import Workspace
    from clientloom.publish.package_index import Index
    from clientloom.publish.release import ReleaseOutcome


def run(
    vendors: Annotated[
        list[str] | None,
        typer.Argument(help="Vendors in specs/. Omit them with --all-changed.", metavar="VENDOR"),
    ] = None,
    *,
    index: Annotated[
        str,
        typer.Option(
            "--index", help="Upload URL, or the name of an index in ~/.pypirc.", metavar="URL"
        ),
    ],
    simple_url: Annotated[
        str,
        typer.Option(
            "--simple-url",
            help="URL of the index's simple API. Default: derived from --index.",
            metavar="URL",
        ),
    ] = "",
    all_changed: Annotated[
        bool,
        typer.Option(
            "--all-changed", help="Publish every vendor whose version the index does not have."
        ),
    ] = False,
    yes: Annotated[
        bool, typer.Option("--yes", help="Upload. Without it, publish is a dry run.")
    ] = False,
    root: Root = None,
) -> None:
    """Build packages, check them, and upload them to a package index.

    Reads the user name and password from TWINE_USERNAME and TWINE_PASSWORD, ~/.pypirc or the keyring.
    """
    from clientloom.publish.release import Status

    workspace = find_workspace(root)
    if bool(vendors) == all_changed:
        message = "publish needs either vendors or --all-changed"
        raise usage_error(message, "name vendors, or give --all-changed")
    target = open_index(index, simple_url)
    outcomes: list[ReleaseOutcome] = []
    for name in workspace.select(vendors or []):
        outcome = _publish_vendor(workspace, name, target, yes=yes)
        _print_outcome(outcome, outcomes, all_changed=all_changed)
        outcomes.append(outcome)
    if not yes and any(outcome.status is Status.READY for outcome in outcomes):
        console.print_status("dry run: nothing was uploaded; add --yes to publish")
    raise typer.Exit(_exit_code(outcomes, all_changed=all_changed))


def _print_outcome(
    outcome: ReleaseOutcome, before: Sequence[ReleaseOutcome], *, all_changed: bool
) -> None:
    """Prints the result for a vendor, and the reasons if it was not published that no vendor `before` had."""
    detail = f": {outcome.detail}" if outcome.detail else ""
    console.print_line(f"{outcome.vendor}: {outcome.status}{detail}")
    if _exit_code([outcome], all_changed=all_changed):
        told = {found for other in before for found in other.diagnostics}
        console.print_diagnostics(d for d in outcome.diagnostics if d not in told)


def open_index(name: str, simple_url: str) -> Index:
    """Returns the index with its credentials."""
    from clientloom.publish.credentials import (
        UnknownIndexError,
        check_url,
        index_url,
        login_for,
    )
    from clientloom.publish.package_index import Index
    from clientloom.publish.retrying import RetryPolicy

    try:
        url = index_url(name)
    except UnknownIndexError as error:
        raise usage_error(f"--index: {error}", error.hint or "correct --index") from None
    try:
        check_url(simple_url or url)
    except UnknownIndexError as error:
        raise usage_error(f"--simple-url: {error}", error.hint or "correct --simple-url") from None
    if url.startswith("http://"):
        message = (
            "the connection is not encrypted: others can read the password and change packages"
        )
        hint = "use an https URL"
        found = Diagnostic.warning(Span(url), "unencrypted-index", message, hint)
        console.print_diagnostics([found])
    return Index(url, login_for(name), simple_url=simple_url, retry_policy=RetryPolicy())


def _publish_vendor(workspace: Workspace, name: str, index: Index, *, yes: bool) -> ReleaseOutcome:
    """Publishes one vendor. A failure becomes its outcome and does not stop the other vendors."""
    from clientloom.checkout.failures import diagnose_system
    from clientloom.publish.build import BuildError
    from clientloom.publish.package_index import IndexUnreachableError
    from clientloom.publish.release import ReleaseOutcome, Status, publish_release
    from clientloom.publish.retrying import RetryPolicy
    from clientloom.workflows.release_candidates import build_candidate

    try:
        with scratch_folder() as out:
            found = build_candidate(workspace, name, out)
            return publish_release(found, index, RetryPolicy(), upload=yes)
    except InputError as error:
        problems = error.diagnostics
    except BuildError as error:
        problems = (build_failure(workspace, name, error),)
    except IndexUnreachableError as error:
        problems = (Diagnostic.error(Span(index.url), error.code, str(error), error.hint),)
    except ValueError as error:
        hint = "check what --index and --simple-url return"
        problems = (Diagnostic.error(Span(index.url), "index-unreachable", str(error), hint),)
    except OSError as error:
        problems = tuple(diagnose_system(error))
    return ReleaseOutcome(name, Status.FAILED, diagnostics=problems)


def _exit_code(outcomes: list[ReleaseOutcome], *, all_changed: bool) -> int:
    """Returns 2 if a vendor failed, 1 if one was refused, else 0.

    A version that the index already has counts as refused, except with `--all-changed`.
    """
    from clientloom.publish.release import Status

    refused = {Status.REFUSED} | (set() if all_changed else {Status.UNCHANGED})
    if any(outcome.status is Status.FAILED for outcome in outcomes):
        return BAD_INPUT
    return FINDINGS if any(outcome.status in refused for outcome in outcomes) else CLEAN
