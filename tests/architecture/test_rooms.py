# Which room may import which, and what from outside: the table of the design, held against the imports.
from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from clientloom.render.runtime.regions import keep_regions

SOURCE = Path(__file__).parents[2] / "generator" / "clientloom"
RUNTIME = Path(__file__).parents[2] / "templates" / "runtime"
MODULES = sorted(path for path in SOURCE.rglob("*.py") if "_templates" not in path.parts)

MAY_IMPORT: dict[str, set[str]] = {
    "portable": set(),
    "timings": set(),
    "cache": {"bounded"},
    "bounded": set(),
    "diagnostics": set(),
    "config": {"bounded", "diagnostics", "portable"},
    "document": {"bounded", "diagnostics", "portable", "timings"},
    "ir": {"cache", "diagnostics"},
    "processes": set(),
    "symbols": set(),
    "scratch": set(),
    "normalize": {"document", "ir", "config", "python", "diagnostics", "symbols"},
    "python": {"diagnostics", "ir"},
    "models": {"cache", "ir", "python"},
    "render": {"bounded", "cache", "ir", "config", "python", "diagnostics", "scratch"},
    "review": {"document", "ir", "python", "diagnostics"},
    "checkout": {
        *("bounded", "config", "diagnostics", "document", "ir", "portable", "scratch", "symbols"),
    },
    "ignores": {"config", "diagnostics", "document"},
    "pipeline": {
        *("bounded", "cache", "checkout", "config", "diagnostics", "document", "ignores", "ir"),
        *("models", "normalize", "render", "symbols", "timings"),
    },
    "upstream": {"bounded", "config", "diagnostics", "processes", "scratch"},
    "publish": {"bounded", "checkout", "config", "diagnostics", "ir", "review", "scratch"},
    "verify": {"document", "ir", "diagnostics", "processes", "scratch"},
}
"""Rooms that are not listed (workflows, cli, __main__) may import everything below them."""

