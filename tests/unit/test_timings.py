# Stages are measured while somebody records, and cost nothing otherwise.
from __future__ import annotations

import time
from pathlib import Path

import pytest
from clientloom.cli.printed_tables import timing_table
from clientloom.timings import StageTime, record_stages, stage


def test_stages_are_recorded_in_order() -> None:
    with record_stages() as found:
        with stage("read"):
            time.sleep(0.02)
        with stage("write"):
            pass
    with stage("later"):
        pass
    assert [each.name for each in found] == ["read", "write"]
    assert found[0].seconds >= 0.02 > found[1].seconds
    assert found[0].cpu < 5


def test_a_stage_that_fails_is_left_out_and_recording_ends() -> None:
    with record_stages() as found, pytest.raises(ValueError, match="no"), stage("read"):
        raise ValueError("no")
    with stage("later"):
        pass
    assert found == []


def test_the_inner_recording_takes_the_stages() -> None:
    with record_stages() as outer:
        with record_stages() as inner, stage("read"):
            pass
        with stage("write"):
            pass
    assert [each.name for each in inner] == ["read"]
    assert [each.name for each in outer] == ["write"]


def test_the_table() -> None:
    stages = [
        StageTime(name="read", seconds=0.5, cpu=0.25, memory=40),
        StageTime(name="write", seconds=1.5, cpu=0.75, memory=0),
    ]
    assert timing_table("acme", stages).splitlines() == [
        "acme                     seconds     cpu  share  peak MiB",
        "  read                      0.50    0.25    25%        40",
        "  write                     1.50    0.75    75%         -",
        "  total                     2.00    1.00   100%        40",
    ]
    assert timing_table("acme", []).splitlines()[-1].split() == [
        "total",
        "0.00",
        "0.00",
        "100%",
        "-",
    ]


@pytest.mark.parametrize("text", [None, "Name: x\n", "VmHWM:  2048 kB\n"])
def test_memory_is_what_linux_says(text: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(*_: object) -> str:
        if text is None:
            raise FileNotFoundError
        return text

    monkeypatch.setattr(Path, "read_text", read)
    with record_stages() as found, stage("read"):
        pass
    assert found[0].memory == (2 if text and "VmHWM" in text else 0)
