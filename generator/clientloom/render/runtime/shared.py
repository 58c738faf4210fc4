# The runtime as a distribution of its own, which packages with `runtime = "shared"` import.
# May import config, this folder and the environment of templates.
"""`clientloom-runtime` and `clientloom-runtime-httpx2`: their names, the versions that packages accept, their files."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from clientloom import __version__
from clientloom.config.checks import HTTP
from clientloom.render.environment import GENERATED, Templates
from clientloom.render.runtime.regions import keep_regions


def distribution_of(http: str) -> str:
    """Returns the distribution of the runtime that sends requests by this library."""
    return "clientloom-runtime" if http == "httpx" else f"clientloom-runtime-{http}"


def import_name_of(http: str) -> str:
    """Returns the package in the distribution."""
    return distribution_of(http).replace("-", "_")


def requirement(http: str, version: str = __version__) -> str:
    """Returns what a package needs: this version, or a later one that is compatible (Semantic Versioning)."""
    major, minor = version.split(".")[:2]
    end = f"0.{int(minor) + 1}" if major == "0" else str(int(major) + 1)
    return f"{distribution_of(http)}>={version},<{end}"


def _all(_: str) -> bool:
    return True


def distribution_files(templates: Templates, http: str) -> Mapping[PurePosixPath, str]:
    """Returns the files of a distribution, by path: the same modules that other packages have copies of."""
    source = PurePosixPath("src", import_name_of(http))
    header = f"# {GENERATED}\n"
    modules = {
        source / path: keep_regions(text.removeprefix(header), _all)
        for path, text in templates.runtime(http)
    }
    values = {"distribution": distribution_of(http), "import_name": import_name_of(http)}
    requirement_ = f"{http}{HTTP[http]}"
    about = dict(templates.shared(version=__version__, http_requirement=requirement_, **values))
    about[PurePosixPath("LICENSE")] = templates.render("licenses/Apache-2.0")
    return {**about, **modules, source / "py.typed": ""}
