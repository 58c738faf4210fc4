# How many of the names that a vendor declares for its own SDK come out of our rules alone, and with the declarations.
#   python tests/corpus/names.py DOCUMENT ...       documents that declare names, by their extensions
#   python tests/corpus/names.py --field x-a.b FILE documents that declare the method in a field of their own
#   python tests/corpus/names.py --truth FILE ...   tables [[METHOD, path, group, name, id, tag, summary, lists], ...]
"""A table: document, names, share of methods as declared, but for synonyms, and with the group."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from clientloom.config.settings import NamesConfig, PackageConfig, VendorConfig
from clientloom.diagnostics import InputError
from clientloom.document import LoadOptions, load_document
from clientloom.normalize.naming.declared_names import declared_name
from clientloom.normalize.naming.path_names import path_label
from clientloom.normalize.naming.registry import Names, method_name
from clientloom.normalize.nodes import Place
from clientloom.normalize.notes import Notes
from clientloom.normalize.operation_names.rule import Call, OperationName, name_operations
from clientloom.normalize.operation_names.tag_groups import TagGroups
from clientloom.normalize.operations.resources import Grouping
from clientloom.normalize.operations.selection import find_operations
from clientloom.symbols import SymbolLock

Group = tuple[str, ...]
Expected = Mapping[str, set[tuple[Group, str]]]
"""An operation -> the names that it has in the SDK; some have two."""

Field = tuple[str, ...]
"""The keys that lead from an operation to the name of its method."""


class Row(NamedTuple):
    """An operation as the source of an SDK shows it.

    `name` is None where the SDK has only what its generator makes of an operationId: nothing is declared there.
    """

    method: str
    path: str
    group: str
    name: str | None
    operation_id: str = ""
    tag: str = ""
    summary: str = ""
    lists: bool | None = None


SYNONYMS = {"retrieve": "get", "fetch": "get", "read": "get", "edit": "update", "modify": "update"}


@dataclass(frozen=True)
class Score:
    """Of `names`, how many have the declared method, the same but for a synonym, and its group as well."""

    names: int
    exact: int
    alike: int
    grouped: int

    def row(self, label: str) -> str:
        """A line of the table."""
        shares = (
            f"{found / max(self.names, 1):7.1%}" for found in (self.exact, self.alike, self.grouped)
        )
        return f"{label:32} {self.names:6} " + " ".join(shares)


def plain(name: str) -> str:
    """A method with the usual word for its verb."""
    verb, _, rest = name.partition("_")
    return "_".join(filter(None, (SYNONYMS.get(verb, verb), rest)))


def score(found: Mapping[str, OperationName], expected: Expected) -> Score:
    """How far the names that were found are those that were expected."""
    exact = alike = grouped = 0
    for key, names in expected.items():
        name = found[key]
        method = name.candidates[0]
        exact += any(method == wanted for _, wanted in names)
        alike += any(plain(method) == plain(wanted) for _, wanted in names)
        grouped += any((name.group, plain(method)) == (g, plain(wanted)) for g, wanted in names)
    return Score(len(expected), exact, alike, grouped)


def misses(found: Mapping[str, OperationName], expected: Expected) -> Iterator[str]:
    """A line for each operation that is called otherwise."""
    for key, names in expected.items():
        name = found[key]
        if not any(plain(name.candidates[0]) == plain(wanted) for _, wanted in names):
            wanted = " or ".join(sorted(".".join((*group, method)) for group, method in names))
            yield f"    {key}: {'.'.join((*name.group, name.candidates[0]))} -> {wanted}"


def method_at(operation: Mapping[str, object], field: Field) -> str:
    """The method that a field of an operation gives, "" where it gives none."""
    value: object = operation
    for key in field:
        value = value.get(key) if isinstance(value, Mapping) else None
    return method_name(value) if isinstance(value, str) else ""


def of_document(path: Path, field: Field = ()) -> tuple[Score, Score, list[str]]:
    """A document that declares names: by the rules alone, with what is declared, and what the rules miss."""
    document = load_document(path, options=LoadOptions(tolerate_missing_refs=True))
    sites = find_operations(document.root)
    config = VendorConfig(folder=path.parent, file="", package=PackageConfig(name="names"))
    names = Names(SymbolLock(), Notes(document))
    tags = Place(document.root, document.root, "") / "tags"
    declared = Grouping.of(sites, tags, config, names).named
    alone = replace(config, names=NamesConfig(declared=False))
    ruled = Grouping.of(sites, tags, alone, names).named
    expected: defaultdict[str, set[tuple[Group, str]]] = defaultdict(set)
    for site in sites:
        name = declared[site.pointer]
        if field and (method := method_at(site.place.mapping, field)):
            expected[site.pointer].add((name.group, method))
        elif not field and declared_name(site.place.mapping, document.root).method:
            expected[site.pointer].add((name.group, name.candidates[0]))
    return score(ruled, expected), score(declared, expected), list(misses(ruled, expected))


def of_table(path: Path) -> tuple[Score, list[str]]:
    """Names of an SDK, by method, path and, where the table has them, operationId and tag."""
    rows = [Row(*row) for row in json.loads(path.read_text("utf-8"))]
    tags = {row.tag for row in rows if row.tag}
    groups = TagGroups.of(tags if len(tags) > 1 else (), (), None)
    expected: defaultdict[str, set[tuple[Group, str]]] = defaultdict(set)
    calls: dict[str, Call] = {}
    for row in rows:
        key = f"{row.method} {row.path}"
        if row.name:
            expected[key].add((tuple(row.group.split(".")), row.name))
        call = Call(
            key=key,
            method=row.method,
            path=row.path,
            operation_id=row.operation_id,
            label=groups.name(row.tag or path_label(row.path)),
            tag=groups.name(row.tag),
            resource=groups.resource(row.tag),
            summary=row.summary,
            lists=row.lists,
        )
        calls.setdefault(key, call)
    found = name_operations(calls.values())
    return score(found, expected), list(misses(found, expected))


def main(arguments: Iterable[str] | None = None) -> None:
    """Writes the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("documents", nargs="*", type=Path)
    parser.add_argument("--truth", nargs="*", type=Path, default=[])
    parser.add_argument("--field", type=lambda text: tuple(text.split(".")), default=())
    parser.add_argument("--misses", action="store_true", help="lists what the rules call otherwise")
    options = parser.parse_args(arguments)
    sys.stdout.write("\n".join(["names, exact, alike, grouped", *table(options)]) + "\n")


def table(options: argparse.Namespace) -> Iterator[str]:
    """The rows for the documents and for the tables."""
    for path in options.documents:
        try:
            alone, together, missed = of_document(path, options.field)
        except InputError as problem:
            yield f"{path.name:32} {problem.diagnostics[0].code}"
            continue
        if alone.names:
            yield alone.row(path.name)
            yield together.row("  with what is declared")
            yield from missed if options.misses else ()
    for path in options.truth:
        found, missed = of_table(path)
        if found.names:
            yield found.row(re.sub("^truth-", "", path.stem))
            yield from missed if options.misses else ()


if __name__ == "__main__":
    main(sys.argv[1:])
