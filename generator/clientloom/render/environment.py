# Templates -> text: the Jinja environment and where its templates come from. May import diagnostics and this room.
"""The environment: strict about what is undefined, templates compiled once, a user's own before ours."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from jinja2 import (
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateSyntaxError,
)

from clientloom.bounded import read_text
from clientloom.diagnostics import InputError, Span
from clientloom.python.literals import quoted
from clientloom.render.markdown import code_span, markdown, toml_string

SUFFIX = ".jinja"
_PACKAGE = "package"
_RUNTIME = "runtime"


@dataclass(frozen=True, slots=True)
class Templates:
    """The templates of a run: ours, and before them those of the user's folder.

    Both folders have the same shape: `package/` holds templates of files of the package, `runtime/` what is
    copied into `_runtime/`. `own` may be None.
    """

    ours: Path
    own: Path | None
    environment: Environment

    def render(self, name: str, **values: object) -> str:
        """The text of the template `package/<name>.jinja`.

        Raises:
            InputError: A template of the user's is malformed or asks for an unknown value.
        """
        try:
            return self.environment.get_template(f"{name}{SUFFIX}").render(values)
        except TemplateError as error:
            place = _place(error)
            if self.own is None or not place.file.startswith(str(self.own)):
                raise
            hint = "fix the template, or remove it to use the built-in one"
            raise InputError.at(place, "bad-template", str(error), hint) from error

    def has(self, name: str) -> bool:
        """Whether there is a template of that name."""
        return any((f / _PACKAGE / f"{name}{SUFFIX}").is_file() for f in self._folders())

    def runtime(self) -> Iterator[tuple[PurePosixPath, str]]:
        """The files of the runtime with their text, in the order of their names."""
        found: dict[PurePosixPath, Path] = {}
        for folder in reversed(self._folders()):
            found |= dict(_files(folder / _RUNTIME))
        for path in sorted(found):
            yield path, _text_of(found[path])

    def additions(self) -> Iterator[tuple[PurePosixPath, str]]:
        """The user's files that shadow no template of ours, by their path below `package/`, with their text.

        Raises:
            InputError: A file is not UTF-8 text.
        """
        if self.own is None:
            return
        for path, source in sorted(_files(self.own / _PACKAGE)):
            if not (self.ours / _PACKAGE / path).is_file():
                yield path, _text_of(source)

    def _folders(self) -> list[Path]:
        return [self.own, self.ours] if self.own else [self.ours]


def _files(folder: Path) -> Iterator[tuple[PurePosixPath, Path]]:
    for source in folder.rglob("*"):
        hidden = any(part in ("__pycache__", ".mypy_cache", ".ruff_cache") for part in source.parts)
        if source.is_file() and not hidden:
            yield PurePosixPath(source.relative_to(folder).as_posix()), source


def _text_of(source: Path) -> str:
    try:
        return read_text(source)
    except UnicodeDecodeError as error:
        hint = "packages hold text only; save the file as UTF-8 or take it out"
        raise InputError.at(
            Span(str(source)), "bad-template", "this is not UTF-8 text", hint
        ) from error


def _place(error: TemplateError) -> Span:
    """Where a template is wrong: as Jinja says for syntax, else the innermost frame that is a template's."""
    if isinstance(error, TemplateSyntaxError):
        return Span(error.filename or "", error.lineno, 1)
    frames = traceback.extract_tb(error.__traceback__)
    found = [f for f in frames if f.filename.endswith(SUFFIX)]
    return Span(found[-1].filename, found[-1].lineno or 0, 1) if found else Span("")


def load_templates(ours: Path, own: Path | None) -> Templates:
    """The templates below `ours`, shadowed one by one by those below `own`.

    Raises:
        InputError: `own` is no folder.
    """
    if own is not None and not own.is_dir():
        hint = "correct `templates` in client.toml"
        raise InputError.at(Span(str(own)), "bad-template", "there is no such folder", hint)
    folders = [folder / _PACKAGE for folder in ([own] if own else []) + [ours]]
    environment = Environment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701  (the output is Python and Markdown; views and filters quote)
    )
    environment.filters |= {
        "literal": quoted,
        "markdown": markdown,
        "code": code_span,
        "toml": toml_string,
    }
    return Templates(ours, own, environment)
