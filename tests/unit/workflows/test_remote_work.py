# Packages that workers elsewhere render: what goes there and comes back, and every way in which it does not. The
# processes themselves are those of tests/workflow/test_cluster.py.
from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import CancelledError
from pathlib import Path
from typing import Any, cast

import distributed
import pytest
from clientloom import bounded
from clientloom.diagnostics import InputError
from clientloom.workflows.generate import Task, render_task
from clientloom.workflows.spread import cluster, shipment, tool_versions
from clientloom.workflows.spread.cluster import Cluster, connect
from clientloom.workflows.spread.shipment import pack, render_shipment, unpack
from clientloom.workflows.spread.tool_versions import find_tool_versions
from distributed import KilledWorker
from distributed.comm.core import CommClosedError
from support.review_cases import BASE

VERSIONS = find_tool_versions()


def vendor(root: Path, name: str, text: str = BASE) -> Task:
    folder = root / "specs" / name
    folder.mkdir(parents=True)
    (folder / "client.toml").write_text(f'[package]\nname = "{name}"\n', "utf-8")
    (folder / "openapi.yaml").write_text(text, "utf-8")
    return Task(label=name, source=folder, package=root / "generated" / name, root=root)


@pytest.fixture
def task(tmp_path: Path) -> Task:
    return vendor(tmp_path, "shop")


WRONG = BASE.replace("paths:", "paths: ]")


@pytest.mark.parametrize("text", [BASE, WRONG])
def test_what_comes_back_is_what_is_made_here(text: str, tmp_path: Path) -> None:
    task = vendor(tmp_path, "shop", text)
    here, there = render_task(task), unpack(task, render_shipment(pack(task)))
    assert there.diagnostics == here.diagnostics
    assert bool(here.package) is (text == BASE)
    if here.package:
        assert there.package
        assert dict(there.package.files) == dict(here.package.files)
        assert (there.package.name, there.package.version) == ("shop", here.package.version)
    assert not any(str(tmp_path) in str(found) for found in there.diagnostics)


