# Checks of `[env]`, `[environments]`, and what `[package]` adds. May import settings and value_checks.
"""`offer_faults`: what a client takes from its surroundings, and offers beside its API."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.config.settings import OPTIONAL, PackageConfig, VendorConfig
from clientloom.config.value_checks import ADDRESS, Fault, check_variable

ENV_ARGUMENTS = frozenset(
    {"base_url", "environment", "timeout", "deadline", "max_retries"}
    | {"max_response_bytes", "max_line_bytes"}
)
"""The arguments of the client that `[env]` can name."""

EXTRAS = ("otel",)
"""The values of `extras` in `[package]`."""


def offer_faults(config: VendorConfig) -> Iterator[Fault]:
    """Yields every invalid value of these tables."""
    yield from _lists(config.package)
    yield from _env(config)
    yield from _environments(config)


def _lists(package: PackageConfig) -> Iterator[Fault]:
    for key, given, valid, what in (
        ("extras", package.extras, EXTRAS, "unknown extra"),
        ("optional", package.optional, OPTIONAL, "a client has no optional part"),
    ):
        for index, name in enumerate(given):
            if name not in valid:
                yield Fault(("package", key, index), f"{what} {name!r}", f"use {', '.join(valid)}")


def _env(config: VendorConfig) -> Iterator[Fault]:
    for argument, variable in config.env.items():
        if argument not in ENV_ARGUMENTS:
            message = f"the argument {argument!r} cannot come from an environment variable"
            hint = f"use one of {', '.join(sorted(ENV_ARGUMENTS))}"
            yield Fault(("env", argument), message, hint)
        if not variable:
            yield Fault(("env", argument), "the variable has no name", "write it as in `ACME_URL`")
        yield from check_variable(("env", argument), variable)


def _environments(config: VendorConfig) -> Iterator[Fault]:
    for name, url in config.environments.items():
        if not ADDRESS.fullmatch(url):
            message = f"{url!r} is not an http(s) URL"
            yield Fault(("environments", name), message, "write it as https://host/path")
    if config.environments and config.base_url:
        message = "`base_url` and `environments` both say where the API is"
        yield Fault(("base_url",), message, "keep one of them")
