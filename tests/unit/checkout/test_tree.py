# Comparing in both directions, and writing all or nothing without touching what others own.
from __future__ import annotations

import os
import shutil
from pathlib import Path, PurePosixPath

import pytest
from clientloom.checkout.tree import (
    EditedFilesError,
    Files,
    ForeignFolderError,
    Kind,
    Owned,
    TreeDiff,
    compare,
    digest,
    write,
)
from clientloom.diagnostics import InputError

P = PurePosixPath


def snapshot(folder: Path) -> dict[str, str]:
    """Every file below the folder, and its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def owned(files: Files) -> Owned:
    return {path: digest(text.encode()) for path, text in files.items()}


def kinds(diff: TreeDiff) -> dict[str, str]:
    return {str(change.path): change.kind.value for change in diff.changes}


OLD = {P("a.py"): "a\n", P("src/b.py"): "b\n", P("src/gone/c.py"): "c\n"}
NEW = {P("a.py"): "a\n", P("src/b.py"): "B\n", P("src/new/d.py"): "d é\n"}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    folder = tmp_path / "pkg"
    write(OLD, folder, {})
    return folder


def test_a_new_folder_is_written_whole(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "pkg"
    folder.parent.mkdir()
    diff = write(NEW, folder, {})
    assert kinds(diff) == dict.fromkeys(("a.py", "src/b.py", "src/new/d.py"), "missing")
    assert snapshot(folder) == {"a.py": "a\n", "src/b.py": "B\n", "src/new/d.py": "d é\n"}
    assert compare(NEW, folder, owned(NEW)).changes == ()


def test_the_comparison_looks_both_ways(package: Path) -> None:
    (package / "own.txt").write_text("mine", "utf-8")
    diff = compare(NEW, package, owned(OLD))
    assert kinds(diff) == {
        "src/b.py": "changed",
        "src/gone/c.py": "stale",
        "src/new/d.py": "missing",
    }


def test_an_edited_file_is_told_apart_from_one_that_changed(package: Path) -> None:
    (package / "src/b.py").write_text("mine\n", "utf-8")
    (package / "src/gone/c.py").write_text("mine\n", "utf-8")
    diff = compare(NEW, package, owned(OLD))
    assert {c.path for c in diff.of(Kind.EDITED)} == {P("src/b.py"), P("src/gone/c.py")}


def test_a_strangers_file_in_the_way_counts_as_edited(package: Path) -> None:
    (package / "src/new").mkdir()
    (package / "src/new/d.py").write_text("mine\n", "utf-8")
    assert kinds(compare(NEW, package, owned(OLD)))["src/new/d.py"] == "edited"


def test_an_edit_that_made_what_is_rendered_is_no_difference(package: Path) -> None:
    (package / "src/b.py").write_text("B\n", "utf-8")
    assert "src/b.py" not in kinds(compare(NEW, package, owned(OLD)))


def test_writing_replaces_removes_and_keeps(package: Path) -> None:
    (package / "own").mkdir()
    (package / "own/notes.txt").write_text("mine", "utf-8")
    (package / "src/gone/kept.py").write_text("mine", "utf-8")
    (package / "empty").mkdir()
    (package / "link").symlink_to("own/notes.txt")
    script = package / "own/run.sh"
    script.write_text("#!/bin/sh\n", "utf-8")
    script.chmod(0o755)
    untouched = (package / "a.py").stat()
    write(NEW, package, owned(OLD))
    assert snapshot(package) == {
        "a.py": "a\n",
        "link": "mine",
        "own/notes.txt": "mine",
        "own/run.sh": "#!/bin/sh\n",
        "src/b.py": "B\n",
        "src/gone/kept.py": "mine",
        "src/new/d.py": "d é\n",
    }
    assert os.access(package / "own/run.sh", os.X_OK)
    assert (package / "link").is_symlink()
    assert (package / "empty").is_dir()
    assert (package / "a.py").stat().st_mtime_ns == untouched.st_mtime_ns
    assert [path.name for path in package.parent.iterdir()] == ["pkg"]


def test_a_folder_that_a_stale_file_leaves_empty_goes_too(package: Path) -> None:
    write(NEW, package, owned(OLD))
    assert not (package / "src/gone").exists()


def test_edited_files_are_only_overwritten_by_force(package: Path) -> None:
    (package / "src/b.py").write_text("mine\n", "utf-8")
    before = snapshot(package)
    with pytest.raises(EditedFilesError, match=r"^src/b\.py$"):
        write(NEW, package, owned(OLD))
    assert snapshot(package) == before
    write(NEW, package, owned(OLD), force=True)
    assert snapshot(package)["src/b.py"] == "B\n"


def stamps(folder: Path) -> dict[Path, tuple[int, int, int]]:
    """What a write changes of a folder and what is in it; reading changes only the time of access."""
    found = ((path, path.stat()) for path in (folder, *folder.rglob("*")))
    return {path: (stat.st_ino, stat.st_mtime_ns, stat.st_ctime_ns) for path, stat in found}


def test_nothing_to_do_touches_nothing(package: Path) -> None:
    before = stamps(package)
    assert write(OLD, package, owned(OLD)).changes == ()
    assert stamps(package) == before


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", ""])
def test_a_path_that_leaves_the_package_is_refused(package: Path, path: str) -> None:
    with pytest.raises(ValueError, match="leaves the package"):
        write({P(path): "x"}, package, {})
    assert snapshot(package) == {str(k): v for k, v in OLD.items()}


def test_a_link_in_the_way_is_replaced_and_not_followed(package: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.write_text("precious", "utf-8")
    (package / "src/b.py").unlink()
    (package / "src/b.py").symlink_to(outside)
    write(NEW, package, owned(OLD), force=True)
    assert outside.read_text("utf-8") == "precious"
    assert not (package / "src/b.py").is_symlink()


@pytest.mark.parametrize("inner", ["src", "src/new"])
@pytest.mark.parametrize("force", [False, True])
def test_a_folder_that_is_a_link_is_refused(
    inner: str, force: bool, package: Path, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.rmtree(package / inner, ignore_errors=True)
    (package / inner).symlink_to(elsewhere, target_is_directory=True)
    before = snapshot(package)
    with pytest.raises(InputError, match=rf"pkg: error\[linked-folder\]: {inner} is a link"):
        write(NEW, package, owned(OLD), force=force)
    assert (list(elsewhere.iterdir()), snapshot(package)) == ([], before)


def test_a_difference_reads_as_a_patch(package: Path) -> None:
    (package / "src/b.py").write_text("b", "utf-8")
    change = compare(NEW, package, owned(OLD)).of(Kind.EDITED)[0]
    assert change.as_patch("generated/") == (
        "--- a/generated/src/b.py\n+++ b/generated/src/b.py\n@@ -1 +1 @@\n"
        "-b\n\\ No newline at end of file\n+B\n"
    )
    added = compare(NEW, package, owned(OLD)).of(Kind.MISSING)[0]
    assert added.as_patch() == "--- /dev/null\n+++ b/src/new/d.py\n@@ -0,0 +1 @@\n+d é\n"


def test_a_folder_of_somebody_else_is_left_alone_but_by_force(tmp_path: Path) -> None:
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / ".git").mkdir()
    files = {PurePosixPath("x.py"): "x"}
    write(files, folder, {})  # hidden files say nothing about a folder
    (folder / "x.py").unlink()
    (folder / "letters").mkdir()
    with pytest.raises(ForeignFolderError, match="home has other files"):
        write(files, folder, {})
    assert sorted(path.name for path in folder.iterdir()) == [".git", "letters"]
    write(files, folder, {}, force=True)
    assert sorted(path.name for path in folder.iterdir()) == [".git", "letters", "x.py"]


def test_a_file_in_the_place_of_the_folder_is_kept(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.write_text("mine", "utf-8")
    with pytest.raises(NotADirectoryError):
        write({PurePosixPath("x.py"): "x"}, place, {}, force=True)
    assert [(path.name, path.read_text("utf-8")) for path in tmp_path.iterdir()] == [
        ("place", "mine")
    ]


def test_a_cache_of_python_and_a_file_system_without_links_do_not_matter(
    package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    (package / "src/__pycache__").mkdir()
    (package / "src/__pycache__/b.pyc").touch()
    write(NEW, package, owned(OLD))
    assert snapshot(package) == {str(path): text for path, text in NEW.items()}


def test_folders_go_up_to_the_package_itself(package: Path) -> None:
    write({P("a.py"): "a\n"}, package, owned(OLD))
    assert [path.name for path in package.rglob("*")] == ["a.py"]
