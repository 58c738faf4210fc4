# Packages that workers of a cluster render: the same to the byte, without anything of this machine, whoever is killed.
from __future__ import annotations

import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.checkouts import texts
from support.cluster import Cluster, cluster, install_there
from support.command_line import Result, clientloom
from support.review_cases import BASE

pytestmark = pytest.mark.slow

CUSTOM = """from . import things


class Things(things.Things):
    def shout(self) -> str:
        return "by hand"
"""
OVERLAY = """overlay: 1.0.0
info: {title: t, version: '1'}
actions: [{target: $.info, update: {description: by an overlay}}]
"""
OUTSIDE = BASE.replace("{$ref: '#/components/schemas/Shop'}", "{$ref: '../common/shop.yaml#/Shop'}")
SHOP_FILE = "Shop:\n  type: object\n  properties:\n    name: {type: string}\n"


def add_vendor(root: Path, name: str, settings: str = "", text: str = BASE, **files: str) -> None:
    folder = root / "specs" / name
    folder.mkdir(parents=True)
    (folder / "client.toml").write_text(f'{settings}\n[package]\nname = "{name}"\n', "utf-8")
    for path, content in {"openapi.yaml": text, **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")


def add_every_kind(root: Path) -> None:
    """Adds vendors with every kind of input, one of which cannot be read."""
    add_vendor(root, "overlaid", **{"overlay.yaml": OVERLAY})
    add_vendor(root, "broken", text=BASE.replace("paths:", "paths: ]"))
    add_vendor(
        root, "styled", 'templates = "own"', **{"own/package/README.md.jinja": "Our own page.\n"}
    )
    add_vendor(root, "outside", text=OUTSIDE)
    settings = root / "specs" / "outside" / "client.toml"
    settings.write_text(settings.read_text("utf-8") + '[document]\nbase = ".."\n', "utf-8")
    (root / "specs" / "common").mkdir()
    (root / "specs" / "common" / "shop.yaml").write_text(SHOP_FILE, "utf-8")
    add_vendor(root, "custom")
    assert clientloom("generate", "custom", cwd=root).code == 0
    resources = root / "generated" / "custom" / "src" / "custom" / "resources"
    (resources / "_custom.py").write_text(CUSTOM, "utf-8")
    shutil.rmtree(root / ".clientloom")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return install_there(tmp_path_factory.mktemp("there"))


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout of three vendors."""
    for name in ("plain", "further", "third"):
        add_vendor(tmp_path / "here", name)
    return tmp_path / "here"


@pytest.fixture
def workers(installed: Path, tmp_path: Path) -> Iterator[Cluster]:
    with cluster(installed, tmp_path / "there", tmp_path / "here") as made:
        yield made


def sort_lines(result: Result) -> Result:
    return Result(
        result.code, *("\n".join(sorted(text.splitlines())) for text in (result.out, result.err))
    )


def test_a_cluster_of_which_one_worker_is_killed_makes_the_same_to_the_byte(
    checkout: Path, workers: Cluster, tmp_path: Path
) -> None:
    add_every_kind(checkout)
    alone = Path(shutil.copytree(checkout, tmp_path / "alone"))
    expected = clientloom("generate", "--cache", "off", cwd=alone)
    assert (expected.code, expected.out.count("added")) == (2, 6)
    workers.add_worker(KILL_AT="2")
    workers.add_worker()
    found = clientloom("generate", "--scheduler", workers.address, cwd=checkout)
    assert sort_lines(found) == sort_lines(expected)
    killed, kept = workers.workers
    assert (killed.wait(10), kept.poll()) == (-signal.SIGKILL, None)
    assert texts(checkout / "generated") == texts(alone / "generated")
    assert len(texts(checkout / "generated")) > 100
    readme = checkout / "generated" / "styled" / "README.md"
    assert readme.read_text("utf-8") == "Our own page.\n"
    again = clientloom("generate", "--check", "plain", "outside", "styled", cwd=checkout)
    assert again == Result(0, "plain: up to date\noutside: up to date\nstyled: up to date\n", "")


def test_a_worker_with_other_code_is_refused_before_work_starts(
    checkout: Path, workers: Cluster, installed: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copytree(installed, tmp_path / "other"))
    with (other / "clientloom" / "render" / "markdown.py").open("a") as file:
        file.write("# one line more\n")
    workers.add_worker()
    workers.add_worker(PYTHONPATH=str(other), KILL_AT="1")
    found = clientloom("generate", "--scheduler", workers.address, cwd=checkout)
    assert (found.code, found.out) == (2, "")
    assert found.err.count("error[cluster]") == 1
    assert "the code of clientloom is not the same; install there what is installed" in found.err
    assert workers.workers[1].poll() is None, "it was asked for work"
    assert not (checkout / "generated").exists()


def test_a_worker_without_clientloom_is_named(checkout: Path, workers: Cluster) -> None:
    workers.add_worker(WITHOUT="clientloom")
    found = clientloom("generate", "--scheduler", workers.address, cwd=checkout)
    assert (found.code, found.out) == (2, "")
    assert "error[cluster]: the worker would not make the same packages" in found.err
    assert "clientloom cannot be imported there (ModuleNotFoundError" in found.err


def test_a_lost_scheduler_fails_what_is_not_done_and_a_further_run_does_it(
    checkout: Path, workers: Cluster
) -> None:
    workers.add_worker(KILL_AT="3", KILL=str(workers.scheduler.pid))
    found = clientloom("generate", "--scheduler", workers.address, cwd=checkout)
    assert found.code == 2
    done = found.out.count("added")  # what was made is lost as well if it was not fetched yet
    assert done < 3
    lost = "error[cluster]: the connection to the scheduler was lost; run again"
    assert (found.err.count(lost), found.err.count("\n")) == (3 - done, 3 - done)
    again = clientloom("generate", cwd=checkout)
    assert (again.code, again.out.count("up to date"), again.out.count("added")) == (
        0,
        done,
        3 - done,
    )


def test_what_cannot_be_used_is_said_before_anything_is_read(checkout: Path) -> None:
    wrong = clientloom("generate", "--scheduler", "nonsense://x", cwd=checkout)
    assert wrong.code == 2
    assert wrong.err.startswith("nonsense://x: error[cluster]: cannot connect to the scheduler")
    document = checkout / "specs" / "plain" / "openapi.yaml"
    one_off = ("--spec", document, "--package", "a", "--output", "out")
    refused = clientloom("generate", *one_off, "--scheduler", "tcp://127.0.0.1:1", cwd=checkout)
    assert "error[usage]: --scheduler is for the vendors of a checkout" in refused.err
