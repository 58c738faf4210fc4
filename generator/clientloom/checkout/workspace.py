# Where things are in a checkout: specs/, generated/, the templates. May import config and diagnostics.
"""Knows the folders of a checkout and its vendors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clientloom.config import CONFIG_NAME
from clientloom.diagnostics import Diagnostic, InputError, Span, suggest


@dataclass(frozen=True, slots=True)
class Workspace:
    """A checkout: `specs/` with a folder for each vendor, and `generated/` with its package."""

    root: Path

    @property
    def specs(self) -> Path:
        """The folder of the vendors."""
        return self.root / "specs"

    @property
    def cache(self) -> Path:
        """The folder of intermediate results; it may be deleted at any time."""
        return self.root / ".clientloom" / "cache"

    def vendor(self, name: str) -> Path:
        """Returns the folder of a vendor's document and settings."""
        return self.specs / name

    def package(self, name: str) -> Path:
        """Returns the folder of a vendor's generated package."""
        return self.root / "generated" / name

    def vendors(self) -> tuple[str, ...]:
        """Returns all vendors, sorted: the folders of specs/ that have settings."""
        return tuple(sorted(path.parent.name for path in self.specs.glob(f"*/{CONFIG_NAME}")))

    def select(self, names: Sequence[str]) -> tuple[str, ...]:
        """Returns the vendors of these names, each once; all of them if none is named.

        Raises:
            InputError: there is no vendor of that name, or none at all.
        """
        known = self.vendors()
        missing = [name for name in dict.fromkeys(names) if name not in known]
        if missing:
            raise InputError([self._report_unknown(name, known) for name in missing])
        if not known:
            span = Span(self.specs.name)
            raise InputError.at(span, "unknown-vendor", "no vendor is here", _START)
        return tuple(dict.fromkeys(names)) or known

    def _report_unknown(self, name: str, known: Sequence[str]) -> Diagnostic:
        have = f"the vendors are {', '.join(known)}" if known else _START
        message, hint = f"there is no vendor `{name}`", suggest(name, known, have)
        return Diagnostic.error(Span(self.specs.name), "unknown-vendor", message, hint)


_START = "begin with `clientloom new VENDOR --spec FILE`, or name the checkout by `--root`"


def find_root(start: Path) -> Path:
    """Returns the nearest folder from `start` upwards that has a specs/ folder, else `start`."""
    for folder in (start, *start.parents):
        if (folder / "specs").is_dir():
            return folder
    return start


def templates_folder() -> Path:
    """Returns the folder of templates: inside the installed package, else in the checkout."""
    packaged = Path(__file__).parents[1] / "_templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "templates"


def custom_file(package: Path) -> Path | None:
    """Returns the hand-written module that extends the resources of a package, if there is one."""
    return next(iter(sorted(package.glob("src/*/resources/_custom.py"))), None)
