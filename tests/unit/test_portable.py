# Names and hashes that are the same on every system, and the guards of what only some of them have.
from __future__ import annotations

import io
import os
import signal
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from clientloom import processes
from clientloom.cli import entry
from clientloom.portable import is_url, relative_name, text_digest
from clientloom.processes import submit_all, worker_pool


def test_line_ends_of_a_checkout_do_not_change_a_hash() -> None:
    assert text_digest(b"a: 1\r\nb: 2\r\n") == text_digest(b"a: 1\nb: 2\n")
    assert text_digest(b"a: 1\n") == sha256(b"a: 1\n").hexdigest()


@pytest.mark.parametrize(
    ("text", "answer"),
    [("https://a.example", True), ("HTTP://a.example", True), ("http.yaml", False), ("a", False)],
)
def test_what_is_a_url(text: str, answer: bool) -> None:
    assert is_url(text) is answer


def test_a_name_is_relative_where_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert relative_name(tmp_path / "a" / "b.yaml", tmp_path / "c") == "../a/b.yaml"

    def refuse(*_: object) -> str:
        message = "path is on mount 'D:', start on mount 'C:'"
        raise ValueError(message)

    monkeypatch.setattr(os.path, "relpath", refuse)
    assert relative_name(tmp_path / "a", tmp_path) == (tmp_path / "a").as_posix()


def test_workers_start_where_signals_cannot_be_held_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    with worker_pool(1) as pool:
        assert [done.result() for done in submit_all(pool, abs, [-1, 2])] == [1, 2]


def test_a_worker_ignores_ctrl_c_where_it_cannot_be_held_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    monkeypatch.delattr(signal, "pthread_sigmask", raising=False)
    try:
        processes._prepare_worker(700)
        assert signal.getsignal(signal.SIGINT) == signal.SIG_IGN
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def test_what_is_printed_has_the_same_bytes_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    windows = io.TextIOWrapper(written, encoding="cp1252", newline="\r\n")
    monkeypatch.setattr(sys, "stdout", windows)
    monkeypatch.setattr(sys, "argv", ["clientloom", "--help"])
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    monkeypatch.setattr(entry, "run", lambda _: windows.write("─► é\n") * 0)
    monkeypatch.setattr(os, "_exit", sys.exit)
    with pytest.raises(SystemExit):
        entry.main()
    windows.flush()
    assert written.getvalue() == "─► é\n".encode()
