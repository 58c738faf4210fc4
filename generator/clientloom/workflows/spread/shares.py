# How vendors are divided among jobs that know nothing of each other. Imports the standard library only.
"""`select_share`: stable shares of about the same size."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil, log2
from zlib import crc32

_START_COST = 300_000
"""What a package costs beside its document, as bytes of a document that would take as long."""
_SLACK = 1.05
_STEPS = 4


def select_share(sizes: Mapping[str, int], number: int, count: int) -> frozenset[str]:
    """Returns the names of one share.

    Each name prefers the shares in an order of its own, by a hash, and takes the first that is not full. So a name that
    comes, goes or grows moves few others, and a cache that CI keeps for each share stays useful.

    Args:
        sizes: the size of each vendor's documents in bytes.
        number: which share, counted from 1.
        count: how many shares there are.
    """
    weights = {name: _weigh(size) for name, size in sizes.items()}
    limit = _SLACK * sum(weights.values()) / count
    loads = [0.0] * count
    chosen = set()
    for name in sorted(weights, key=lambda name: (-weights[name], name)):
        share = _choose(name, weights[name], loads, limit)
        loads[share] += weights[name]
        if share == number - 1:
            chosen.add(name)
    return frozenset(chosen)


def _weigh(size: int) -> float:
    """Returns the work of a vendor, rounded up so that a small change of its document changes nothing."""
    return float(2 ** (ceil(log2(size + _START_COST) * _STEPS) / _STEPS))


def _choose(name: str, weight: float, loads: list[float], limit: float) -> int:
    """Returns the first share in the name's own order that has room, or else the one with the least work."""
    start = crc32(name.encode("utf-8", "surrogateescape"))
    order = sorted(range(len(loads)), key=lambda share: crc32(b"%d" % share, start))
    free = (share for share in order if loads[share] + weight <= limit)
    return next(free, min(order, key=loads.__getitem__))
