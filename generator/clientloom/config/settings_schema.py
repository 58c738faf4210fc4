# The JSON Schema of client.toml, for editors. May import diagnostics and this room.
"""`settings_schema`: what the loader accepts, as JSON Schema, from the same dataclasses.

What depends on more than the file is left to the loader: whether files exist, names of the standard library, and what
regular expressions mean.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Mapping
from keyword import kwlist
from typing import cast, get_args, get_origin

from clientloom.config.checks import (
    CLASS,
    CLIENT_ARGUMENTS,
    DOWNLOADS,
    FIELD_VALUE,
    HTTP,
    LOCATIONS,
    PROJECT,
    STYLES,
    VERSION,
)
from clientloom.config.client_names import EXPORTED
from clientloom.config.key_tables import keys_of
from clientloom.config.name_patterns import LONGEST
from clientloom.config.settings import OPTIONAL, SignatureConfig, VendorConfig
from clientloom.config.value_checks import ADDRESS, TOKEN, VARIABLE
from clientloom.config.webhook_checks import CHOICES, ONLY
from clientloom.diagnostics import Severity
from clientloom.diagnostics.code_registry import REGISTRY

Json = bool | int | str | list["Json"] | dict[str, "Json"]
Part = dict[str, Json]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILE_NAME = "client.schema.json"
"""The file in specs/ that `new` writes for editors."""

_SCALARS: Mapping[object, str] = {str: "string", int: "integer", bool: "boolean", float: "number"}
_NAME = r"^[^\W\d]\w*$"


def settings_schema() -> Part:
    """Returns the schema of the whole file. Arrays of tables and tables are described by their classes."""
    root = _table(VendorConfig)
    return {"$schema": DIALECT, "title": "clientloom: client.toml", **root}


def schema_text() -> str:
    """Returns the schema as the text of a file."""
    return json.dumps(settings_schema(), indent=2, ensure_ascii=False) + "\n"


def _table(cls: type) -> Part:
    required: list[Json] = [key.name for key in keys_of(cls) if key.is_required]
    properties: dict[str, Json] = {
        key.name: _with_limits(_value(key.type), _LIMITS.get((cls.__name__, key.name), {}))
        for key in keys_of(cls)
    }
    return {
        "type": "object",
        "description": _first_sentence(cls),
        "properties": properties,
        **({"required": required} if required else {}),
        "additionalProperties": False,
        **_RULES.get(cls.__name__, {}),
    }


def _value(hint: object) -> Part:
    arguments = get_args(hint)
    if get_origin(hint) is Mapping:
        return {"type": "object", "additionalProperties": _value(arguments[1])}
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _value(arguments[0])}
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return _table(hint)
    return {"type": _SCALARS[hint]}


def _with_limits(found: Part, limits: Part) -> Part:
    """Adds limits. Those of `additionalProperties` are of the values of a table with any keys."""
    values, more = found.get("additionalProperties"), limits.get("additionalProperties")
    if isinstance(values, dict) and isinstance(more, dict):
        return {**found, **limits, "additionalProperties": {**values, **more}}
    return {**found, **limits}


def _first_sentence(cls: type) -> str:
    text = " ".join((cls.__doc__ or "").split("\n\n")[0].split())
    return text.replace("`", "")


def _whole(pattern: re.Pattern[str], *, may_be_empty: bool = False) -> Part:
    return {"pattern": f"^(?:{pattern.pattern}){'?' if may_be_empty else ''}$"}


def _names(excluded: frozenset[str] = frozenset()) -> Part:
    """A name of Python, and none of those that are taken."""
    taken: list[Json] = [*sorted({*kwlist, *excluded})]
    return {"pattern": _NAME, "not": {"enum": taken}}


def _either(*parts: Part) -> Part:
    return {"anyOf": list(parts)}


_EMPTY: Part = {"const": ""}
_PATTERNS: Part = {"propertyNames": {"minLength": 1, "maxLength": LONGEST}}
_IGNORABLE: list[Json] = [
    entry.code for entry in REGISTRY.values() if entry.severity is not Severity.ERROR
]
_CLIENT_NAMES = _names(CLIENT_ARGUMENTS)
_TWINS = {n.removeprefix(p) for n in EXPORTED for p in ("Async", "Fake") if n.startswith(p)}
"""The clients whose async client or fake would have a name that is exported."""
_CLIENTS: Part = _either({"enum": [*sorted({*kwlist, *EXPORTED, *_TWINS})]}, {"pattern": "Error$"})

_LIMITS: Mapping[tuple[str, str], Part] = {
    ("PackageConfig", "name"): {
        "allOf": [{"pattern": r"^[A-Za-z](?:[A-Za-z0-9_]*[A-Za-z0-9])?$"}, _names()]
    },
    ("PackageConfig", "distribution"): _whole(PROJECT, may_be_empty=True),
    ("PackageConfig", "client"): _either(_EMPTY, {**_whole(CLASS), "not": _CLIENTS}),
    ("PackageConfig", "version"): _whole(VERSION),
    ("PackageConfig", "http"): {"enum": [*HTTP]},
    ("PackageConfig", "runtime"): {"enum": ["vendored", "shared"]},
    ("PackageConfig", "optional"): {"items": {"enum": [*OPTIONAL]}},
    ("PackageConfig", "downloads"): {"enum": [*DOWNLOADS]},
    ("OperationConfig", "accessor"): {"minLength": 1},
    ("OperationConfig", "download"): {"enum": ["", *DOWNLOADS]},
    ("ModelsConfig", "enums"): {"enum": ["literal", "enum"]},
    ("ClientArgumentConfig", "env"): _whole(VARIABLE, may_be_empty=True),
    ("ClientArgumentConfig", "location"): {"enum": [*LOCATIONS]},
    ("VendorConfig", "client_arguments"): {"propertyNames": _CLIENT_NAMES},
    ("CredentialConfig", "argument"): _either(_EMPTY, _CLIENT_NAMES),
    ("CredentialConfig", "env"): _whole(VARIABLE, may_be_empty=True),
    ("HeaderArgument", "header"): _whole(TOKEN),
    ("HeaderArgument", "env"): _whole(VARIABLE, may_be_empty=True),
    ("PaginationConfig", "style"): {"enum": [*STYLES]},
    ("WaiterConfig", "interval"): {"exclusiveMinimum": 0},
    ("WaiterConfig", "timeout"): {"exclusiveMinimum": 0},
    ("OperationConfig", "arguments"): {"additionalProperties": _names()},
    ("OperationConfig", "waiters"): {
        "propertyNames": {"pattern": r"^[^\W\d_]\w*$", "not": {"enum": [*kwlist]}}
    },
    ("IgnoreConfig", "code"): {"enum": _IGNORABLE},
    ("IgnoreConfig", "reason"): {"pattern": r"\S"},
    ("NamesConfig", "methods"): _PATTERNS,
    ("NamesConfig", "resources"): _PATTERNS,
    ("NamesConfig", "classes"): _PATTERNS,
    ("NamesConfig", "arguments"): _PATTERNS,
    ("NamesConfig", "enum_members"): _PATTERNS,
    ("SignatureConfig", "scheme"): {"enum": [*ONLY]},
    ("SignatureConfig", "env"): _whole(VARIABLE, may_be_empty=True),
    ("SignatureConfig", "tolerance"): {"exclusiveMinimum": 0},
    **{("SignatureConfig", key): {"enum": [*names]} for key, names in CHOICES.items()},
    ("WebhooksConfig", "event"): {"pattern": r"^(?:[^.]+(?:\.[^.]+)*)?$"},
    ("WebhooksConfig", "event_header"): _whole(TOKEN, may_be_empty=True),
    ("VendorConfig", "headers"): {
        "propertyNames": _whole(TOKEN),
        "additionalProperties": _whole(FIELD_VALUE),
    },
    ("VendorConfig", "header_arguments"): {"propertyNames": _CLIENT_NAMES},
    ("VendorConfig", "resources"): {"additionalProperties": {"pattern": r"^[^.]+(?:\.[^.]+)*$"}},
    ("VendorConfig", "base_url"): _whole(ADDRESS, may_be_empty=True),
    ("VendorConfig", "request_id_header"): _whole(TOKEN, may_be_empty=True),
}
"""What `checks.py` demands of single values, by class and field."""


def _require(*keys: str) -> Part:
    """That all keys are there, and not empty."""
    nonempty: Part = {"not": {"enum": ["", []]}}
    return {"required": [*keys], "properties": dict.fromkeys(keys, nonempty)}


def _scheme(name: str) -> Part:
    return {"if": {"required": ["scheme"], "properties": {"scheme": {"const": name}}}}


def _only_with(scheme: str, keys: tuple[str, ...]) -> Part:
    """That a scheme leaves the keys of the other ones as they are."""
    others = (each for each in dataclasses.fields(SignatureConfig) if each.name != "scheme")
    fixed: dict[str, Json] = {
        each.name: {"const": cast("str | int", each.default)}
        for each in others
        if each.name not in keys
    }
    return {**_scheme(scheme), "then": {"properties": fixed}}


def _with(**values: Json) -> Part:
    """That all keys are there with these values."""
    return {"required": [*values], "properties": {k: {"const": v} for k, v in values.items()}}


_SECRET = _with(secret=True)
_RULES: Mapping[str, Part] = {
    "ClientArgumentConfig": {
        "not": {"allOf": [_SECRET, _either(_with(location="path"), _require("default"))]}
    },
    "UpstreamConfig": {
        "not": _either(_require("url", "file"), _require("url", "git"), _require("file", "git")),
        "anyOf": [{"not": _require("git")}, _require("path")],
    },
    "WaiterConfig": _either(
        _require("path", "success"), {"required": ["gone"], "properties": {"gone": {"const": True}}}
    ),
    "IgnoreConfig": {"not": _require("path", "schema")},
    "WebhooksConfig": {
        "not": _require("event", "event_header"),
        **_either(
            {"not": {"required": ["events"], "properties": {"events": {"minProperties": 1}}}},
            _require("event"),
            _require("event_header"),
        ),
    },
    "SignatureConfig": {
        "allOf": [
            *(_only_with(scheme, keys) for scheme, keys in ONLY.items()),
            {**_scheme("hmac"), "then": _require("header")},
        ]
    },
}
"""What `checks.py` demands of the values of a table together."""
