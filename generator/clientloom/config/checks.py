# Checks of the values in client.toml beyond their types. May import diagnostics, packaging (for licenses) and the
# modules of config but load.
"""Checks that names, URLs and headers are valid for Python, pip and HTTP."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from keyword import iskeyword

from clientloom.config.client_names import taken_by
from clientloom.config.name_patterns import pattern_fault
from clientloom.config.settings import (
    ClientArgumentConfig,
    IgnoreConfig,
    PackageConfig,
    VendorConfig,
    WaiterConfig,
)
from clientloom.config.value_checks import (
    ADDRESS,
    Fault,
    check_argument,
    check_choice,
    check_header,
    check_variable,
)
from clientloom.config.variable_checks import offer_faults
from clientloom.config.webhook_checks import webhook_faults
from clientloom.diagnostics import Severity

CLIENT_ARGUMENTS = frozenset(
    [
        *("self", "base_url", "server", "timeout", "deadline", "max_retries", "default_headers"),
        *(
            "http_client",
            "strict_responses",
            "validate_requests",
            "on_drift",
            "on_request",
            "on_response",
        ),
        *("log_bodies", "clock", "retry_policy", "max_response_bytes", "max_line_bytes"),
        *("allowed_hosts", "scopes", "proxy", "verify", "cert", "http2", "limits"),
        *("default_query", "rate_limit", "environment", "on_attempt", "tracing"),
    ]
)
"""The arguments that every client has besides its credentials, server variables and headers."""

LOCATIONS = ("query", "header", "path", "cookie")
DETECTED = "detected"
"""The style of pages that are found in the document without what it declares for an SDK."""
STYLES = ("cursor", "offset", "page", "link", "none", DETECTED)
DOWNLOADS = ("bytes", "stream")
HTTP = {"httpx": ">=0.27,<1", "httpx2": ">=2.4,<3"}
"""The libraries that may send requests, with the versions that packages allow."""
_NEEDED = frozenset({*HTTP, "pydantic", "pydantic_core", "typing_extensions"})
PROJECT = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")  # core metadata, "Name"
CLASS = re.compile(r"[^\W\d_a-z]\w*")
VERSION = re.compile(  # PEP 440, canonical form
    r"(?:\d+!)?\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?(?:\.post\d+)?(?:\.dev\d+)?(?:\+[a-z0-9]+(?:\.[a-z0-9]+)*)?"
)
FIELD_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")  # RFC 9110, 5.5


def find_faults(config: VendorConfig) -> Iterator[Fault]:
    """Yields every invalid value."""
    yield from offer_faults(config)
    yield from _package(config.package)
    yield from _credentials(config)
    yield from _headers(config)
    yield from _upstream(config)
    yield from webhook_faults(config.webhooks)
    for index, entry in enumerate(config.lint.ignore):
        yield from _ignore(("lint", "ignore", index), entry)
    if config.pagination:
        yield from check_choice(("pagination", "style"), config.pagination.style, STYLES)
    for id_, operation in config.operations.items():
        for wire_name, name in operation.arguments.items():
            yield from check_argument(("operations", id_, "arguments", wire_name), name)
        if operation.download:
            yield from check_choice(("operations", id_, "download"), operation.download, DOWNLOADS)
        for method, waiter in operation.waiters.items():
            yield from _waiter(("operations", id_, "waiters", method), waiter)
    yield from check_choice(("models", "enums"), config.models.enums, ("literal", "enum"))
    yield from _patterns(config)
    for label, path in config.resources.items():
        if not all(path.split(".")):
            message = f"{path!r} is not a valid path of a resource"
            yield Fault(("resources", label), message, "write it as in `accounts.bank_accounts`")
    if config.base_url and not ADDRESS.fullmatch(config.base_url):
        message = f"{config.base_url!r} is not an http(s) URL"
        yield Fault(("base_url",), message, "write it as https://host/path")
    if config.templates and not (config.folder / config.templates).is_dir():
        message = f"{config.shown_folder} has no folder {config.templates!r}"
        yield Fault(("templates",), message, "correct `templates`")


def _patterns(config: VendorConfig) -> Iterator[Fault]:
    for table, patterns in config.names.patterns().items():
        for pattern, replacement in patterns.items():
            if wrong := pattern_fault(pattern, replacement):
                yield Fault(("names", table, pattern), *wrong)


_LETTERS = "use letters, digits and underscores, as in `acme_things`"
_ANOTHER = "add a word, as in `acme_things`"


def import_name_fault(name: str) -> tuple[str, str] | None:
    """Returns what is wrong with the import name of a package and what to do, None if it is valid."""
    if iskeyword(name):
        return f"{name!r} is not a valid Python module name: it is a keyword", _ANOTHER
    if not name.isidentifier() or not name.isascii():
        return f"{name!r} is not a valid Python module name", _LETTERS
    if not PROJECT.fullmatch(name):
        fault = (
            f"{name!r} is not a valid package name: it must begin and end with a letter or digit"
        )
        return fault, _LETTERS
    if name in sys.stdlib_module_names:
        return f"{name!r} is the name of a module of the standard library", _ANOTHER
    if name in _NEEDED:
        return f"{name!r} is the name of a package that the client needs", _ANOTHER
    return None


def _package(package: PackageConfig) -> Iterator[Fault]:
    if fault := import_name_fault(package.name):
        yield Fault(("package", "name"), *fault)
    if package.distribution and not PROJECT.fullmatch(package.distribution):
        message = f"{package.distribution!r} is not a valid distribution name"
        yield Fault(("package", "distribution"), message, "use letters, digits, `-`, `_` and `.`")
    if package.client:
        yield from _client_class(package.client)
    if not VERSION.fullmatch(package.version):
        message = f"{package.version!r} is not a valid version of a Python package"
        yield Fault(("package", "version"), message, "write it as in `1.2.0` or `1.2.0rc1`")
    if package.license and not _is_license(package.license):
        message = f"{package.license!r} is not an SPDX license expression"
        hint = "write it as in `MIT`, `Apache-2.0 OR MIT` or `LicenseRef-Acme`"
        yield Fault(("package", "license"), message, hint)
    if package.http not in HTTP:
        message = f"{package.http!r} is not a library that packages can use"
        yield Fault(("package", "http"), message, "write `httpx` or `httpx2`")
    yield from check_choice(("package", "runtime"), package.runtime, ("vendored", "shared"))
    yield from check_choice(("package", "downloads"), package.downloads, DOWNLOADS)


def _client_class(name: str) -> Iterator[Fault]:
    path = ("package", "client")
    if iskeyword(name) or not CLASS.fullmatch(name):
        message = f"{name!r} is not a valid class name"
        yield Fault(path, message, "write it as in `AcmeThings`")
    elif taken := taken_by(name):
        message = f"the client {name!r} would replace {taken}, which packages use"
        yield Fault(path, message, f"write it as in `{name}Client`")


def _is_license(text: str) -> bool:
    from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

    try:
        canonicalize_license_expression(text)
    except InvalidLicenseExpression:
        return False
    return True


def _credentials(config: VendorConfig) -> Iterator[Fault]:
    for scheme, auth in config.auth.items():
        for kind in ("key", "token", "username", "password", "client_id", "client_secret"):
            given = getattr(auth, kind)
            path = ("auth", scheme, kind)
            if given.argument:
                yield from _client_argument((*path, "argument"), given.argument)
            yield from check_variable((*path, "env"), given.env)


def _headers(config: VendorConfig) -> Iterator[Fault]:
    for name, value in config.headers.items():
        yield from check_header(("headers", name), name)
        if not FIELD_VALUE.fullmatch(value):
            message = f"{value!r} is not a valid header value"
            yield Fault(("headers", name), message, "remove line breaks and control characters")
    for argument, given in config.header_arguments.items():
        path = ("header_arguments", argument)
        yield from _client_argument(path, argument)
        yield from check_header((*path, "header"), given.header)
        yield from check_variable((*path, "env"), given.env)
    for argument, shared in config.client_arguments.items():
        yield from _check_shared_argument(("client_arguments", argument), shared)
    if config.request_id_header:
        yield from check_header(("request_id_header",), config.request_id_header)


def _check_shared_argument(path: tuple[str, str], given: ClientArgumentConfig) -> Iterator[Fault]:
    yield from _client_argument(path, path[1])
    yield from check_variable((*path, "env"), given.env)
    if given.location not in LOCATIONS:
        message = f"{given.location!r} is not a location of parameters"
        yield Fault((*path, "location"), message, f"use one of {', '.join(LOCATIONS)}")
    if given.secret and given.location == "path":
        message = "a credential cannot be a part of the path"
        yield Fault((*path, "secret"), message, "remove `secret`")
    if given.secret and given.default:
        message = "a credential has no default"
        yield Fault(
            (*path, "default"), message, "remove it, and name an environment variable in `env`"
        )


def _upstream(config: VendorConfig) -> Iterator[Fault]:
    given = config.upstream
    sources = [name for name in ("url", "file", "git") if getattr(given, name)]
    if len(sources) > 1:
        message = f"only one of {', '.join(sources)} can be set"
        yield Fault(("upstream", sources[1]), message, "keep one of them")
    if given.git and not given.path:
        message = "`git` needs `path`"
        yield Fault(("upstream", "git"), message, "set `path` to the document in the repository")


def _ignore(path: tuple[str | int, ...], entry: IgnoreConfig) -> Iterator[Fault]:
    from clientloom.diagnostics.code_registry import REGISTRY, suggest_code

    known = REGISTRY.get(entry.code)
    if known is None:
        hint = suggest_code(entry.code)
        yield Fault((*path, "code"), f"unknown code {entry.code!r}", hint)
    elif known.severity is Severity.ERROR:
        message = f"{entry.code!r} is an error; only warnings and notes can be ignored"
        yield Fault((*path, "code"), message, "remove the entry and fix the cause")
    if not entry.reason.strip():
        message = "the entry needs a reason"
        yield Fault((*path, "reason"), message, "write why the code can be ignored")
    if entry.path and entry.schema:
        message = "an entry can have `path` or `schema`, not both"
        yield Fault((*path, "schema"), message, "write two entries")


def _waiter(path: tuple[str, ...], waiter: WaiterConfig) -> Iterator[Fault]:
    method = path[-1]
    if not method.isidentifier() or iskeyword(method) or method.startswith("_"):
        yield Fault(path, f"{method!r} is not a valid name of a method", "write it in snake_case")
    if not waiter.gone and not (waiter.path and waiter.success):
        message = f"waiter {method!r} does not say what it waits for"
        yield Fault(path, message, "set `path` and `success`, or `gone = true`")
    for key in ("interval", "timeout"):
        if not getattr(waiter, key) > 0:
            yield Fault((*path, key), f"`{key}` must be above 0", "give seconds")


def _client_argument(path: tuple[str, ...], name: str) -> Iterator[Fault]:
    if name in CLIENT_ARGUMENTS:
        yield Fault(path, f"every client already has an argument {name!r}", "choose another name")
    else:
        yield from check_argument(path, name)
