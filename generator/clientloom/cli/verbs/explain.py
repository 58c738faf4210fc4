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
    from clientloom.diagnostics.code_registry import (
        all_codes,
        find_entry,
        list_entries,
        read_page,
        suggest_code,
    )

    if markdown:
        console.print_text(read_page())
        return
    if not code:
        for line in list_entries():
            console.print_line(line)
        return
    entry = find_entry(code)
    if entry is None:
        raise usage_error(f"there is no code `{code}`", suggest_code(code, all_codes()))
    console.print_text(entry.as_text())
