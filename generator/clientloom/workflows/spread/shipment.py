# A task as data that another machine can work on, and what comes back. Reads the files of one vendor here, and writes
# them to a temporary folder there. May import generate and what that imports.
"""`pack` makes a `Shipment` of a task, `render_shipment` renders it anywhere, `unpack` makes an outcome of that."""

from __future__ import annotations

import errno
import gc
import os
import threading
import zlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from clientloom.bounded import MAX_BYTES, read_bytes
from clientloom.checkout.package_lock import LOCK_NAME, read_lock
from clientloom.checkout.workspace import custom_file
from clientloom.config.load import base_folder, document_source, load_vendor, overlay_files
from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import Diagnostic
from clientloom.portable import relative_name
from clientloom.scratch import scratch_folder
from clientloom.timings import StageTime
from clientloom.workflows.generate import RenderOutcome, Task, render_task
from clientloom.workflows.packages import Package, ReadOptions
from clientloom.workflows.renames import Rename

_OBJECTS_BETWEEN_COLLECTIONS = 500_000
_ONE_AT_A_TIME = threading.Lock()
"""Workers of a cluster can have several threads, but the libraries below have state of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """A task without any path of this machine.

    `files` maps each file that the task needs to its compressed content. `root`, `source` and `package` are the folders
    of the task. All paths are relative to one folder, with forward slashes.
    """

    label: str
    root: str
    source: str
    package: str
    files: Mapping[str, bytes]
    options: ReadOptions


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of a shipment: the compressed files of the package, or None and the diagnostics that say why."""

    files: Mapping[str, bytes] | None
    name: str = ""
    version: str = ""
    diagnostics: tuple[Diagnostic, ...]
    renames: tuple[Rename, ...] = ()
    stages: tuple[StageTime, ...]


def pack(task: Task) -> Shipment:
    """Reads everything that the task needs.

    Raises:
        InputError: the settings of the vendor, or the files that its document refers to, cannot be read.
        OSError: a file cannot be read, or the files are too large together.
    """
    settings = load_vendor(Path(task.source), root=task.root)
    paths = {Path(os.path.abspath(path)) for path in _find_inputs(task, settings)}  # noqa: PTH100 (keeps links)
    folders = [Path(os.path.abspath(path)) for path in (task.root, task.source, task.package)]  # noqa: PTH100
    top = os.path.commonpath([*folders, *(path.parent for path in paths)])
    root, source, package = (relative_name(folder, top) for folder in folders)
    return Shipment(
        label=task.label,
        root=root,
        source=source,
        package=package,
        files=_read_files(sorted(paths), top),
        options=task.options,
    )


def _read_files(paths: Sequence[Path], top: str) -> dict[str, bytes]:
    files, left = {}, MAX_BYTES
    for path in paths:
        content = read_bytes(path)
        left -= len(content)
        if left < 0:
            raise OSError(
                errno.EFBIG, "the files of the vendor are too large together", str(path.parent)
            )
        files[relative_name(path, top)] = zlib.compress(content, 1)
    return files


def _find_inputs(task: Task, settings: VendorConfig) -> Iterator[Path]:
    """Yields every file that rendering may read."""
    yield from _find_files(Path(task.source))
    yield from overlay_files(settings)
    if settings.templates:
        yield from _find_files(settings.folder / settings.templates)
    if base_folder(settings):
        yield from _find_referred(task, settings)
    elif isinstance(path := document_source(settings), Path):
        yield path
    custom = custom_file(task.package)
    yield from (path for path in (task.package / LOCK_NAME, custom) if path and path.is_file())


def _find_files(folder: Path) -> Iterator[Path]:
    """Yields the files below a folder, without hidden ones and without links that lead out of it."""
    real = Path(os.path.realpath(folder))
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith((".", "__pycache__"))]
        paths = (Path(parent, name) for name in names if not name.startswith("."))
        for path in paths:
            if path.is_file() and Path(os.path.realpath(path)).is_relative_to(real):
                yield path


def _find_referred(task: Task, settings: VendorConfig) -> Iterator[Path]:
    """Yields the files of a document that refers to others outside of the vendor's folder."""
    from clientloom.document import LoadOptions, load_document

    options = LoadOptions(
        allow_remote=task.options.allow_remote,
        display_root=task.root,
        base=base_folder(settings),
        tolerate_missing_refs=True,
    )
    document = load_document(document_source(settings), overlays=(), options=options)
    paths = (task.root / name for name in document.sha256)
    yield from (path for path in paths if path.is_file())


def render_shipment(shipment: Shipment) -> Delivery:
    """Renders a shipment in a temporary folder, which is removed."""
    with _ONE_AT_A_TIME, _rare_collections(), scratch_folder() as top:
        for name, content in shipment.files.items():
            path = top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(zlib.decompress(content))
        task = Task(
            label=shipment.label,
            source=top / shipment.source,
            package=top / shipment.package,
            root=top / shipment.root,
            options=shipment.options,
        )
        return _deliver(render_task(task), f"{task.root.as_posix()}/")


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Collects garbage as rarely as the command line does: nearly all objects live until the end."""
    before = gc.get_threshold()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _deliver(outcome: RenderOutcome, root: str) -> Delivery:
    diagnostics = tuple(_without_root(found, root) for found in outcome.diagnostics)
    package = outcome.package
    if package is None:
        return Delivery(files=None, diagnostics=diagnostics, stages=outcome.stages)
    return Delivery(
        files={str(path): zlib.compress(text.encode(), 1) for path, text in package.files.items()},
        name=package.name,
        version=package.version,
        diagnostics=diagnostics,
        renames=package.renames,
        stages=outcome.stages,
    )


def _without_root(found: Diagnostic, root: str) -> Diagnostic:
    """Names files relative to the checkout where a message has the folder of the worker."""
    span = replace(found.span, file=found.span.file.replace(root, ""))
    return replace(found, span=span, message=found.message.replace(root, ""))


def unpack(task: Task, delivery: Delivery) -> RenderOutcome:
    """Returns the outcome of the task for which this was made.

    Raises:
        InputError: the lock of the package cannot be read.
    """
    if delivery.files is None:
        return RenderOutcome(task=task, package=None, diagnostics=delivery.diagnostics, stages=())
    lock = read_lock(task.package, task.root)
    package = Package(
        name=delivery.name,
        version=delivery.version,
        files={
            PurePosixPath(name): zlib.decompress(content).decode()
            for name, content in delivery.files.items()
        },
        diagnostics=delivery.diagnostics,
        folder=task.package,
        root=task.root,
        owned=lock.owned if lock else {},
        renames=delivery.renames,
    )
    return RenderOutcome(
        task=task, package=package, diagnostics=delivery.diagnostics, stages=delivery.stages
    )
