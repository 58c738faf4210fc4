# The table that `generate --timings` prints. May import timings.
"""The stages of a run as plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clientloom.timings import StageTime


def timing_table(label: str, stages: Sequence[StageTime]) -> str:
    """Returns a line for each stage, with its share of the processor time, and a last line for all of them."""
    return "\n".join(_lines(label, stages))


def _lines(label: str, stages: Sequence[StageTime]) -> Iterator[str]:
    whole = sum(stage.cpu for stage in stages)
    yield f"{label:<24}{'seconds':>8}{'cpu':>8}{'share':>7}{'peak MiB':>10}"
    for stage in stages:
        share = stage.cpu / whole if whole else 0
        yield _row(f"  {stage.name}", stage.seconds, stage.cpu, share, stage.memory)
    peak = max((stage.memory for stage in stages), default=0)
    yield _row("  total", sum(stage.seconds for stage in stages), whole, 1, peak)


def _row(name: str, seconds: float, cpu: float, share: float, memory: float) -> str:
    shown = f"{memory:.0f}" if memory else "-"
    return f"{name:<24}{seconds:>8.2f}{cpu:>8.2f}{share:>7.0%}{shown:>10}"