def test_a_link_that_leads_out_of_the_folder_is_not_sent(task: Task, tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    (Path(task.source) / "own.yaml").symlink_to("openapi.yaml")
    (Path(task.source) / "out.yaml").symlink_to(tmp_path / "secret")
    sent = {Path(name).name for name in pack(task).files}
    assert sent == {"client.toml", "openapi.yaml", "own.yaml"}


def test_a_document_at_an_address_is_read_there(task: Task) -> None:
    settings = Path(task.source) / "client.toml"
    where = '\n[document]\npath = "https://server.example/a.yaml"\n'
    settings.write_text(settings.read_text("utf-8") + where, "utf-8")
    (Path(task.source) / "openapi.yaml").unlink()
    assert [Path(name).name for name in pack(task).files] == ["client.toml"]


def test_files_that_are_too_large_together_are_not_sent(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shipment, "MAX_BYTES", 1)
    with pytest.raises(OSError, match="too large together"):
        pack(task)
    assert bounded.MAX_BYTES > 1


class Scheduler:
    """A scheduler that does as a test says."""

    def __init__(
        self, submit: Callable[..., Any] = lambda *_, **__: None, workers: int = 1, **answers: Any
    ) -> None:
        self.submit, self.workers, self.answers = submit, workers, answers

    def scheduler_info(self, n_workers: int) -> Any:
        assert n_workers == -1
        return {"workers": range(self.workers)}

    def wait_for_workers(self, count: int, timeout: float) -> None:
        assert timeout > count
        if not self.workers:
            raise TimeoutError

    def run(self, *_: object, on_error: str) -> Any:
        assert on_error == "return"
        return self.answers


class Done:
    """A future that is done."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work

    def result(self, timeout: float) -> Any:
        assert timeout > 0
        return self.work()


def over(scheduler: Scheduler) -> Cluster:
    return Cluster("tcp://there", cast("distributed.Client", scheduler))


def raising(error: BaseException) -> Callable[[], Any]:
    def work() -> Any:
        raise error

    return work


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (KilledWorker("t", cast("Any", "tcp://w"), 3), "shop: error[cluster]: every worker that rendered the package was lost, the last one was tcp://w"),
        (TimeoutError(), "tcp://there: error[cluster]: the scheduler has had no worker for 120 seconds; start workers"),
        (CancelledError(), "tcp://there: error[cluster]: the connection to the scheduler was lost; run again"),
        (CommClosedError(), "tcp://there: error[cluster]: the connection to the scheduler was lost; run again"),
        (RuntimeError("a fault"), "shop: error[internal]: RuntimeError: a fault"),
    ],
)  # fmt: skip
def test_a_package_that_is_lost_says_why(
    error: BaseException, said: str, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distributed, "wait", lambda futures, *_: Waited(futures))
    [found] = over(Scheduler(lambda *_, **__: Done(raising(error)))).render_all([task])
    assert found.package is None
    [problem] = found.diagnostics
    assert str(problem).startswith(said)


class Waited:
    def __init__(self, done: Any) -> None:
        self.done = done


def test_a_package_that_cannot_be_sent_leaves_the_others_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, gone = vendor(tmp_path, "good", WRONG), vendor(tmp_path, "gone")
    (Path(gone.source) / "client.toml").unlink()
    monkeypatch.setattr(distributed, "wait", lambda futures, *_: Waited(futures))
    scheduler = Scheduler(lambda work, *sent, pure: Done(lambda: None if pure else work(*sent)))
    found = {o.task.label: str(o.diagnostics[0]) for o in over(scheduler).render_all([gone, good])}
    [alone] = over(scheduler).render_all([gone])
    assert str(alone.diagnostics[0]) == found["gone"]
    assert "error[missing-file]" in found["gone"]
    assert "specs/good/openapi.yaml" in found["good"]


def test_a_worker_that_came_later_with_other_code_renders_nothing(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = pack(task)
    monkeypatch.setattr(cluster, "find_tool_versions", lambda: dict.fromkeys(VERSIONS, "0"))
    found = unpack(task, cluster._render_checked(sent, VERSIONS))
    [problem] = found.diagnostics
    assert str(problem).startswith(
        "shop: error[cluster]: the worker would not make the same packages: "
    )


@pytest.mark.parametrize(
    ("workers", "answer", "said"),
    [
        (0, VERSIONS, "tcp://there: error[cluster]: the scheduler has had no worker for 120 seconds"),
        (1, {}, "tcp://w: error[cluster]: the worker would not make the same packages: "),
        (1, ModuleNotFoundError("clientloom"), "tcp://w: error[cluster]: the worker would not make the same packages: clientloom cannot be imported there (clientloom)"),
        (1, VERSIONS, ""),
    ],
)  # fmt: skip
def test_workers_are_compared_before_work_starts(workers: int, answer: Any, said: str) -> None:
    checked = over(Scheduler(workers=workers, **{"tcp://w": answer}))
    if not said:
        checked.check_versions()
        return
    with pytest.raises(InputError) as caught:
        checked.check_versions()
    assert str(caught.value.diagnostics[0]).startswith(said)


@pytest.mark.parametrize(("workers", "waits"), [(0, 3), (2, 6)])
def test_without_a_worker_for_long_everything_fails(
    workers: int, waits: int, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two minutes of a clock that goes on by a minute whenever it is asked for."""
    now, asked = [0.0], list[int]()

    def wait(futures: Any, *_: object) -> Any:
        asked.append(len(futures))
        if len(asked) == waits and workers:
            return Waited(futures)
        now[0] += 60
        raise TimeoutError

    monkeypatch.setattr(distributed, "wait", wait)
    monkeypatch.setattr("clientloom.workflows.spread.cluster.time.monotonic", lambda: now[0])
    over_there = over(Scheduler(lambda *_, **__: Done(raising(TimeoutError())), workers=workers))
    [found] = over_there.render_all([task])
    assert "had no worker for 120 seconds" in str(found.diagnostics[0])
    assert len(asked) == waits


def test_a_lost_connection_is_noticed_while_it_waits(
    task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wait(*_: object) -> Any:
        raise CancelledError

    monkeypatch.setattr(distributed, "wait", wait)
    [found] = over(Scheduler(lambda *_, **__: Done(raising(CancelledError())))).render_all([task])
    assert "connection to the scheduler was lost" in str(found.diagnostics[0])


def test_dask_is_needed_only_for_this(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(cast("Any", __import__("sys").modules), "distributed", None)
    with (
        pytest.raises(InputError, match=r"not installed; run `pip install clientloom\[dask\]`"),
        connect("tcp://there"),
    ):
        pass


def test_versions_are_told_in_words() -> None:
    here = {"python": "3.13", "ruff": "1", "code": "a" * 64}
    there = {"python": "3.12", "code": "b" * 64}
    assert tool_versions.find_differences(here, there) == [
        "python is 3.12, here it is 3.13",
        "ruff is missing, here it is 1",
        "code is not the same",
    ]
