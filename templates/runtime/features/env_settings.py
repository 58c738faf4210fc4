# Settings from environment variables that client.toml names. Imports the standard library and `errors`.
"""`env_text`, `env_number` and `env_integer`: an argument, else its environment variable, else the default."""

from __future__ import annotations

import math
import os
from typing import TypeVar

from ..core.basics import UNSET, Unset
from ..core.errors import ConfigurationError

T = TypeVar("T")
D = TypeVar("D")


def env_text(given: T | None, variable: str, default: T | str | None = None) -> T | str | None:
    """Returns the argument, else the text of the variable, else the default; an empty text counts as not set."""
    return given if given is not None else os.environ.get(variable, "").strip() or default


def env_number(given: T | Unset, variable: str, default: D) -> T | float | D:
    """Returns the argument, else the number in the variable, else the default.

    Raises:
        ConfigurationError: the variable is not a number.
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
    return number


def env_integer(given: T | Unset, variable: str, default: D) -> T | int | D:
    """Returns the argument, else the whole number in the variable, else the default.

    Raises:
        ConfigurationError: the variable is not a whole number.
    """
    if given is not UNSET:
        return given
    text = os.environ.get(variable, "").strip()
    try:
        return int(text) if text else default
    except ValueError:
        raise ConfigurationError(f"{variable}={text!r} is not a whole number") from None
