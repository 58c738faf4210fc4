# Which API the callers of a package have, whatever was generated since: the one that its version stands for. Imports
# review inside functions, so that it is loaded only when there is work. May import every room below workflows.
"""The last API of a package that has a version of its own."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from clientloom import bounded
from clientloom.checkout.package_lock import LOCK_NAME
from clientloom.checkout.provenance import CHANGELOG
from clientloom.checkout.work_folder import WORK_FOLDER, open_work_folder
from clientloom.checkout.workspace import Workspace
from clientloom.config.load import display_path
from clientloom.diagnostics import Diagnostic, Span
from clientloom.workflows.commits import committed_file

if TYPE_CHECKING:
    from clientloom.ir import Api
    from clientloom.workflows.packages import Package

_SURFACE = "clientloom.surface.json"
_REPLACED = "replaced"


def read_generated_api(package: Path) -> Api | None:
    """Reads the API of a package; None if there is no package."""
    return _load_file(package / _SURFACE)


def read_baseline(
    workspace: Workspace, name: str, near: tuple[str, Api] | None = None
) -> Api | None:
    """Returns the API that the version of a package stands for; None if there is no package.

    That is the API of the last commit, or without a commit the one that `generate` replaced, as long as the package
    has its version. A package whose version has an entry in the changelog stands for itself. `near` is as
    `load_surface` has it.
    """
    earlier = _load_committed(workspace, name, near) or _load_replaced(workspace, name, near)
    version = _read_version(workspace.package(name) / _SURFACE)
    if earlier is None or version is None:
        return earlier or read_generated_api(workspace.package(name))
    is_settled = version != earlier.package.version and _is_in_changelog(workspace, name, version)
    return (read_generated_api(workspace.package(name)) if is_settled else None) or earlier


def is_committed(workspace: Workspace, name: str) -> bool:
    """Returns whether nothing was generated since the last commit, or since the last update without git."""
    lock = workspace.package(name) / LOCK_NAME
    committed = committed_file(lock)
    if committed is not None:
        return lock.is_file() and committed == bounded.read_bytes(lock)
    return not _kept_file(workspace, name).exists()


def find_unversioned(workspace: Workspace, name: str, package: Package) -> Diagnostic | None:
    """Returns the warning that a rendered package breaks its callers under the version that they have."""
    text = _new_surface(workspace, name, package)
    if text is None:
        return None
    from packaging.version import Version

    from clientloom.ir.surface import load_surface
    from clientloom.review import Level, compare_apis
    from clientloom.review.versions import is_enough, needed_version

    after = package.api or load_surface(text)
    before = read_baseline(workspace, name, (text, after))
    if before is None:
        return None
    review = compare_apis(before, after)
    version = Version(before.package.version)
    needed = needed_version(version, review)
    if review.level is not Level.BREAKING or is_enough(Version(package.version), version, needed):
        return None
    worst = review.at(Level.BREAKING)
    more = f" and {len(worst) - 1} more" if len(worst) > 1 else ""
    span = Span(display_path(workspace.package(name), workspace.root))
    message = f"this breaks callers of {version}: {worst[0].sentence}{more}"
    hint = f"run `clientloom update {name} --no-fetch` to raise the version to {needed}"
    return Diagnostic.warning(span, "breaking-output", message, hint)


def keep_replaced(workspace: Workspace, name: str, package: Package) -> None:
    """Keeps the API of the package that is about to be replaced by one of the same version."""
    path, kept = workspace.package(name) / _SURFACE, _kept_file(workspace, name)
    there = _read_version(path)
    if (
        there is None
        or _new_surface(workspace, name, package) is None
        or there != package.version
        or there == _read_version(kept)
    ):
        return
    with suppress(OSError):
        open_work_folder(workspace.root)
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(bounded.read_bytes(path))


def forget_replaced(workspace: Workspace, name: str) -> None:
    """The package has a version of its own again."""
    with suppress(OSError):
        _kept_file(workspace, name).unlink(missing_ok=True)


def changed_texts(before: Api, after: Api) -> bool:
    """Returns whether the documentation says something else; its order does not count."""
    return _texts(before) != _texts(after)


def _new_surface(workspace: Workspace, name: str, package: Package) -> str | None:
    """The surface of a rendered package, None where it has none or the package on the disk has the same."""
    text = package.files.get(PurePosixPath(_SURFACE))
    try:
        return None if bounded.read_text(workspace.package(name) / _SURFACE) == text else text
    except OSError:
        return text


def _kept_file(workspace: Workspace, name: str) -> Path:
    return workspace.root / WORK_FOLDER / _REPLACED / name


def _load_replaced(workspace: Workspace, name: str, near: tuple[str, Api] | None) -> Api | None:
    return _load_file(_kept_file(workspace, name), near)


def _load_committed(workspace: Workspace, name: str, near: tuple[str, Api] | None) -> Api | None:
    content = committed_file(workspace.package(name) / _SURFACE)
    return _load(content.decode("utf-8", "replace"), near) if content is not None else None


def _read_version(path: Path) -> str | None:
    """Reads the version of the package whose surface a file is; None if it is not one."""
    from clientloom.ir.surface import read_version

    try:
        return read_version(bounded.read_text(path))
    except (OSError, ValueError):
        return None


def _load_file(path: Path, near: tuple[str, Api] | None = None) -> Api | None:
    try:
        return _load(bounded.read_text(path), near)
    except (OSError, UnicodeDecodeError):
        return None


def _load(text: str, near: tuple[str, Api] | None) -> Api | None:
    from clientloom.ir.surface import load_surface

    try:
        return load_surface(text, near=near)
    except ValueError:
        return None


def _is_in_changelog(workspace: Workspace, name: str, version: str) -> bool:
    from clientloom.review.output.changelog import section_of

    try:
        text = bounded.read_text(workspace.vendor(name) / CHANGELOG)
    except (OSError, ValueError):
        return False
    return section_of(text, version) is not None


def _texts(api: Api) -> Mapping[str, int]:
    """How often each text of the documentation is there."""
    import dataclasses
    from collections import Counter

    found: Counter[str] = Counter()
    stack: list[object] = [api]
    while stack:
        value = stack.pop()
        if isinstance(value, tuple):
            stack.extend(value)
        elif dataclasses.is_dataclass(value):
            for field in dataclasses.fields(value):
                inner = getattr(value, field.name)
                if field.name in _TEXTS:
                    found[str(inner)] += 1
                else:
                    stack.append(inner)
    return found


_TEXTS = frozenset({"doc", "summary", "title", "docs_url"})
