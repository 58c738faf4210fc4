# What goes wrong around a package: a program that is missing, a file that is gone, a text that nobody would read.
from __future__ import annotations

import os
import subprocess
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from clientloom.checkout.provenance import inputs_of
from clientloom.checkout.workspace import Workspace
from clientloom.config.load import load_vendor, one_off
from clientloom.config.settings import UpstreamConfig
from clientloom.diagnostics import InputError, Span
from clientloom.processes import each_done, usable_cores
from clientloom.workflows import comparison, release_candidates
from clientloom.workflows.baseline import read_generated_api
from clientloom.workflows.commits import run_git
from clientloom.workflows.comparison import short_diffs
from clientloom.workflows.diff_inputs import unpack
from clientloom.workflows.documents import fetched_files
from clientloom.workflows.documents.fetched_files import current_document, download_parts
from clientloom.workflows.generate import Task, explain, fail
from clientloom.workflows.package_texts import read_text
from clientloom.workflows.release_candidates import find_problems


def test_git_that_is_not_installed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "git")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(InputError, match=r"a@b: error\[git\]: git cannot be run: .*; install git"):
        run_git(tmp_path, ["status"], "a@b")


def test_a_file_of_a_package_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"pkg: error\[no-surface\]: x.json is missing; generate"):
        read_text(tmp_path / "x.json", "pkg")


def test_whatever_ends_a_rendering_is_told_with_its_package() -> None:
    refused = InputError.at(release_candidates.not_generated_error(Path("generated/a/x"), "m").diagnostics[0].span, "cluster", "m")  # fmt: skip
    said = [
        str(explain(problem, "shop")[0])
        for problem in (refused, PermissionError(13, "Permission denied", "x"), KeyError("k"))
    ]
    assert said[0].startswith("generated/a/x: error[cluster]: m")
    assert said[1].startswith("x: error[system]: Permission denied")
    assert said[2].startswith("shop: error[internal]: KeyError: 'k'")


def test_a_package_that_cannot_be_rendered_any_more_is_no_candidate(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "generated/a"
    package.mkdir(parents=True)
    (package / "clientloom.surface.json").touch()

    def render(task: Task) -> object:
        return fail(task, explain(KeyError("k"), task.label))

    monkeypatch.setattr(release_candidates, "render_task", render)
    with pytest.raises(InputError, match=r"a: error\[internal\]: KeyError"):
        find_problems(Workspace(tmp_path), "a")


def test_a_difference_that_nobody_would_read_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (
        {"a.py": b"1\n2\n", "same": b"x\n"},
        {"a.py": b"1\n3\n", "same": b"x\n", "b": b"\xff\n"},
    )
    assert [diff.path for diff in short_diffs(old, new)] == ["a.py", "b"]
    monkeypatch.setattr(comparison, "WHOLE", 4)
    assert short_diffs(old, new) == ()


def test_a_workers_pool_that_is_broken_leaves_the_rest_waiting() -> None:
    class Broken:
        def submit(self, *_: object) -> None:
            raise BrokenProcessPool

    waiting = deque([1, 2])
    assert list(each_done(cast("ProcessPoolExecutor", Broken()), abs, waiting, 2)) == []
    assert list(waiting) == [1, 2]


def test_every_processor_counts_where_a_process_cannot_be_kept_from_some(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    assert usable_cores() == (os.cpu_count() or 1)


def test_files_of_a_commit_that_are_not_there(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@a.test"]
    (tmp_path / "a.yaml").write_text("x", "utf-8")
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "one"]):
        subprocess.run([*git, *arguments], check=True)
    target = tmp_path / "target"
    unpack(tmp_path, "HEAD", ["a.yaml"], target, "it")
    unpack(tmp_path, "HEAD", ["b.yaml"], target, "it", optional=True)
    assert [path.name for path in target.iterdir()] == ["a.yaml"]
    with pytest.raises(InputError, match=r"it: error\[git\]: git failed"):
        unpack(tmp_path, "HEAD", ["b.yaml"], target, "it")
    with pytest.raises(InputError, match="a revision cannot begin with a dash"):
        unpack(tmp_path, "--output=x", ["a.yaml"], target, "it", optional=True)


@pytest.mark.parametrize("content", [None, b"{}", b"no JSON", b"\xff", b'{"format": 999}'])
def test_a_surface_that_cannot_be_read_is_none(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "clientloom.surface.json").write_bytes(content)
    assert read_generated_api(tmp_path) is None


def test_a_document_at_an_address_is_not_updated() -> None:
    assert current_document(one_off("a.yaml", "a")).name == "a.yaml"
    with pytest.raises(InputError, match=r"error\[no-document-file\]: the document is a URL"):
        current_document(one_off("https://a.test/a.yaml", "a"))


def test_files_beside_a_document_at_an_address(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"https://a.test/api/b.yaml": b"x: 1", "https://a.test/api/c.yaml": b"y: " + b"1" * 50}

    def read(url: str, *, private: bool) -> bytes:
        assert private
        if url not in files:
            raise InputError.at(Span(url), "fetch", "not found")
        return files[url]

    monkeypatch.setattr("clientloom.document.files.remote.fetch", read)
    address = "https://a.test/api/a.yaml"
    document = b"a: {$ref: b.yaml}\nb: {$ref: gone.yaml}\nc: {$ref: c.yaml}"
    found = download_parts(address, document, "a.yaml")
    assert set(found) == {"b.yaml", "c.yaml"}
    monkeypatch.setattr(fetched_files, "UpstreamConfig", lambda: UpstreamConfig(max_bytes=50))
    with pytest.raises(
        InputError, match=r"https://a.test/api/a.yaml: error\[fetch\]: the files of"
    ):
        download_parts(address, document, "a.yaml")


def test_inputs_that_came_from_an_address_are_named_by_it(tmp_path: Path) -> None:
    folder = tmp_path / "specs" / "a"
    folder.mkdir(parents=True)
    (folder / "client.toml").write_text('[package]\nname = "a"\n', "utf-8")
    (folder / "a.yaml").touch()
    vendor = load_vendor(folder, root=tmp_path)
    read = {"https://a.test/b.yaml": "1", "specs/a/a.yaml": "2", "specs/c.yaml": "3"}
    document = cast("Any", SimpleNamespace(sha256=read))
    found = inputs_of(vendor, document, tmp_path).document
    assert found == {"https://a.test/b.yaml": "1", "a.yaml": "2", "../c.yaml": "3"}
