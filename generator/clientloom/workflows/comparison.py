# Two versions of an API compared, and the report in each format. Imports pipeline and the output of review inside
# functions, so that they are loaded only when there is work. May import every room below workflows.
"""Compares two versions and formats the review."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from clientloom.checkout.repair import repair_checkout
from clientloom.checkout.workspace import Workspace, find_root, templates_folder
from clientloom.diagnostics import InputError, Span, suggest
from clientloom.portable import relative_name
from clientloom.review.changes import Level, Review

if TYPE_CHECKING:
    from clientloom.review.output.evidence import Texts
    from clientloom.review.output.side_by_side import FileDiff
    from clientloom.workflows.diff_inputs import DiffInput


NEAR = 2
"""So many folders upwards a path is still shown as a way from the current folder."""
SHORT = 3
"""Parts of a path beside that folder which say more of the files than of the machine."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The review of two versions, and what was read of each."""

    review: Review
    before: DiffInput
    after: DiffInput

    def select(self, levels: Sequence[Level] = (), groups: Sequence[str] = ()) -> Comparison:
        """Returns the part with these levels and groups; () means all of them.

        Args:
            levels: the levels of the changes.
            groups: resources, or "the client", "errors", "webhooks", "models".

        Raises:
            InputError: no version has a resource of that name.
        """
        from clientloom.review.output.outline import OTHERS, select

        resources = {op.resource for s in (self.before, self.after) for op in s.api.operations}
        for name in set(groups) - resources - set(OTHERS):
            hint = suggest(name, [*resources, *OTHERS], "`clientloom inspect` lists them")
            raise InputError.at(Span("--resource"), "usage", f"no resource `{name}`", hint)
        return replace(self, review=select(self.review, levels, groups))

    def as_text(self, *, full: bool = False) -> str:
        """Returns the review for a terminal; with `full` every change with all that it reaches."""
        from clientloom.review.output.terminal_report import as_text

        return as_text(self.review, full=full) + self._symbol_ratio()

    def as_markdown(self, *, full: bool = False) -> str:
        """Returns the review as Markdown for the description of a pull request; with `full` it is never cut."""
        from clientloom.review.output.markdown_report import as_markdown

        return as_markdown(self.review, full=full)

    def as_json(self) -> str:
        """Returns the review as JSON."""
        from clientloom.review.output import formats

        return formats.as_json(self.review)

    def as_html(self) -> str:
        """Returns the review as one HTML page, with the changed lines of document and generated code."""
        from clientloom.review.output.html import Page, as_html, count_changed_lines

        modules = self.before.modules(), self.after.modules()
        old, new = (
            _texts_of(side, code)
            for side, code in zip((self.before, self.after), modules, strict=True)
        )
        files = dict.fromkeys(Path(found.file).name for found in (old, new) if found.file)
        name = " to ".join(files)
        shown = Page(
            api=self.after.api.title,
            labels=(_shown(self.before.label), _shown(self.after.label)),
            review=self.review,
            document=short_diffs({name: self.before.document}, {name: self.after.document}),
            code=short_diffs(*({p: t.encode() for p, t in code.items()} for code in modules)),
            old=old,
            new=new,
            code_lines=count_changed_lines(*modules),
        )
        return as_html(shown, templates_folder())

    def _symbol_ratio(self) -> str:
        """Returns the ratio of changed public symbols to changed lines, "" where neither has code."""
        from clientloom.review.output.html import count_changed_lines, describe_noise

        if not (self.before.code or self.after.code):
            return ""
        lines = count_changed_lines(self.before.modules(), self.after.modules())
        return describe_noise(self.review, lines) + "\n"


WHOLE = 30_000
"""Lines of the files that differ up to which a page shows their whole difference."""
SHOWN = 10_000
"""Rows of a whole difference that a page shows."""


def _texts_of(side: DiffInput, modules: Mapping[str, str]) -> Texts:
    """What excerpts of one side are taken from."""
    from clientloom.python.model_index import name_params
    from clientloom.review.output.code_index import CodeIndex
    from clientloom.review.output.document_lines import Lines
    from clientloom.review.output.evidence import Texts

    code = CodeIndex(modules, name_params(side.api.schemas))
    return Texts(Lines(side.document), side.file, code)


def short_diffs(old: Mapping[str, bytes], new: Mapping[str, bytes]) -> tuple[FileDiff, ...]:
    """Returns the whole difference of two sets of files, () where nobody would read it."""
    from clientloom.review.output.side_by_side import file_diffs

    changed = [path for path in old.keys() | new.keys() if old.get(path) != new.get(path)]
    inputs = [{p: files[p] for p in changed if p in files} for files in (old, new)]
    if sum(content.count(b"\n") for files in inputs for content in files.values()) > WHOLE:
        return ()
    texts = [{p: c.decode("utf-8", "replace") for p, c in files.items()} for files in inputs]
    found = file_diffs(*texts)
    return found if sum(len(diff.rows) for diff in found) <= SHOWN else ()


def diff(old: Path | str, new: Path | str, *, root: Path | str | None = None) -> Comparison:
    """Compares two versions of an API, as seen by the code that calls its client.

    Args:
        old: a vendor of the checkout, a document, a generated package or its sdist; `NAME@REVISION` reads it from
            git.
        new: the newer version, in the same forms.
        root: the checkout; None means the nearest parent folder with specs/.

    Raises:
        InputError: a side is none of these, or cannot be read.
    """
    from clientloom.review import compare_apis
    from clientloom.workflows.diff_inputs import read_inputs

    workspace = Workspace(Path(root) if root is not None else find_root(Path.cwd()))
    repair_checkout(workspace)
    with ExitStack() as stack:
        before, after = read_inputs(str(old), str(new), workspace, stack)
        before, after = (replace(side, file=_shown(side.file)) for side in (before, after))
        review = compare_apis(before.api, after.api)
        return Comparison(_with_shown_places(review), before, after)


def _with_shown_places(review: Review) -> Review:
    """The review with paths relative to the folder where the user stands."""
    return replace(
        review,
        changes=tuple(
            replace(change, span=_shown_span(change.span), was=_shown_span(change.was))
            for change in review.changes
        ),
    )


def _shown_span(span: Span) -> Span:
    is_whole = Path(span.file).is_absolute()
    return Span(_shown(span.file), span.line, span.column) if is_whole else span


def _shown(file: str) -> str:
    return shown_path(file, Path.cwd())


@lru_cache(maxsize=1024)
def shown_path(file: str, folder: Path) -> str:
    """A path relative to a folder; of a file far away only its folder and its name.

    A report is pasted into pull requests: it says nothing of the machine that made it.
    """
    path = Path(file)
    if not path.is_absolute():
        return file
    near = relative_name(path, folder)
    above = near.count("../")
    beside = near.removeprefix("../" * above).count("/") < SHORT
    is_near = not above or (above <= NEAR and above < len(folder.parts) - 1 and beside)
    return near if is_near else "/".join(path.parts[-2:])
