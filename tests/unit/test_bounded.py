# Files, archives and waits that end, whatever they are.
from __future__ import annotations

import errno
import os
import sys
import threading
from pathlib import Path
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import pytest
from clientloom.bounded import copy_file, read_bytes, read_members, read_text, within

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="devices and pipes of POSIX")


def test_a_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"12345")
    assert read_bytes(path, 5) == b"12345"
    with pytest.raises(OSError, match="larger than 4 bytes") as caught:
        read_bytes(path, 4)
    assert (caught.value.errno, caught.value.filename) == (errno.EFBIG, str(path))


def test_a_text_has_the_line_ends_of_python(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"\xef\xbb\xbfa\r\nb\rc\n")
    assert read_text(path, "utf-8-sig") == "a\nb\nc\n" == path.read_text("utf-8-sig")


@POSIX
def test_a_device_and_a_pipe_are_no_files(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for path in (Path("/dev/zero"), tmp_path / "pipe", tmp_path / "link"):
        with pytest.raises(OSError, match="not a regular file"):
            read_bytes(path)
        with pytest.raises(OSError, match="not a regular file"):
            copy_file(path, tmp_path / "copy")
    with pytest.raises(IsADirectoryError):
        read_bytes(tmp_path)


def test_a_copy_has_the_permissions(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"x")
    source.chmod(0o700)
    copy_file(source, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"x"
    assert (tmp_path / "b").stat().st_mode == source.stat().st_mode


def test_an_archive_does_not_unpack_without_end(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a", b"0" * 3000)
        archive.writestr("b", b"0" * 3000)
    with ZipFile(path) as archive:
        assert read_members(archive, ["a"], 3000) == {"a": b"0" * 3000}
        with pytest.raises(BadZipFile, match="larger than 5000 bytes"):
            read_members(archive, ["a", "b"], 5000)


def test_a_wait_ends() -> None:
    freed = threading.Event()
    with pytest.raises(TimeoutError, match="more than 0 seconds"):
        within(0.05, freed.wait, freed.set)
    assert freed.is_set()


def test_what_comes_of_it_in_time_is_handed_on() -> None:
    def fail() -> None:
        raise KeyError("x")

    assert within(5, lambda: 42, fail) == 42
    with pytest.raises(KeyError):
        within(5, fail, fail)
