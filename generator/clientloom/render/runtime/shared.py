# The runtime as a distribution of its own, which packages with `runtime = "shared"` import.
# May import this folder and the environment of templates.
"""`clientloom-runtime`: its names, the versions that a package accepts, and its files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from clientloom import __version__
from clientloom.render.environment import GENERATED, Templates
from clientloom.render.runtime.regions import keep_regions

DISTRIBUTION = "clientloom-runtime"
IMPORT_NAME = "clientloom_runtime"


def requirement(version: str = __version__) -> str:
    """Returns what a package needs: this version, or a later one that is compatible (Semantic Versioning)."""
    major, minor = version.split(".")[:2]
    end = f"0.{int(minor) + 1}" if major == "0" else str(int(major) + 1)
    return f"{DISTRIBUTION}>={version},<{end}"


def _all(_: str) -> bool:
    return True


def distribution_files(templates: Templates) -> Mapping[PurePosixPath, str]:
    """Returns the files of the distribution, by path: the same modules that other packages have copies of."""
    source = PurePosixPath("src", IMPORT_NAME)
    header = f"# {GENERATED}\n"
    modules = {
        source / path: keep_regions(text.removeprefix(header), _all)
        for path, text in templates.runtime("httpx")
    }
    about = dict(templates.shared(version=__version__))
    about[PurePosixPath("LICENSE")] = templates.render("licenses/Apache-2.0")
    return {**about, **modules, source / "py.typed": ""}
