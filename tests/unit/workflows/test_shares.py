# Shares of a fleet: each vendor in one, about the same size, and hardly moved by a change.
from __future__ import annotations

import random
from collections.abc import Mapping

from clientloom.workflows.spread.shares import select_share
from hypothesis import given
from hypothesis import strategies as st


def share_of_each(sizes: Mapping[str, int], count: int) -> dict[str, int]:
    shares = (select_share(sizes, number, count) for number in range(1, count + 1))
    return {name: number for number, names in enumerate(shares) for name in names}


def fleet(count: int) -> dict[str, int]:
    """Documents of sizes as they are found: most are small, a few are very large."""
    chance = random.Random(13)
    return {f"v{number}": int(chance.lognormvariate(11, 1.8)) for number in range(count)}


@given(st.dictionaries(st.text(), st.integers(0, 10**9), max_size=30), st.integers(1, 9))
def test_each_vendor_is_in_one_share(sizes: dict[str, int], count: int) -> None:
    shares = [select_share(sizes, number, count) for number in range(1, count + 1)]
    assert sum(map(len, shares)) == len(sizes)
    assert frozenset[str]().union(*shares) == sizes.keys()


def test_shares_have_about_the_same_work() -> None:
    sizes = fleet(500)
    loads = [0.0] * 8
    for name, share in share_of_each(sizes, 8).items():
        loads[share] += sizes[name] + 300_000  # a package costs something beside its document
    assert max(loads) < 1.15 * sum(loads) / 8
    assert max(loads) > sum(loads) / 8


def test_a_change_moves_few_vendors() -> None:
    sizes = fleet(500)
    before = share_of_each(sizes, 8)
    grown = share_of_each({**sizes, "v3": sizes["v3"] + 10}, 8)
    assert grown == before
    for changed in ({**sizes, "new": 2_000_000}, {k: v for k, v in sizes.items() if k != "v7"}):
        after = share_of_each(changed, 8)
        assert sum(after.get(name) != share for name, share in before.items()) < 25


def test_the_order_of_the_vendors_says_nothing() -> None:
    sizes = fleet(50)
    assert share_of_each(dict(reversed(sizes.items())), 4) == share_of_each(sizes, 4)
