# The cache never changes a result: what is damaged, foreign or missing is made again.
from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path

import pytest
from clientloom.cache import NO_CACHE, Cache
from clientloom.processes import submit_all, worker_pool

MONTH = 31 * 86_400


def entry(folder: Path) -> Path:
    (only,) = folder.glob("??/*")
    return only


def made(cache: Cache, text: str = "made", *inputs: str) -> bool:
    """Whether the text had to be made."""
    asked: list[str] = []

    def make() -> str:
        asked.append(text)
        return text

    assert cache.text("kind", inputs, make) == text
    return bool(asked)


def test_a_text_is_made_once(tmp_path: Path) -> None:
    assert made(Cache(tmp_path, "1"))
    assert not made(Cache(tmp_path, "1"))
    assert (tmp_path / ".gitignore").read_text("ascii") == "*\n"


def test_git_ignores_the_entries(tmp_path: Path) -> None:
    ignored = tmp_path / ".gitignore"
    for known in (b"*\n", b""):  # as it should be, and as a killed run left it
        ignored.write_bytes(known)
        os.utime(ignored, (1, 1))
        assert made(Cache(tmp_path, known.hex()))
        assert ignored.read_bytes() == b"*\n"
        assert (ignored.stat().st_mtime == 1) == bool(known), "only a damaged one is written again"


def test_nothing_is_kept_without_a_folder() -> None:
    assert made(NO_CACHE)
    assert made(NO_CACHE)
    NO_CACHE.prune()


def test_another_stamp_kind_or_input_is_another_entry(tmp_path: Path) -> None:
    assert made(Cache(tmp_path, "1"))
    assert made(Cache(tmp_path, "2"))
    assert made(Cache(tmp_path, "1"), "made", "input")
    keys = {Cache(tmp_path).key(*parts) for parts in (("ab", "c"), ("a", "bc"), ("a", "b", "c"))}
    assert len(keys) == 3


def replace_by_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def claim_bad_text(path: Path) -> None:
    key = path.parent.name + path.name
    body = b"\xff"
    path.write_bytes(sha256(key.encode() + body).hexdigest().encode() + b"\n" + body)


def put_foreign(path: Path) -> None:
    """What another key has, whole, in the place of this one."""
    folder = path.parents[1]
    Cache(folder).put("ab" * 32, "foreign")
    (folder / "ab" / ("ab" * 31)).replace(path)


@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[:-1]),
        lambda path: path.write_bytes(path.read_bytes().replace(b"made", b"evil")),
        lambda path: path.write_bytes(b"no entry at all"),
        claim_bad_text,
        put_foreign,
        replace_by_folder,
        lambda path: shutil.rmtree(path.parent),
        lambda path: shutil.rmtree(path.parents[1]),
    ],
)
def test_a_damaged_entry_is_made_again(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    folder = tmp_path / "cache"
    made(Cache(folder))
    damage(entry(folder))
    assert made(Cache(folder))


def test_a_repaired_entry_is_used(tmp_path: Path) -> None:
    made(Cache(tmp_path))
    entry(tmp_path).write_bytes(b"damaged")
    made(Cache(tmp_path))
    assert not made(Cache(tmp_path))


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("here", "ascii")
    assert made(Cache(tmp_path / "file"))
    assert made(Cache(tmp_path / "file" / "below"))
    Cache(tmp_path / "file").prune()


def test_a_text_that_is_no_unicode_is_made_each_time(tmp_path: Path) -> None:
    assert made(Cache(tmp_path), "\ud800")
    assert made(Cache(tmp_path), "\ud800")


def test_what_nobody_used_for_a_month_is_removed_once_a_day(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    made(cache, "old", "old")
    old = entry(tmp_path)
    os.utime(old, (old.stat().st_atime, old.stat().st_mtime - MONTH))
    made(cache, "new", "new")
    cache.prune()
    assert not old.exists()
    assert not made(cache, "new", "new")
    made(cache, "old", "old")
    os.utime(old, (old.stat().st_atime, old.stat().st_mtime - MONTH))
    cache.prune()
    assert old.exists()


def test_an_entry_that_is_used_stays(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    made(cache)
    path = entry(tmp_path)
    os.utime(path, (path.stat().st_atime, path.stat().st_mtime - MONTH))
    assert not made(cache)
    cache.prune()
    assert path.exists()


def long_text(number: int) -> str:
    return f"{number}" * 10_000


def fill(folder: Path) -> list[str]:
    cache = Cache(folder)
    return [cache.text("kind", (str(n),), partial(long_text, n)) for n in range(60)]


def test_two_runs_share_a_folder(tmp_path: Path) -> None:
    with worker_pool(2) as pool:
        found = [done.result() for done in submit_all(pool, fill, [tmp_path] * 2)]
    assert found == [[long_text(n) for n in range(60)]] * 2
    assert len(list(tmp_path.glob("??/*"))) == 60


def test_texts_are_made_once_and_equal_ones_kept_once(tmp_path: Path) -> None:
    cache = Cache(tmp_path, "1")
    one, two = {"a": "same", "b": "same", "c": ""}, {"a": "same", "d": "other"}
    assert cache.texts("kind", ("1",), lambda: one) == one
    assert cache.texts("kind", ("2",), lambda: two) == two
    assert len(list(tmp_path.glob("??/*"))) == 5, "two tables and three texts"
    assert cache.texts("kind", ("1",), dict) == one == cache.texts("kind", ("1",), lambda: two)
    assert cache.texts("kind", ("3",), dict) == {} == cache.texts("kind", ("3",), lambda: one)
    assert NO_CACHE.texts("kind", ("1",), lambda: two) == two


@pytest.mark.parametrize("number", range(3))
def test_a_damaged_part_of_texts_is_made_again(tmp_path: Path, number: int) -> None:
    texts = {"a": "first", "b": "second"}
    Cache(tmp_path).texts("kind", (), lambda: texts)
    damaged = sorted(tmp_path.glob("??/*"))[number]
    damaged.write_bytes(damaged.read_bytes()[:-1] + b"?")
    assert Cache(tmp_path).texts("kind", (), lambda: texts) == texts
    assert Cache(tmp_path).texts("kind", (), dict) == texts