LAYERS: dict[str, list[str]] = {
    "": [
        *("portable", "timings", "bounded", "cache", "diagnostics", "config", "document"),
        *("ignores", "ir", "processes", "scratch", "symbols"),
        *("python", "checkout", "normalize", "models", "render", "pipeline", "review", "publish"),
        *("upstream", "verify", "workflows", "api", "cli", "__main__"),
    ],
    "diagnostics": [
        *(
            "code",
            "change_code",
            "escape",
            "suggestion",
            "diagnostic",
            "grouped",
            "ignored",
            "findings_json",
            "code_registry",
        ),
        "sarif",
    ],
    "config": [
        "globs",
        "client_names",
        "name_patterns",
        "settings",
        "key_tables",
        "value_checks",
        "webhook_checks",
        "variable_checks",
        "checks",
        "toml_positions",
        "load",
        "stored_settings",
        "settings_schema",
    ],
    "document": [
        *(
            "document",
            "pointer",
            "linear_patterns",
            "grammar",
            "files",
            "error_reply",
            "origins",
            "repair",
            "overlay",
            "overlay_draft",
        ),
        *("references", "upgrade", "version", "validate", "pipeline"),
    ],
    "document/files": [
        *("limits", "json_scan", "text_errors", "json_text", "yaml_scalars", "yaml_text"),
        *("positions", "source", "other_formats", "read_source", "remote", "file_set"),
    ],
    "ir": [
        *(
            "types",
            "fields",
            "bodies",
            "pagination",
            "responses",
            "schemas",
            "security",
            "waiting",
            "api",
        ),
        *("walk", "lookup", "unions", "surface"),
    ],
    "ir/surface": ["as_json", "written", "former", "packed"],
    "python": [
        *("identifiers", "model_index", "imports", "scope", "literals", "scalar_classes", "markup"),
        *(
            "prose",
            "boilerplate",
            "docstrings",
            "schema_docs",
            "dict_forms",
            "annotations",
        ),
        "statuses",
    ],
    "python/markup": ["visible", "html_tags", "inline", "paragraphs"],
    "models": [
        *("graph", "loops", "index", "json_schema", "generator", "type_table", "views", "backend"),
        *("pydantic_models", "typed_dicts", "modules", "package"),
    ],
    "normalize": [
        *("nodes", "lazy_spans", "notes", "client_headers", "facets", "naming", "reachability"),
        *(
            "degraded",
            "repeats",
            "operation_names",
            "schemas",
            "reader_context",
            "operations",
            "pagination",
            "waiters",
            "webhooks",
            "name_hints",
            "optional_parts",
            "unused_settings",
            "api",
        ),
    ],
    "normalize/naming": [
        "words",
        "operation_keys",
        "bulk",
        "wanted",
        "collisions",
        "registry",
        "path_names",
        "declared_names",
        "roles",
        "addresses",
        "short_names",
        "enum_members",
        "classes",
    ],
    "normalize/webhooks": ["payloads", "event_names"],
    "normalize/repeats": ["rewrite", "structure", "merge", "enums", "share"],
    "normalize/waiters": ["from_settings", "extension", "add"],
    "normalize/operation_names": [
        *(
            "tag_groups",
            "vocabulary",
            "english",
            "operation_ids",
            "segments",
            "paths",
            "runs",
            "path_rule",
            "id_words",
            "id_rule",
        ),
        *("groups", "alternatives", "rule"),
    ],
    "normalize/schemas": [
        *(
            "combine",
            "moments",
            "whole_numbers",
            "xml_forms",
            "scalars",
            "details",
            "problems",
            "unions",
            "hoisted",
            "plain",
            "objects",
            "type_overrides",
            "convert",
        ),
        "reader",
    ],
    "normalize/operations": [
        *(
            "media",
            "selection",
            "parameters",
            "responses",
            "list_answers",
            "resources",
            "resource_classes",
            "placement",
            "arguments",
            "ids",
        ),
        *("downloads", "security", "shared", "servers", "operation"),
    ],
    "normalize/operations/shared": [
        *("parameter_counts", "key_parameters", "client_parameters", "shared_parameters"),
    ],
    "normalize/operations/media": [
        *("media_types", "content", "events", "numbered_pairs", "forms", "union_bodies"),
        *("xml_roots", "bodies"),
    ],
    "normalize/pagination": [
        *("paging_names", "page_shape", "counted", "detect", "declared_pages", "page_settings"),
        *("hints", "configure", "listing"),
    ],
    "review": ["changes", "variance", "compare", "causes", "apis", "output", "versions"],
    "render": [
        *("media_choices", "arguments", "markdown", "environment", "format", "hand_written"),
        *("method_order", "view_types", "runtime", "view_context", "results", "views", "readme"),
        *("reference", "inputs", "output_table", "assemble"),
    ],
    "render/reference": ["entries", "methods", "dicts", "sent_events", "sections"],
    "render/runtime": [
        "api_facts",
        "features",
        "exported_names",
        "regions",
        "shared",
        "definitions",
        "slices",
    ],
    "verify": [
        *(
            "caller_values",
            "caller",
            "patterns",
            "validation_cost",
            "document_views",
            "unchecked_patterns",
        ),
        *("instances", "media_objects", "planning"),
        *("judging", "report", "diagnose", "run", "watched"),
    ],
    "checkout": [
        *("exchange", "work_folder", "atomic", "package_lock", "workspace", "repair", "provenance"),
        *("tree", "failures", "file_states", "unchanged"),
    ],
    "workflows": [
        *(
            "commits",
            "package_texts",
            "first_settings",
            "renames",
            "diff_inputs",
            "comparison",
            "inventory",
            "packages",
            "generate",
            "release_candidates",
            "verification",
        ),
        *("spread", "documents", "baseline", "update"),
    ],
    "workflows/spread": ["shares", "shipment", "tool_versions", "cluster"],
    "workflows/documents": ["follow", "fetched_files", "other_api", "new_document"],
    "upstream": ["places", "fetched", "source_lock", "git", "fetch"],
    "publish": [
        "build",
        "credentials",
        "retrying",
        "index_session",
        "package_index",
        "upload",
        "release",
    ],
    "cli": [
        *(
            "codes",
            "console",
            "app",
            "usage",
            "quick",
            "entry",
            "options",
            "fleet",
            "printed_tables",
            "build_failure",
            "subject",
        ),
        "verbs",
    ],
}
"""The modules and folders of a room in their order: each may import those before it, none after it."""

FOLDER_LIMIT = 13
"""Modules in one folder, `__init__` left out: about a dozen."""

SHARED_NAMES = {
    # The same thing at another stage of the pipeline: as the document has it, in the IR, in a view, in a review.
    *("api", "arguments", "bodies", "client", "pipeline", "resources", "responses"),
    *("results", "schemas", "security", "servers", "waiters", "webhooks"),
    # A verb: its command line, and its work.
    *("build", "generate", "update"),
}
"""Names of modules that stand in several rooms, always with the same meaning."""

THIRD_PARTY: dict[str, set[str]] = {
    "scratch": {"filelock"},
    "checkout": {"filelock"},
    "config": {"packaging"},
    "document": {"yaml", "jsonpath_rfc9535", "openapi_spec_validator", "jsonschema_rs", "httpx"},
    "models": {"datamodel_code_generator"},
    "python": {"markdown_it"},
    "render": {"jinja2", "markupsafe", "ruff"},
    "publish": {"packaging", "pypi_simple", "requests", "twine", "urllib3"},
    "verify": {
        *("httpx", "jsonschema_path", "jsonschema_rs", "openapi_core", "pydantic"),
        *("pydantic_core", "werkzeug"),
    },
    "review": {"jinja2", "markupsafe", "packaging"},
    "workflows": {"packaging", "tomlkit", "distributed"},
    "upstream": {"httpx"},
    "cli": {"typer", "rich"},
}
"""What each room may take from outside; a room that is not listed takes nothing."""


