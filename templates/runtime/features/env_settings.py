# Settings from environment variables that client.toml names. Imports light modules of the runtime.
"""An argument, else its environment variable, else the default; a mistake in a variable is reported with its name."""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from typing import TypeVar, cast

from ..clients.setting_checks import check_settings
from ..core.basics import UNSET, Unset
from ..core.errors import ConfigurationError

T = TypeVar("T")
D = TypeVar("D")


def env_text(given: T | None, variable: str, default: T | str | None = None) -> T | str | None:
    """Returns the argument, else the text of the variable, else the default; an empty text counts as not set."""
    return given if given is not None else os.environ.get(variable, "").strip() or default


def env_url(given: str | None, variable: str) -> str | None:
    """Returns the argument, else the base URL in the variable.

    Raises:
        ConfigurationError: the variable is no URL of a server.
    """
    if given is not None or (found := env_text(None, variable)) is None:
        return given
    return _checked("base_url", found, variable)


def env_choice(given: T | None, variable: str, choices: Sequence[T]) -> T | None:
    """Returns the argument, else the name in the variable.

    Raises:
        ConfigurationError: the variable is none of the names.
    """
    if given is not None or (found := env_text(None, variable)) is None:
        return given
    if found not in choices:
        raise ConfigurationError(
            f"{variable}={found!r}: the API has {', '.join(map(str, choices))}"
        )
    return cast("T", found)


def env_number(given: T | Unset, variable: str, name: str, default: D) -> T | float | D:
    """Returns the argument `name`, else the number in the variable, else the default.

    Raises:
        ConfigurationError: the variable is not a number, or one that the argument cannot be.
    """
    if given is not UNSET:
        return given
    text = os.environ.get(variable, "").strip()
    if not text:
        return default
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise ConfigurationError(f"{variable}={text!r} is not a number")
    return _checked(name, number, variable)


def env_integer(given: T | Unset, variable: str, name: str, default: D) -> T | int | D:
    """Returns the argument `name`, else the whole number in the variable, else the default.

    Raises:
        ConfigurationError: the variable is not a whole number, or one that the argument cannot be.
    """
    if given is not UNSET:
        return given
    text = os.environ.get(variable, "").strip()
    try:
        number = int(text) if text else None
    except ValueError:
        raise ConfigurationError(f"{variable}={text!r} is not a whole number") from None
    return default if number is None else _checked(name, number, variable)


def _checked(name: str, value: T, variable: str) -> T:
    """Returns the value of a variable after the check of its argument."""
    try:
        check_settings({name: value})
    except ConfigurationError as error:
        raise ConfigurationError(f"the environment variable {variable}: {error}") from None
    return value
