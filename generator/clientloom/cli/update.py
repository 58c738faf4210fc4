# clientloom update: fetch, review, bump, changelog, regenerate, all or nothing.
"""The verb `update`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN
from clientloom.cli.options import Root, usage_error, workspace
from clientloom.diagnostics import InputError

if TYPE_CHECKING:
    from clientloom.update import Plan
    from clientloom.upstream.fetch import Fetched
    from clientloom.workspace import Workspace


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
    root: Root = None,
) -> None:
    """Take what the vendors published: show what changed, regenerate, and raise the version."""
    place = workspace(root)
    names = chosen(place, vendors or [])
    if from_ is not None and len(names) != 1:
        raise usage_error("--from", "it takes one document for one vendor", "name the vendor")
    bodies: list[str] = []
    codes = [updated(place, name, from_, bodies, dry_run=dry_run, force=force) for name in names]
    if pr_body is not None:
        pr_body.write_text("\n".join(bodies) or "Nothing new.\n", "utf-8")
    raise typer.Exit(max(codes, default=CLEAN))


def chosen(place: Workspace, names: list[str]) -> tuple[str, ...]:
    """The vendors that were named, or all that say where their document comes from."""
    from clientloom.config.load import load_vendor

    if names:
        return place.chosen(names)
    upstreams = {
        name: load_vendor(place.vendor(name), root=place.root).upstream for name in place.vendors()
    }
    return tuple(name for name, up in upstreams.items() if up.url or up.git or up.file)


def updated(
    place: Workspace,
    name: str,
    given: Path | None,
    bodies: list[str],
    *,
    dry_run: bool,
    force: bool,
) -> int:
    """Update one vendor; what goes wrong with it leaves the others alone. The exit code."""
    from clientloom.atomic import BusyError
    from clientloom.tree import EditedFilesError, ForeignFolderError
    from clientloom.update import apply_plan, plan_update
    from clientloom.upstream.fetch import FetchError

    try:
        fetched = given_document(given) if given else upstream_document(place, name)
        if fetched is None:
            console.say(f"{name}: nothing new")
            return CLEAN
        with plan_update(place, name, fetched) as plan:
            if plan is None:
                console.say(f"{name}: nothing new")
                return CLEAN
            tell(plan)
            bodies.append(body(plan))
            if not dry_run:
                apply_plan(place, plan, force=force)
                console.say(f"{name}: updated to {plan.new_version}")
    except InputError as refused:
        console.diagnostics(refused.diagnostics)
        return BAD_INPUT
    except (FetchError, BusyError, EditedFilesError, ForeignFolderError) as failed:
        console.complain(f"{name}: error[update]: {failed}; everything is as it was")
        return BAD_INPUT
    return CLEAN


def given_document(path: Path) -> Fetched:
    """The document of `--from`."""
    from clientloom.config.model import UpstreamConfig
    from clientloom.upstream.fetch import fetch_file

    return fetch_file(path, UpstreamConfig(file=path.name))


def upstream_document(place: Workspace, name: str) -> Fetched | None:
    """The document that the vendor publishes."""
    from clientloom.config.load import load_vendor
    from clientloom.upstream.fetch import fetch
    from clientloom.upstream.lock import read_source_lock

    folder = place.vendor(name)
    config = load_vendor(folder, root=place.root)
    return fetch(config.upstream, read_source_lock(folder), base=folder)


def tell(plan: Plan) -> None:
    """Print the review and the version."""
    from clientloom.review.report import as_text

    console.say(f"{plan.vendor}: {plan.old_version} to {plan.new_version}")
    console.say_raw(as_text(plan.review))


def body(plan: Plan) -> str:
    """The section of a pull request's description about one vendor."""
    from clientloom.review.report import as_markdown

    title = f"## {plan.vendor}: {plan.old_version} to {plan.new_version}"
    return f"{title}\n\n{as_markdown(plan.review)}"
