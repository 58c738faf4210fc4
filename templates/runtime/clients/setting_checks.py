# Checks of what the user sets, when it is set: a mistake is no surprise of the first call. Imports light modules.
"""`check_settings`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Final, cast

from ..core.errors import ConfigurationError
from ..core.mistakes import check_number
from ..exchange.retry import RetryPolicy
from .servers import check_base_url

_NUMBERS: Final = ("timeout", "deadline", "max_retries")
_LIMITS: Final = ("max_response_bytes", "max_line_bytes")


def check_settings(given: Mapping[str, object]) -> None:
    """Checks the settings that the user gives.

    Raises:
        ConfigurationError: a setting has another type or is out of its range.
    """
    for name in _NUMBERS:
        if name in given:
            check_number(name, given[name])
    for name in _LIMITS:
        if given.get(name) is not None:
            check_number(name, given[name])
    for name, wanted, fits in _SHAPES:
        if name in given and not fits(value := given[name]):
            raise ConfigurationError(f"{name}={value!r} is not {wanted}")
    if given.get("base_url") is not None:
        check_base_url(cast("str", given["base_url"]))


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


def _is_mapping(value: object) -> bool:
    return value is None or isinstance(value, Mapping)


def _is_function(value: object) -> bool:
    return value is None or callable(value)


# <pages or OAuth2ClientCredentials>
def _is_list(value: object) -> bool:
    """Whether it is a list of texts; a single text would be one of characters."""
    if value is None:
        return True
    items = cast("Collection[object]", value)
    is_list = isinstance(value, Collection) and not isinstance(value, str | bytes)
    return is_list and all(isinstance(item, str) for item in items)


# </pages or OAuth2ClientCredentials>
_SHAPES: Final[tuple[tuple[str, str, Callable[[object], bool]], ...]] = (
    ("base_url", "a string", lambda value: value is None or isinstance(value, str)),
    # <pages>
    ("allowed_hosts", "a list of strings", _is_list),
    # </pages>
    # <OAuth2ClientCredentials>
    ("scopes", "a list of strings", _is_list),
    # </OAuth2ClientCredentials>
    ("default_headers", "a mapping", _is_mapping),
    ("default_query", "a mapping", _is_mapping),
    # <rate_limit>
    ("rate_limit", "a RateLimit", lambda value: value is None or hasattr(value, "reserve")),
    # </rate_limit>
    ("strict_responses", "True or False", _is_bool),
    # <validation>
    ("validate_requests", "True or False", _is_bool),
    # </validation>
    ("on_drift", "a function", _is_function),
    # <hooks>
    ("on_request", "a function", _is_function),
    ("on_response", "a function", _is_function),
    ("on_attempt", "a function", _is_function),
    # </hooks>
    # <Tracing>
    ("tracing", "an OpenTelemetry", lambda value: value is None or hasattr(value, "begin")),
    # </Tracing>
    ("log_bodies", "True or False", _is_bool),
    ("retry_policy", "a RetryPolicy", lambda value: isinstance(value, RetryPolicy)),
)
