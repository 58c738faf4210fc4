# Two versions of an API compared, and the report in each format. Imports pipeline and the output of review inside
# functions, so that they are loaded only when there is work. May import every room below workflows.
"""Compares two versions and formats the review."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from clientloom.checkout.repair import repair_checkout
from clientloom.checkout.workspace import Workspace, find_root, templates_folder
from clientloom.review.changes import Review

if TYPE_CHECKING:
    from clientloom.workflows.diff_inputs import DiffInput


@dataclass(frozen=True, slots=True)
class Comparison:
    """The review of two versions, and what was read of each."""

    review: Review
    before: DiffInput
    after: DiffInput

    def as_text(self) -> str:
        """Returns the review for a terminal."""
        from clientloom.review.output import formats

        return formats.as_text(self.review) + self._symbol_ratio()

    def as_markdown(self) -> str:
        """Returns the review as Markdown, for the description of a pull request."""
        from clientloom.review.output import formats

        return formats.as_markdown(self.review)

    def as_json(self) -> str:
        """Returns the review as JSON."""
        from clientloom.review.output import formats

        return formats.as_json(self.review)

    def as_html(self) -> str:
        """Returns the review as one HTML page, with the changed lines of document and generated code."""
        from clientloom.review.output.evidence import Texts
        from clientloom.review.output.html import Page, as_html
        from clientloom.review.output.side_by_side import file_diffs

        old, new = (Texts(s.document, s.file, s.modules()) for s in (self.before, self.after))
        files = dict.fromkeys(Path(found.file).name for found in (old, new) if found.file)
        name = " to ".join(files)
        shown = Page(
            title=f"{self.before.label} to {self.after.label}",
            review=self.review,
            document=file_diffs({name: old.document}, {name: new.document}),
            code=file_diffs(old.code, new.code),
            old=old,
            new=new,
        )
        return as_html(shown, templates_folder())

    def _symbol_ratio(self) -> str:
        """Returns the ratio of changed public symbols to changed lines, "" where neither has code."""
        from clientloom.review.output.html import Page, describe_noise
        from clientloom.review.output.side_by_side import file_diffs

        if not (self.before.code or self.after.code):
            return ""
        code = file_diffs(self.before.modules(), self.after.modules())
        return describe_noise(Page(title="", review=self.review, code=code)) + "\n"


def diff(old: Path | str, new: Path | str, *, root: Path | str | None = None) -> Comparison:
    """Compares two versions of an API, as seen by the code that calls its client.

    Args:
        old: a vendor of the checkout, a document, a generated package or a wheel; `NAME@REVISION` reads it from
            git.
        new: the newer version, in the same forms.
        root: the checkout; None means the nearest folder upwards that has specs/.

    Raises:
        InputError: a side is none of these, or cannot be read.
    """
    from clientloom.review import compare_apis
    from clientloom.workflows.diff_inputs import read_inputs

    workspace = Workspace(Path(root) if root is not None else find_root(Path.cwd()))
    repair_checkout(workspace)
    with ExitStack() as stack:
        before, after = read_inputs(str(old), str(new), workspace, stack)
        return Comparison(compare_apis(before.api, after.api), before, after)
