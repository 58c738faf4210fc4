# clientloom explain: what a diagnostic code means.
"""The verb `explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from clientloom.cli import console
from clientloom.cli.options import usage_error


def run(
    code: Annotated[
        str,
        typer.Argument(help="A code as messages show it. Default: list all codes.", metavar="CODE"),
    ] = "",
    *,
    markdown: Annotated[
        bool,
        typer.Option("--markdown", help="Print the entries of all codes as one Markdown page."),
    ] = False,
    schema: Annotated[
        bool, typer.Option("--schema", help="Print the JSON Schema of client.toml, for editors.")
    ] = False,
) -> None:
    """Explain a diagnostic code: what it means, what to do, and an example."""
    if schema:
        from clientloom.config.settings_schema import schema_text

        console.print_text(schema_text())
        return
    from clientloom.diagnostics.registry import all_codes, find_change, find_entry, nearest_code
    from clientloom.diagnostics.registry.page import as_list, as_markdown, as_text

    if markdown:
        console.print_text(as_markdown())
        return
    if not code:
        for line in as_list():
            console.print_line(line)
        return
    entry = find_entry(code) or find_change(code)
    if entry is None:
        near = nearest_code(code, all_codes())
        hint = f"did you mean `{near}`?" if near else "`clientloom explain` lists all codes"
        raise usage_error(f"there is no code `{code}`", hint)
    console.print_text(as_text(entry))