@cache
def syntax_tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def room(module: str) -> str:
    return module.split(".")[1] if "." in module else "clientloom"


def name_of(path: Path) -> str:
    return ".".join(["clientloom", *path.relative_to(SOURCE).with_suffix("").parts])


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, absolute, wherever in the file it does."""
    package = name_of(path).split(".")[:-1]
    for node in ast.walk(syntax_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            if module == "clientloom":
                yield from (f"clientloom.{alias.name}" for alias in node.names)
            else:
                yield module


BOUND = [path for path in MODULES if room(name_of(path)) in MAY_IMPORT]


@pytest.mark.parametrize("path", BOUND, ids=name_of)
def test_a_module_imports_only_what_its_room_may(path: Path) -> None:
    here = room(name_of(path))
    ours = {module for module in imports(path) if module.startswith("clientloom.")}
    used = {room(module) for module in ours}
    assert used - {here, "__version__"} <= MAY_IMPORT[here]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_takes_from_outside_only_what_its_room_may(path: Path) -> None:
    outside = {module.split(".")[0] for module in imports(path)} - {"clientloom", "_typeshed"}
    taken = outside - sys.stdlib_module_names
    assert taken <= THIRD_PARTY.get(room(name_of(path)), set())


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_begins_by_saying_what_belongs_in_it(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# "), "the first line says what belongs here and what it may import"
    assert len(text.splitlines()) <= 350


SILENT = [path for path in MODULES if room(name_of(path)) != "cli"]


@pytest.mark.parametrize("path", SILENT, ids=name_of)
def test_no_printing_outside_the_command_line(path: Path) -> None:
    calls = [n.func for n in ast.walk(syntax_tree(path)) if isinstance(n, ast.Call)]
    assert not any(isinstance(func, ast.Name) and func.id == "print" for func in calls)


def unit(module: str, folder: str) -> str:
    """The part of `folder` in which a module stands, or "" where it stands elsewhere."""
    prefix = ["clientloom", *filter(None, folder.split("/"))]
    parts = module.split(".")
    return parts[len(prefix)] if parts[: len(prefix)] == prefix != parts else ""


@cache
def modules_imported(path: Path) -> frozenset[str]:
    """As `imports`, with `from package import module` as the module."""
    return frozenset(
        whole if is_module(whole := f"{node.module}.{alias.name}") else node.module
        for node in ast.walk(syntax_tree(path))
        if isinstance(node, ast.ImportFrom) and node.module
        for alias in node.names
    )


def is_module(name: str) -> bool:
    path = SOURCE.joinpath(*name.split(".")[1:])
    return path.is_dir() or path.with_suffix(".py").is_file()


@pytest.mark.parametrize("folder", LAYERS)
def test_the_parts_of_a_room_import_only_what_stands_before_them(folder: str) -> None:
    order = {part: place for place, part in enumerate(LAYERS[folder])}
    upwards = {
        (here, there)
        for path in MODULES
        if (here := unit(name_of(path), folder)) in order
        for module in modules_imported(path)
        if (there := unit(module, folder)) in order and order[there] > order[here]
    }
    assert upwards == set()


@pytest.mark.parametrize("folder", LAYERS)
def test_every_part_of_a_room_has_a_layer(folder: str) -> None:
    there = {unit(name_of(path), folder) for path in MODULES} - {"", "__init__"}
    assert there == set(LAYERS[folder])


def test_no_folder_outgrows_a_dozen_modules() -> None:
    folders = {path.parent for path in MODULES}
    sizes = {
        folder.relative_to(SOURCE).as_posix(): len(list(folder.glob("[!_]*.py")))
        for folder in folders
    }
    assert {name for name, size in sizes.items() if size > FOLDER_LIMIT} == set()


def test_a_module_name_means_one_thing() -> None:
    names = [path.stem for path in MODULES if path.stem != "__init__"]
    assert {name for name in names if names.count(name) > 1} == SHARED_NAMES


def test_every_listed_room_exists() -> None:
    there = {room(name_of(path)) for path in MODULES}
    assert MAY_IMPORT.keys() - there == set()
    assert THIRD_PARTY.keys() - there == set()


def lengths_of_functions(tree: ast.Module) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.end_lineno:
            yield node.end_lineno - node.lineno + 1


def test_functions_are_small() -> None:
    lengths = sorted(
        length for path in MODULES for length in lengths_of_functions(syntax_tree(path))
    )
    assert lengths[len(lengths) // 2] <= 10
    assert lengths[len(lengths) * 9 // 10] <= 31
    assert lengths[-1] <= 50


def test_functions_of_the_runtime_are_small() -> None:
    """As a package has them: without the lines that mark what only some packages have."""
    lengths = [
        length
        for path in RUNTIME.rglob("*.py")
        for length in lengths_of_functions(ast.parse(keep_regions(path.read_text("utf-8"), bool)))
    ]
    assert max(lengths) <= 50
