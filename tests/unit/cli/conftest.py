# The command line with a pipeline that takes no time: a "document" holds the lines `path text` of its package.
from __future__ import annotations

import sys
from pathlib import Path, PurePosixPath
from types import ModuleType, SimpleNamespace
from typing import cast

import pytest
from clientloom.checkout.package_lock import LOCK_NAME, PackageLock
from clientloom.checkout.provenance import inputs_of
from clientloom.checkout.tree import digest
from clientloom.config.load import document_source
from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import Diagnostic, InputError, Report, Severity, Span
from clientloom.document.document import Document


def fake_analyse(vendor: VendorConfig, *, root: Path, **_options: object) -> SimpleNamespace:
    document = Path(document_source(vendor))
    text = document.read_text("utf-8")
    if "bad" in text:
        raise InputError(diagnostic(Severity.ERROR, "bad document"))
    if "crash" in text:
        message = "a\nfault"
        raise RuntimeError(message)
    if "moving" in text:  # somebody saves the document while it is rendered
        document.write_text("x.py still\n", "utf-8")
    lines = [line.split(" ", 1) for line in text.splitlines() if line]
    files = {PurePosixPath(path): content + "\n" for path, content in lines}
    shown = document.relative_to(root).as_posix() if vendor.file else str(document)
    read = SimpleNamespace(sha256={shown: digest(text.encode())})
    made = PackageLock(
        tools={},
        inputs=inputs_of(vendor, cast("Document", read), root),
        files={str(path): digest(content.encode()) for path, content in files.items()},
    )
    warned = Report(
        tuple(diagnostic(Severity.WARNING, f"loose {i}") for i in range(12))
        if "loose" in text
        else ()
    )
    texts = {**files, PurePosixPath(LOCK_NAME): made.text()}
    names = SimpleNamespace(import_name="x", version="1")
    api = SimpleNamespace(package=names)
    return SimpleNamespace(files=texts, report=warned, api=api, symbols=made.symbols)


def fake_render(_vendor: VendorConfig, analysis: SimpleNamespace, **_options: object) -> object:
    return analysis


def diagnostic(severity: Severity, message: str) -> Diagnostic:
    span = Span("specs/a/a.yaml", 1, 1)
    return Diagnostic(code="wrong-shape", severity=severity, span=span, message=message)


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two vendors, `a` and `b`."""
    module = ModuleType("clientloom.pipeline")
    module.analyse = fake_analyse  # type: ignore[attr-defined]
    module.render_analysed = fake_render  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "clientloom.pipeline", module)
    for name in ("a", "b"):
        folder = tmp_path / "specs" / name
        folder.mkdir(parents=True)
        (folder / "client.toml").write_text(f'[package]\nname = "{name}"\n', "utf-8")
        (folder / f"{name}.yaml").write_text(f"x.py {name}\nsrc/y.py {name}{name}\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
