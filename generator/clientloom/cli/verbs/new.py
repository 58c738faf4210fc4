# clientloom new: creates a vendor's folder with its document and a first client.toml.
"""The verb `new`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from clientloom.checkout.workspace import Workspace
from clientloom.cli import console
from clientloom.cli.options import Root, find_workspace, usage_error
from clientloom.diagnostics import Diagnostic
from clientloom.portable import is_url
from clientloom.workflows.first_settings import first_settings

if TYPE_CHECKING:
    from clientloom.document.document import Document

Files = dict[PurePosixPath, bytes]
"""The content of files by path."""


def run(
    vendor: Annotated[
        str, typer.Argument(help="Name of the folder to create in specs/.", metavar="VENDOR")
    ],
    *,
    spec: Annotated[
        str, typer.Option("--spec", help="The vendor's OpenAPI document.", metavar="FILE_OR_URL")
    ],
    root: Root = None,
) -> None:
    """Add a vendor: copy its document into specs/VENDOR and write a client.toml."""
    workspace = find_workspace(root)
    _check_name(workspace, vendor)
    files, root_node, findings = _download(spec) if is_url(spec) else _copy(Path(spec))
    main = next(iter(files))
    upstream = spec if is_url(spec) else ""
    settings = first_settings(vendor, str(main), root_node, upstream)
    _write_schema(workspace.specs)
    _write(workspace.vendor(vendor), {**files, PurePosixPath("client.toml"): settings.encode()})
    console.print_line(
        f"specs/{vendor}: created; next: `clientloom lint {vendor}` and `clientloom generate {vendor}`"
    )
    _explain_dangling(vendor, findings)


def _explain_dangling(vendor: str, findings: Sequence[Diagnostic]) -> None:
    """Prints the references to nothing, and the overlay that would correct them."""
    from clientloom.document.overlay_draft import overlay_draft

    broken = [found for found in findings if found.code in ("unresolved-ref", "missing-file")]
    if not broken:
        return
    console.print_warnings(broken, f"clientloom lint {vendor}")
    console.print_line(
        f"specs/{vendor}/overlay.yaml can correct them; write what the vendor forgot at each target:\n"
    )
    console.print_text(overlay_draft(broken))


def _check_name(workspace: Workspace, vendor: str) -> None:
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", vendor):
        hint = "begin with a lowercase letter and use lowercase letters, digits, - and _"
        raise usage_error(f"{vendor!r} is not a valid name for a vendor", hint)
    if workspace.vendor(vendor).exists():
        raise usage_error(
            "the folder already exists", "choose another name", file=f"specs/{vendor}"
        )


def _write_schema(specs: Path) -> None:
    """Writes the schema that the first line of client.toml names, whole or not at all.

    It comes before the vendor's folder, so that a run that is killed between the two can be repeated.
    """
    from clientloom.checkout.atomic import exclusive, staging_folder
    from clientloom.config.settings_schema import FILE_NAME, schema_text

    path, content = specs / FILE_NAME, schema_text().encode()
    with exclusive(path):
        draft = staging_folder(path)
        try:
            draft.write_bytes(content)
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)


def _copy(path: Path) -> tuple[Files, Mapping[str, object], Sequence[Diagnostic]]:
    """Returns the document, then the files below its folder that it refers to; its root; and its findings."""
    from clientloom.bounded import read_bytes

    document = _load(path)
    names = [path.name, *(name for name in document.sha256 if name != path.name)]
    inside = [PurePosixPath(n) for n in names if not is_url(n) and ".." not in Path(n).parts]
    files = {name: read_bytes(path.parent / name) for name in inside}
    return files, document.root, document.report.diagnostics


def _load(path: Path) -> Document:
    from clientloom.document import LoadOptions, load_document

    options = LoadOptions(display_root=path.parent, tolerate_missing_refs=True)
    return load_document(path, options=options)


def _download(address: str) -> tuple[Files, Mapping[str, object], Sequence[Diagnostic]]:
    """Returns the same of the document at a URL."""
    from clientloom.diagnostics.escape import without_secrets
    from clientloom.document.files.read_source import make_source
    from clientloom.document.files.remote import fetch
    from clientloom.scratch import scratch_folder
    from clientloom.workflows.documents.fetched_files import download_parts

    content = fetch(address, private=True)
    is_json = make_source(content, key=address, name=without_secrets(address)).is_json
    name = "openapi.json" if is_json else "openapi.yaml"
    found = {name: content, **download_parts(address, content, name)}
    files = {PurePosixPath(path): text for path, text in found.items()}
    with scratch_folder() as folder:
        _write_files(folder, files)
        document = _load(folder / name)
    return files, document.root, document.report.diagnostics


def _write(folder: Path, files: Files) -> None:
    from clientloom.checkout.atomic import exclusive, replace_folder, staging_folder

    with exclusive(folder):
        staging = staging_folder(folder)
        try:
            _write_files(staging, files)
            replace_folder(folder)
        finally:
            shutil.rmtree(staging, ignore_errors=True)


def _write_files(folder: Path, files: Files) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
