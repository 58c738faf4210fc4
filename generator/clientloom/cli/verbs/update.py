# clientloom update: fetches the document, shows the review, and regenerates the package, all or nothing.
"""The verb `update`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.checkout.failures import PACKAGE_ERRORS, diagnose
from clientloom.cli import console
from clientloom.cli.codes import BAD_INPUT, CLEAN
from clientloom.cli.options import Force, Root, find_workspace, usage_error
from clientloom.diagnostics import InputError, Span

if TYPE_CHECKING:
    from clientloom.checkout.workspace import Workspace
    from clientloom.upstream.fetched import Fetched
    from clientloom.workflows.update import Plan


Updated = Annotated[
    list[str] | None,
    typer.Argument(help="Vendors in specs/. Default: all that have [upstream].", metavar="VENDOR"),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would change, and write nothing.")
]
From = Annotated[
    Path | None,
    typer.Option("--from", help="Use this document instead of fetching one.", metavar="FILE"),
]
PrBody = Annotated[
    Path | None,
    typer.Option("--pr-body", help="Write the review to this file, as Markdown.", metavar="FILE"),
]
NoFetch = Annotated[
    bool,
    typer.Option(
        "--no-fetch",
        help="Keep the document, and raise the version for changes in settings, overlay, templates or clientloom.",
    ),
]
AllowShrunk = Annotated[
    bool,
    typer.Option("--allow-shrunk", help="Accept a document that lacks much of the old one."),
]


def run(
    vendors: Updated = None,
    *,
    dry_run: DryRun = False,
    from_: From = None,
    pr_body: PrBody = None,
    force: Force = False,
    no_fetch: NoFetch = False,
    allow_shrunk: AllowShrunk = False,
    root: Root = None,
) -> None:
    """Fetch the vendors' current documents, show what changed, and regenerate the clients.

    Raises each version as the changes require, whatever caused them, and adds the changes to the changelog.
    """
    workspace = find_workspace(root)
    if from_ is not None and no_fetch:
        raise usage_error("--no-fetch cannot be combined with --from", "give one of them")
    names = _select_vendors(workspace, vendors or [], fetch=not no_fetch)
    if from_ is not None and len(names) != 1:
        raise usage_error("--from needs exactly one vendor", "name the vendor")
    if pr_body is not None and not pr_body.parent.is_dir():
        raise usage_error("its folder does not exist", "correct --pr-body", file=str(pr_body))
    if not names:
        console.print_status("no vendor has [upstream] in its client.toml; add it, or give --from")
    options = UpdateOptions(
        from_, fetch=not no_fetch, dry_run=dry_run, force=force, allow_shrunk=allow_shrunk
    )
    bodies: list[str] = []
    codes = [_update_vendor(workspace, name, options, bodies) for name in names]
    if pr_body is not None:
        pr_body.write_text("\n".join(bodies) or "No changes.\n", "utf-8", newline="\n")
    raise typer.Exit(max(codes, default=CLEAN))


@dataclass(frozen=True, slots=True)
class UpdateOptions:
    """The options that apply to each vendor; `given` is the value of `--from`."""

    given: Path | None
    fetch: bool
    dry_run: bool
    force: bool
    allow_shrunk: bool


def _select_vendors(workspace: Workspace, names: list[str], *, fetch: bool) -> tuple[str, ...]:
    """Returns the named vendors, or all; those only that have `[upstream]`, if they are to be fetched.

    Includes vendors whose settings cannot be read: `_update_vendor` reports them.
    """
    chosen = workspace.select(names)
    if names or not fetch:
        return chosen
    return tuple(name for name in chosen if _has_upstream(workspace, name))


def _has_upstream(workspace: Workspace, name: str) -> bool:
    """Returns whether a vendor has `[upstream]`; True where its settings cannot be read."""
    from clientloom.config.load import load_vendor

    try:
        upstream = load_vendor(workspace.vendor(name), root=workspace.root).upstream
    except InputError:
        return True
    return any(getattr(upstream, key) for key in SOURCE_KEYS)


def _update_vendor(
    workspace: Workspace, name: str, options: UpdateOptions, bodies: list[str]
) -> int:
    """Updates one vendor and returns the exit code. A failure does not stop the other vendors."""
    package = workspace.package(name).relative_to(workspace.root).as_posix()
    try:
        _fetch_and_apply(workspace, name, options, bodies)
    except InputError as refused:
        console.print_diagnostics(refused.diagnostics)
    except (*PACKAGE_ERRORS, OSError) as failure:
        console.print_diagnostics(diagnose(failure, package))
    else:
        return CLEAN
    console.print_status(f"{name}: not updated; no file was changed")
    return BAD_INPUT


def _fetch_and_apply(
    workspace: Workspace, name: str, options: UpdateOptions, bodies: list[str]
) -> None:
    """Fetches the document, prints the plan and, unless it is a dry run, applies it."""
    from clientloom.workflows.update import apply_plan, check_plan, plan_update

    fetched = _find_document(workspace, name, options)
    with plan_update(workspace, name, fetched, may_shrink=options.allow_shrunk) as plan:
        if plan is None:
            console.print_line(f"{name}: no changes")
            return
        count = check_plan(workspace, plan, force=options.force)
        _print_plan(plan)
        is_same = plan.new_version == plan.old_version and not plan.is_first
        stays = " (no change for callers)" if is_same else ""
        if options.dry_run:
            files = "1 file" if count == 1 else f"{count} files"
            console.print_line(f"{name}: would write {files} of the package{stays}")
        else:
            apply_plan(workspace, plan, force=options.force)
            done = "created" if plan.is_first else "updated to"
            console.print_line(f"{name}: {done} {plan.new_version}{stays}")
        bodies.append(_pull_request_section(plan))


def _find_document(workspace: Workspace, name: str, options: UpdateOptions) -> Fetched | None:
    """Returns the document of `--from`, or the vendor's current one; None if it has not changed or is not wanted.

    Raises:
        InputError: it cannot be read or fetched.
    """
    from clientloom.config.load import load_vendor
    from clientloom.upstream.fetched import FetchError
    from clientloom.workflows.documents.fetched_files import fetch_current, read_given

    if options.given is None and not options.fetch:
        return None
    config = load_vendor(workspace.vendor(name), root=workspace.root)
    try:
        return read_given(config, options.given) if options.given else fetch_current(config)
    except FetchError as failed:
        keys = ("upstream", next((k for k in SOURCE_KEYS if getattr(config.upstream, k)), ""))
        span = Span(str(options.given)) if options.given else config.locate(keys)
        raise InputError.at(span, "fetch", str(failed), failed.hint) from None


IDS_SHOWN = 10
"""So many operations with a new operationId are listed."""
SOURCE_KEYS = ("url", "git", "file")
"""The keys of `[upstream]` that say where to look."""


def _print_plan(plan: Plan) -> None:
    from clientloom.review.output.terminal_report import as_text

    console.print_warnings(plan.report.diagnostics, f"clientloom lint {plan.vendor}")
    console.print_line(f"{plan.vendor}: {_version_step(plan)}")
    if not plan.is_first:
        console.print_text(as_text(plan.review))
    if lines := _new_ids(plan):
        console.print_text("\nNew operationIds\n")
    for line in lines:
        console.print_line(f"  {line}")


def _new_ids(plan: Plan) -> list[str]:
    """Returns a line for each operation that has a new operationId, and how to rename its method by hand."""
    found = [d for d in plan.report.diagnostics if d.code == "operation-id-added"]
    lines = [f"{d.message}; {d.hint}" for d in found[:IDS_SHOWN]]
    more = len(found) - len(lines)
    return [*lines, f"... and {more} more with a new operationId"] if more else lines


def _version_step(plan: Plan) -> str:
    """Returns the versions before and after, the one that stays, or that of a new package."""
    if plan.is_first:
        return f"{plan.new_version}, the first package"
    if plan.old_version == plan.new_version:
        return f"{plan.old_version}, as before"
    return f"{plan.old_version} to {plan.new_version}"


def _pull_request_section(plan: Plan) -> str:
    """Returns the section of the pull request's description about one vendor."""
    from clientloom.diagnostics.escape import escape_markdown
    from clientloom.review.output.markdown_report import as_markdown

    title = f"## {plan.vendor}: {_version_step(plan)}"
    ids = "\n".join(f"- {escape_markdown(line)}" for line in _new_ids(plan))
    return f"{title}\n\n{as_markdown(plan.review)}" + (f"\n{ids}\n" if ids else "")
