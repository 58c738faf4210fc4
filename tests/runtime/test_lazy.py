# A package that loads its modules late, whatever these are called.
from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

from templates.runtime.core.lazy import lazy

MODULES = ["globals", "getattr", "import_module", "lazy", "sorted", "__builtins__", "_MODULES"]
INIT = """
from templates.runtime.core.lazy import lazy

_MODULES = {modules}
__getattr__, __dir__ = lazy(__name__, globals(), _MODULES)
"""


def test_no_module_hides_what_the_package_calls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "late"
    folder.mkdir()
    classes = {f"Class{number}": module for number, module in enumerate(MODULES)}
    (folder / "__init__.py").write_text(INIT.format(modules=classes))
    for name, module in classes.items():
        (folder / f"{module}.py").write_text(f"class {name}: ...\n")
    monkeypatch.syspath_prepend(tmp_path)
    package = importlib.import_module("late")
    assert not any(f"late.{module}" in sys.modules for module in MODULES)
    for module in MODULES:
        importlib.import_module(f"late.{module}")
    assert [getattr(package, name).__name__ for name in classes] == list(classes)
    assert dir(package) == sorted(classes)
    with pytest.raises(AttributeError, match="module 'late' has no attribute 'Nobody'"):
        _ = package.Nobody


def test_a_name_is_loaded_once() -> None:
    namespace: dict[str, object] = {}
    get, _ = lazy("templates.runtime", namespace, {"lazy": "core.lazy"})
    assert get("lazy") is lazy
    assert namespace == {"lazy": lazy}
