# A release holds what is in the package, and nothing that a link brings in from elsewhere.
from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest
from clientloom.publish.build import BuildError, build_package, refuse_links


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    package, secret = tmp_path / "package", tmp_path / "secret"
    (package / "src").mkdir(parents=True)
    secret.write_text("x", "utf-8", newline="\n")
    (package / "src" / "own.py").write_text("", "utf-8", newline="\n")
    (package / "src" / "same.py").symlink_to("own.py")
    (package / ".venv").symlink_to(tmp_path, target_is_directory=True)
    refuse_links(package)
    (package / "src" / "data").symlink_to(secret)
    with pytest.raises(BuildError, match="src/data is a link"):
        build_package(package, tmp_path / "dist")
    (package / "src" / "data").unlink()
    (package / "src" / "more").symlink_to(package / "src", target_is_directory=True)
    with pytest.raises(BuildError, match="src/more is a link"):
        build_package(package, tmp_path / "dist")
    assert not (tmp_path / "dist").exists()


def test_what_the_build_backend_says_is_passed_on(tmp_path: Path) -> None:
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "pyproject.toml").write_text("[project]\nname = 5\n", "utf-8")
    with pytest.raises(BuildError) as caught:
        build_package(tmp_path / "package", tmp_path / "dist")
    assert str(caught.value).startswith("ValueError: Field `project.version` can only be resolved")


def test_the_backend_has_its_temporary_files_where_a_later_run_removes_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def run(*_: object, cwd: Path, env: dict[str, str], **__: Any) -> object:
        assert env["TMPDIR"] == env["TEMP"] == env["TMP"]
        assert Path(env["TMPDIR"]).is_dir()
        seen.extend((Path(env["TMPDIR"]), cwd))
        return subprocess.CompletedProcess([], 1, "", "stopped")

    monkeypatch.setattr(subprocess, "run", run)
    (tmp_path / "package").mkdir()
    with pytest.raises(BuildError, match="stopped"):
        build_package(tmp_path / "package", tmp_path / "out")
    temporary, copy = seen
    assert copy.parent == temporary
    assert not temporary.exists()
