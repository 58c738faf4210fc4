# Packages with few features work and satisfy strict type checkers, with a copy of the runtime and with a shared one.
from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from clientloom.checkout.workspace import templates_folder
from clientloom.render.environment import load_templates
from clientloom.render.runtime.exported_names import INIT, modules_of_names
from clientloom.render.runtime.regions import region_names
from clientloom.render.runtime.slices import slice_runtime
from clientloom.workflows.release_candidates import build_runtime, write_files
from support.case_client import CASES, case_files
from support.type_checkers import check_with_mypy, check_with_pyright, run

FEW = (
    *("enums", "pages-by-cursor", "json-lines", "webhooks", "list-answers"),
    *("without-testing", "formats", "oauth-client-credentials", "path-styles"),
    *("downloads", "deprecations", "without-options"),
)
"""Cases that each have other features, or none."""
IMPORT_ALL = """
import importlib, pkgutil, sys
for package in map(importlib.import_module, sys.argv[1:]):
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        module = importlib.import_module(found.name)
        for name in getattr(module, "__all__", ()):
            getattr(module, name)
"""
EVENTS = """
from typing import assert_never
from webhooks import webhooks
from webhooks.models import OrderPaid
from webhooks.testing import FakeWebhooks, SignedEvent

def handle(body: bytes, headers: dict[str, str]) -> str:
    event = webhooks.parse(body, headers, secret="whsec_x")
    if event.type == "order.paid":
        return f"{event.payload.amount + 1}"
    if event.type is None:
        return event.name
    match event:
        case webhooks.OrderCancelledEvent(payload=payload):
            return payload.id
        case _:
            assert_never(event)

def make() -> SignedEvent:
    return FakeWebhooks().webhook_events.order_paid(OrderPaid(id="1", amount=2))
"""
"""What a user writes for events: each is known by its type."""


@pytest.mark.parametrize("runtime", ["vendored", "shared"])
def test_every_module_and_name_can_be_imported(tmp_path: Path, runtime: str) -> None:
    cases = sorted(path.name for path in CASES.iterdir() if (path / "client.toml").is_file())
    third = [name for name in cases if not name.startswith("refused")][::3]
    for name in third:
        write_files(case_files(name, runtime), tmp_path)
    packages = [name.replace("-", "_") for name in third]
    run([sys.executable, "-c", IMPORT_ALL, *packages], tmp_path / "src")


@pytest.mark.slow
@pytest.mark.parametrize("runtime", ["vendored", "shared"])
@pytest.mark.parametrize("check", [check_with_mypy, check_with_pyright])
def test_subsets_are_typed_strictly(
    tmp_path: Path, runtime: str, check: Callable[..., None]
) -> None:
    for name in FEW:
        write_files(case_files(name, runtime), tmp_path)
    (tmp_path / "script.py").write_text(EVENTS)
    check(tmp_path, ["src"], "script.py")


def test_each_region_can_be_there_or_not(tmp_path: Path) -> None:
    sources = dict(load_templates(templates_folder(), None).runtime("httpx"))
    names = modules_of_names(sources.pop(INIT))
    roots = [(module, name) for name, module in names.items()]
    regions = {name for text in sources.values() for name in region_names(text)}
    written: set[str] = set()
    for number, lacked in enumerate([regions, *({region} for region in sorted(regions))]):
        wanted = (regions - lacked).__contains__
        for path, text in slice_runtime(sources, roots, wanted, lambda _: True).items():
            if text not in written:
                written.add(text)
                target = tmp_path / f"{number}" / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(text, "utf-8")
    ruff = [sys.executable, "-m", "ruff", "check", "--isolated", "--no-cache"]
    run([*ruff, "--select", "F", "."], tmp_path)


@pytest.mark.parametrize("http", ["httpx", "httpx2"])
def test_the_runtime_is_built_reproducibly(tmp_path: Path, http: str) -> None:
    first, second = (build_runtime(http, tmp_path / name) for name in ("first", "second"))
    assert {"httpx": "clientloom_runtime-", "httpx2": "clientloom_runtime_httpx2-"}[http] in str(
        first.files[0]
    )
    assert [path.name for path in first.files] == [path.name for path in second.files]
    assert [p.read_bytes() for p in first.files] == [p.read_bytes() for p in second.files]
