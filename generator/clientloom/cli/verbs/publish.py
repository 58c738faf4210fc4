# clientloom publish: check, build and upload. A dry run unless --yes.
"""The verb `publish`."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import CLEAN, FINDINGS
from clientloom.cli.options import Root, usage_error, workspace

if TYPE_CHECKING:
    from clientloom.checkout.workspace import Workspace
    from clientloom.publish.package_index import Index
    from clientloom.publish.release import Outcome


def run(
    vendors: Annotated[
        list[str] | None,
        typer.Argument(help="Vendors of specs/; none with --all-changed.", metavar="VENDOR"),
    ] = None,
    *,
    index: Annotated[
        str,
        typer.Option(
            "--index", help="Address for uploads, or an index of ~/.pypirc.", metavar="URL"
        ),
    ],
    simple_url: Annotated[
        str,
        typer.Option(
            "--simple-url", help="Address of the simple API, if it is unusual.", metavar="URL"
        ),
    ] = "",
    all_changed: Annotated[
        bool, typer.Option("--all-changed", help="Publish every vendor that the index lacks.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Upload; without it nothing is sent.")] = False,
    root: Root = None,
) -> None:
    """Build packages and upload them to an index, after checking that each may be published.

    User name and password come from TWINE_USERNAME and TWINE_PASSWORD, ~/.pypirc or the keyring.
    """
    place = workspace(root)
    if bool(vendors) == all_changed:
        raise usage_error("publish", "name vendors, or give --all-changed", "one of the two")
    target = open_index(index, simple_url)
    outcomes: list[Outcome] = []
    for name in place.select(vendors or []):
        outcome = publish_vendor(place, name, target, yes=yes)
        console.say(f"{outcome.vendor}: {outcome.status}: {outcome.detail}")
        outcomes.append(outcome)
    if not yes:
        console.complain("a dry run: nothing was uploaded; add --yes to publish")
    raise typer.Exit(code_of(outcomes, all_changed=all_changed))


def open_index(name: str, simple_url: str) -> Index:
    """The index with the login for it."""
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
        raise usage_error("--index", str(error), "correct --index") from None
    try:
        check_url(simple_url or url)
    except UnknownIndexError as error:
        raise usage_error("--simple-url", str(error), "correct --simple-url") from None
    if url.startswith("http://"):
        console.complain(
            f"warning: {url} is not encrypted: password and packages can be read and changed on the"
            " way; use an https address"
        )
    return Index(url, login_for(name), simple_url=simple_url, retry_policy=RetryPolicy())


def publish_vendor(place: Workspace, name: str, index: Index, *, yes: bool) -> Outcome:
    """Publish one vendor; whatever goes wrong is its outcome and leaves the others alone."""
    from clientloom.diagnostics import InputError
    from clientloom.publish.build import BuildError
    from clientloom.publish.package_index import IndexUnreachableError
    from clientloom.publish.release import Outcome, Status, publish_release
    from clientloom.publish.retrying import RetryPolicy
    from clientloom.workflows.release_candidates import candidate

    try:
        with TemporaryDirectory(prefix="clientloom-") as out:
            found = candidate(place, name, Path(out))
            return publish_release(found, index, RetryPolicy(), really=yes)
    except (InputError, BuildError, ValueError) as error:
        return Outcome(name, Status.REFUSED, str(error))
    except (IndexUnreachableError, OSError) as error:
        return Outcome(name, Status.FAILED, f"{type(error).__name__}: {error}")


def code_of(outcomes: list[Outcome], *, all_changed: bool) -> int:
    """1 when a vendor was refused or failed; a version that is there already is fine for --all-changed."""
    from clientloom.publish.release import Status

    bad = {Status.REFUSED, Status.FAILED} | (set() if all_changed else {Status.UNCHANGED})
    return FINDINGS if any(outcome.status in bad for outcome in outcomes) else CLEAN
