# The diagnostic for a package that cannot be built, which `build` and `publish` share. May import checkout, config
# and diagnostics.
"""Turns a `BuildError` into a diagnostic."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clientloom.checkout.workspace import Workspace
from clientloom.config.load import display_path
from clientloom.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from clientloom.publish.build import BuildError


def build_failure(workspace: Workspace, name: str, error: BuildError) -> Diagnostic:
    """Returns the diagnostic for a vendor's package that the build backend refused."""
    span = Span(display_path(workspace.package(name), workspace.root))
    hint = f"fix the cause and run `clientloom generate {name}`"
    return Diagnostic.error(span, "build", str(error), hint)
