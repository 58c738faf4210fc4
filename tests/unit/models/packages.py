# Rendered modules as a package that can be imported and type-checked, with the real runtime beside them.
from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path, PurePosixPath
from types import ModuleType

from clientloom.ir import Api
from clientloom.models.index import index_schemas
from clientloom.models.package import render_models
from clientloom.render.environment import load_templates

TEMPLATES = Path(__file__).parents[3] / "templates"
RENDER = load_templates(TEMPLATES, None).render


def render(api: Api) -> dict[PurePosixPath, str]:
    """The modules of an API, with the templates of clientloom."""
    return dict(render_models(api.schemas, index_schemas(api), RENDER))


def write_package(api: Api, folder: Path, name: str = "by_hand") -> Path:
    root = folder / name
    shutil.copytree(
        TEMPLATES / "runtime", root / "_runtime", ignore=shutil.ignore_patterns("__pycache__")
    )
    for path, text in render(api).items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(text, "utf-8")
    (root / "__init__.py").touch()
    (root / "py.typed").touch()
    return root


@contextmanager
def imported(root: Path) -> Iterator[tuple[ModuleType, ModuleType]]:
    """The packages `models` and `params`, forgotten again at the end."""
    sys.path.insert(0, str(root.parent))
    try:
        models, params = (import_module(f"{root.name}.{part}") for part in ("models", "params"))
        yield models, params
    finally:
        sys.path.remove(str(root.parent))
        for module in [m for m in sys.modules if m.split(".")[0] == root.name]:
            del sys.modules[module]
