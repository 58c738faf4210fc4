# A vendor's package on its way out: is it what its inputs give, and building it. May import every room.
"""Candidates for a release, from the packages of a checkout."""

from __future__ import annotations

from pathlib import Path

from clientloom.bounded import read_text
from clientloom.checkout.package_lock import LOCK_NAME
from clientloom.checkout.tree import Kind, compare
from clientloom.checkout.workspace import Workspace
from clientloom.diagnostics import InputError, Span
from clientloom.ir import Api
from clientloom.ir.surface import SURFACE_NAME, load_surface
from clientloom.publish.build import EARLIEST, Built, build_package
from clientloom.publish.release import Candidate
from clientloom.upstream.source_lock import read_source_lock
from clientloom.workflows.generate import Task, render_task


def candidate(place: Workspace, name: str, out: Path) -> Candidate:
    """Build a vendor's package as it stands, and say what speaks against publishing it.

    Raises:
        InputError: it was never generated, its surface is damaged, or it cannot be rendered to compare it.
        BuildError: the build backend refused it.
        OSError: it cannot be read.
    """
    api = surface_of(place, name)
    return Candidate(
        vendor=name,
        distribution=api.package.distribution,
        version=api.package.version,
        api=api,
        built=build_vendor(place, name, out),
        problems=staleness(place, name),
    )


def surface_of(place: Workspace, name: str) -> Api:
    """What a vendor's package says of itself."""
    path = place.package(name) / SURFACE_NAME
    if not path.is_file():
        raise not_generated(path, "the package was never generated")
    try:
        return load_surface(read_text(path))
    except ValueError as error:
        raise not_generated(path, f"it cannot be read: {error}") from None


def not_generated(path: Path, message: str) -> InputError:
    """Why there is nothing to release."""
    span = Span(f"generated/{path.parent.name}/{path.name}")
    return InputError.at(span, "not-generated", message, "run `clientloom generate`")


def build_vendor(place: Workspace, name: str, out: Path) -> Built:
    """Wheel and sdist of a vendor's package, dated by the day on which its document was fetched.

    Raises:
        InputError: it was never generated.
        BuildError: the build backend refused it.
    """
    surface_of(place, name)
    source = read_source_lock(place.vendor(name))
    epoch = max(source.epoch, EARLIEST) if source else EARLIEST
    return build_package(place.package(name), out, epoch=epoch)


def staleness(place: Workspace, name: str) -> tuple[str, ...]:
    """Why the package is not what `clientloom generate` would write; () where it is."""
    package = place.package(name)
    task = Task(label=name, source=place.vendor(name), package=package, root=place.root)
    outcome = render_task(task)
    if outcome.failed:
        raise InputError(outcome.report.diagnostics)
    changes = compare(outcome.files, package, outcome.owned).changes
    edited = [str(c.path) for c in changes if c.kind is Kind.EDITED]
    stale = [str(c.path) for c in changes if c.kind is not Kind.EDITED]
    found = []
    if edited:
        found.append(f"edited by hand: {', '.join(edited)}")
    if stale and stale != [LOCK_NAME]:
        found.append(f"stale, run `clientloom generate`: {', '.join(stale)}")
    elif stale:
        found.append("stale: its inputs changed, run `clientloom generate`")
    return tuple(found)
