# clientloom update: fetch, review, bump, changelog, regenerate, all or nothing.
"""The verb `update`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN
from clientloom.cli.failures import PACKAGE_ERRORS, diagnose
from clientloom.cli.options import Root, usage_error, workspace
from clientloom.diagnostics import InputError, Span

if TYPE_CHECKING:
    from clientloom.checkout.workspace import Workspace
    from clientloom.upstream.fetched import Fetched
    from clientloom.workflows.update import Plan


def run(
    vendors: Annotated[
        list[str] | None,
        typer.Argument(help="Vendors of specs/; all with an [upstream].", metavar="VENDOR"),
    ] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only report what would change.")
    ] = False,
    from_: Annotated[
        Path | None,
        typer.Option("--from", help="Take this document instead of fetching one.", metavar="FILE"),
    ] = None,
    pr_body: Annotated[
        Path | None,
        typer.Option(
            "--pr-body", help="Write the review as Markdown to this file.", metavar="FILE"
        ),
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files that were edited by hand.")
    ] = False,
    allow_shrunk: Annotated[
        bool,
        typer.Option(
            "--allow-shrunk", help="Take a document that lost more than half of its size."
        ),
    ] = False,
    root: Root = None,
) -> None:
    """Take what the vendors published: show what changed, regenerate, and raise the version."""
    place = workspace(root)
    names = select_vendors(place, vendors or [])
    if from_ is not None and len(names) != 1:
        raise usage_error("--from", "it takes one document for one vendor", "name the vendor")
    if pr_body is not None and not pr_body.parent.is_dir():
        raise usage_error(str(pr_body), "there is no folder for this file", "correct --pr-body")
    wishes = UpdateOptions(from_, dry_run=dry_run, force=force, allow_shrunk=allow_shrunk)
    bodies: list[str] = []
    codes = [update_vendor(place, name, wishes, bodies) for name in names]
    if pr_body is not None:
        pr_body.write_text("\n".join(bodies) or "Nothing new.\n", "utf-8", newline="\n")
    raise typer.Exit(max(codes, default=CLEAN))


@dataclass(frozen=True, slots=True)
class UpdateOptions:
    """The options that hold for each vendor; `given` is the document of `--from`."""

    given: Path | None
    dry_run: bool
    force: bool
    allow_shrunk: bool


def select_vendors(place: Workspace, names: list[str]) -> tuple[str, ...]:
    """The vendors that were named, or all that say where their document comes from.

    One whose settings cannot be read is among them: its turn is where that is told.
    """
    if names:
        return place.select(names)
    return tuple(name for name in place.vendors() if has_upstream(place, name))


def has_upstream(place: Workspace, name: str) -> bool:
    """Does a vendor say where its document comes from, as far as that can be read?"""
    from clientloom.config.load import load_vendor

    try:
        upstream = load_vendor(place.vendor(name), root=place.root).upstream
    except InputError:
        return True
    return bool(upstream.url or upstream.git or upstream.file)


def update_vendor(place: Workspace, name: str, wishes: UpdateOptions, bodies: list[str]) -> int:
    """Update one vendor; what goes wrong with it leaves the others alone. The exit code."""
    package = place.package(name).relative_to(place.root).as_posix()
    try:
        carry_out(place, name, wishes, bodies)
    except InputError as refused:
        console.diagnostics(refused.diagnostics)
    except (*PACKAGE_ERRORS, OSError) as failure:
        console.diagnostics(diagnose(failure, package))
    else:
        return CLEAN
    console.complain(f"{name}: not updated; everything is as it was")
    return BAD_INPUT


def carry_out(place: Workspace, name: str, wishes: UpdateOptions, bodies: list[str]) -> None:
    """Fetch, plan, tell, and unless it is a dry run, do it."""
    from clientloom.workflows.update import apply_plan, check_plan, plan_update

    given = wishes.given
    fetched = read_given_document(given) if given else upstream_document(place, name)
    if fetched is None:
        console.say(f"{name}: nothing new")
        return
    with plan_update(place, name, fetched, may_shrink=wishes.allow_shrunk) as plan:
        if plan is None:
            console.say(f"{name}: nothing new")
            return
        tell(plan)
        if wishes.dry_run:
            check_plan(place, plan, force=wishes.force)
        else:
            apply_plan(place, plan, force=wishes.force)
            console.say(f"{name}: updated to {plan.new_version}")
        bodies.append(body(plan))


def read_given_document(path: Path) -> Fetched:
    """The document of `--from`.

    Raises:
        InputError: it cannot be read.
    """
    from clientloom.config.settings import UpstreamConfig
    from clientloom.upstream.fetch import fetch_file
    from clientloom.upstream.fetched import FetchError

    try:
        return fetch_file(path, UpstreamConfig(file=path.name))
    except FetchError as failed:
        raise InputError.at(Span(str(path)), "fetch", str(failed), failed.hint) from None


def upstream_document(place: Workspace, name: str) -> Fetched | None:
    """The document that the vendor publishes; None where it says that ours is the newest.

    Raises:
        InputError: it cannot be had.
    """
    from clientloom.config.load import load_vendor
    from clientloom.upstream.fetch import fetch
    from clientloom.upstream.fetched import FetchError
    from clientloom.workflows.update import known_source

    config = load_vendor(place.vendor(name), root=place.root)
    try:
        return fetch(config.upstream, known_source(config), base=config.folder)
    except FetchError as failed:
        keys = ("upstream", next((k for k in SOURCES if getattr(config.upstream, k)), ""))
        raise InputError.at(config.locate(keys), "fetch", str(failed), failed.hint) from None


SOURCES = ("url", "git", "file")
"""The keys of `[upstream]` that say where to look."""


def tell(plan: Plan) -> None:
    """Print the review and the version."""
    from clientloom.review.output.formats import as_text

    console.summary(plan.report.diagnostics, f"clientloom lint {plan.vendor}")
    console.say(f"{plan.vendor}: {plan.old_version} to {plan.new_version}")
    console.say_raw(as_text(plan.review))


def body(plan: Plan) -> str:
    """The section of a pull request's description about one vendor."""
    from clientloom.review.output.formats import as_markdown

    title = f"## {plan.vendor}: {plan.old_version} to {plan.new_version}"
    return f"{title}\n\n{as_markdown(plan.review)}"
