# Builds a vendor's package for a release and checks that it is up to date. May import every package but cli.
"""Release candidates from the packages of a checkout, and the runtime that packages may share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from clientloom.bounded import read_text
from clientloom.checkout.failures import diagnose_changes
from clientloom.checkout.package_lock import LOCK_NAME, read_lock
from clientloom.checkout.unchanged import is_unchanged
from clientloom.checkout.workspace import Workspace, custom_file, templates_folder
from clientloom.config.checks import HTTP
from clientloom.config.load import display_path, load_vendor
from clientloom.diagnostics import Diagnostic, InputError, Span
from clientloom.ir import Api
from clientloom.ir.surface import SURFACE_NAME, load_surface
from clientloom.publish.build import EARLIEST, Built, build_package, find_strays
from clientloom.publish.release import Candidate
from clientloom.render.environment import load_templates
from clientloom.render.runtime.shared import distribution_files
from clientloom.scratch import scratch_folder
from clientloom.upstream.source_lock import read_source_lock
from clientloom.workflows.generate import Task, render_task
from clientloom.workflows.packages import check


def build_candidate(workspace: Workspace, name: str, out: Path) -> Candidate:
    """Builds a vendor's package and collects the reasons not to publish it.

    Raises:
        InputError: the package was never generated, its surface is damaged, or its inputs cannot be rendered.
        BuildError: the build backend failed.
        OSError: a file cannot be read.
    """
    api = _read_surface(workspace, name)
    config = load_vendor(workspace.vendor(name), root=workspace.root)
    return Candidate(
        vendor=name,
        distribution=api.package.distribution,
        version=api.package.version,
        api=api,
        built=build_vendor(workspace, name, out),
        problems=find_problems(workspace, name),
        span=config.locate(("package", "version")),
    )


def _read_surface(workspace: Workspace, name: str) -> Api:
    """Reads the surface of a vendor's package."""
    path = workspace.package(name) / SURFACE_NAME
    if not path.is_file():
        raise not_generated_error(path, "the package has not been generated")
    try:
        return load_surface(read_text(path))
    except ValueError as error:
        raise not_generated_error(path, f"the file cannot be read: {error}") from None


def not_generated_error(path: Path, message: str) -> InputError:
    """Returns the error for a package that is missing or damaged."""
    span = Span(f"generated/{path.parent.name}/{path.name}")
    return InputError.at(span, "not-generated", message, "run `clientloom generate`")


def build_vendor(workspace: Workspace, name: str, out: Path) -> Built:
    """Builds the wheel and sdist of a vendor's package.

    Their files carry the date on which the document was fetched, so that equal inputs give equal bytes.

    Raises:
        InputError: the package was never generated.
        BuildError: the build backend failed.
    """
    _read_surface(workspace, name)
    source = read_source_lock(workspace.vendor(name))
    epoch = max(source.epoch, EARLIEST) if source else EARLIEST
    files = _own_files(workspace, name) or None
    return build_package(workspace.package(name), out, epoch=epoch, files=files)


def _own_files(workspace: Workspace, name: str) -> frozenset[str]:
    """Returns the files that belong to a vendor's package, none if it has no lock."""
    package = workspace.package(name)
    lock, custom = read_lock(package, workspace.root), custom_file(package)
    if lock is None:
        return frozenset()
    by_hand = [custom.relative_to(package).as_posix()] if custom else []
    return frozenset((*lock.files, LOCK_NAME, *by_hand))


def find_problems(workspace: Workspace, name: str) -> tuple[Diagnostic, ...]:
    """Returns how the package differs from what `clientloom generate` would write, and what it has beside that.

    Raises:
        InputError: the package was never generated, or the document has errors.
    """
    surface = workspace.package(name) / SURFACE_NAME
    if not surface.is_file():
        raise not_generated_error(surface, "the package has not been generated")
    strays = tuple(_diagnose_strays(workspace, name))
    if is_unchanged(workspace, name, strict=False):
        return strays
    package = workspace.package(name)
    task = Task(label=name, source=workspace.vendor(name), package=package, root=workspace.root)
    outcome = render_task(task)
    if outcome.package is None:
        raise InputError(outcome.diagnostics)
    shown = display_path(package, workspace.root)
    found = diagnose_changes(check(outcome.package), shown, f"clientloom generate {name}")
    return (*found, *strays)


def _diagnose_strays(workspace: Workspace, name: str) -> Iterator[Diagnostic]:
    package, files = workspace.package(name), _own_files(workspace, name)
    hint = "move it away, or add it to the package by a template of your own"
    for path in find_strays(package, files) if files else ():
        span = Span(display_path(package / path, workspace.root))
        message = "clientloom did not write this file, so it does not belong to the package"
        yield Diagnostic.error(span, "stray-file", message, hint)


def shared_runtime(http: str) -> Mapping[PurePosixPath, str]:
    """Returns the files of the runtime's distribution for an HTTP library, by path."""
    return distribution_files(load_templates(templates_folder(), None), http)


def build_runtime(http: str, out: Path) -> Built:
    """Builds the wheel and the sdist of the runtime for an HTTP library; equal modules give equal bytes.

    Raises:
        BuildError: the build backend failed.
    """
    with scratch_folder() as scratch:
        write_files(shared_runtime(http), scratch / "runtime")
        return build_package(scratch / "runtime", out)


def build_runtimes(out: Path) -> Iterator[Built]:
    """Builds the runtime for each HTTP library."""
    for http in HTTP:
        yield build_runtime(http, out)


def write_files(files: Mapping[PurePosixPath, str], folder: Path) -> None:
    """Writes texts below a folder, by path."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
