# Common mistakes in calls: unknown keywords, options of a wrong type, a string instead of a list.
# Imports light modules; others only to explain a mistake.
"""Fast checks of every call; validation.py has the optional ones."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from math import isnan
from typing import TYPE_CHECKING, Final, cast

from .basics import UNSET, RequestOptions
from .errors import ArgumentError, ConfigurationError, InvalidRequestError

if TYPE_CHECKING:
    from .operations import Operation, Request

OPTIONS: Final = frozenset(RequestOptions.__annotations__)
_NUMBERS: Final = ("timeout", "deadline", "max_retries")
_WHOLE_NUMBERS: Final = ("max_retries", "max_response_bytes", "max_line_bytes")
_TOO_LONG: Final = 1e9
"""Seconds that no socket waits."""
_MAPPINGS: Final = ("extra_headers", "extra_query", "extra_body")
_NO_LISTS: Final = frozenset({str, bytes, dict})


def check_options(operation: Operation[object], options: RequestOptions, package: str) -> None:
    """Checks the options of a call.

    Raises:
        ArgumentError: an option does not exist.
        InvalidRequestError: an option has an invalid value.
    """
    given = cast("Mapping[str, object]", options)
    known = options_of(operation)
    if unknown := [name for name in given if name not in known]:
        raise unexpected_argument(operation.label, min(unknown), argument_names(operation, package))
    for name in given:
        if name in _NUMBERS:
            try:
                check_number(name, given[name])
            except ConfigurationError as error:
                raise InvalidRequestError(f"{operation.label}: {error}") from None
        elif name in _MAPPINGS and given[name] is not None:
            check_types(operation.label, Mapping, **{name: given[name]})


def check_types(label: str, wanted: type[object], **given: object) -> None:
    """Checks arguments that all take strings or all take mappings.

    Raises:
        InvalidRequestError: an argument has another type.
    """
    for name, value in given.items():
        if not isinstance(value, wanted):
            what = "a string" if wanted is str else "a mapping"
            kind = type(value).__name__
            raise InvalidRequestError(f"{label}: {name}= takes {what}, not a {kind}")


def check_progress(label: str, value: object) -> None:
    """Checks what is to be called while something goes on.

    Raises:
        InvalidRequestError: it is no function.
    """
    if value is not None and not callable(value):
        raise InvalidRequestError(f"{label}: on_progress={value!r} is not a function")


def check_number(name: str, value: object) -> None:
    """Checks a number of a call or a client: seconds, retries or bytes.

    Raises:
        ConfigurationError: it is not a valid number.
    """
    if name in _WHOLE_NUMBERS:
        if isinstance(value, bool) or not hasattr(value, "__index__"):
            raise ConfigurationError(_no_number(name, "a whole number", value))
        if cast("int", value) < 0:
            raise ConfigurationError(f"{name} may not be negative")
    elif not _is_duration(name, value):
        raise ConfigurationError(_no_number(name, "seconds, or None to wait indefinitely", value))
    elif name == "timeout" and isinstance(value, int | float) and not 0 < value < _TOO_LONG:
        # Zero never works, sockets treat negative numbers as no limit, and they have a longest time.
        raise ConfigurationError(
            f"timeout={value} must be positive and below {_TOO_LONG:g}; None waits indefinitely"
        )


def _is_duration(name: str, value: object) -> bool:
    """Whether a value is seconds or None; httpx has other forms of timeouts."""
    if value is None or value is UNSET:
        return True
    if name == "timeout" and (isinstance(value, tuple) or hasattr(value, "as_dict")):
        return True
    return is_seconds(value)


def is_seconds(value: object) -> bool:
    """Whether a value is a number of seconds; NaN is none."""
    is_nan = isinstance(value, float) and isnan(value)
    return hasattr(value, "__float__") and not isinstance(value, bool) and not is_nan


def _no_number(name: str, wanted: str, value: object) -> str:
    kind = "no number" if isinstance(value, float) and isnan(value) else f"a {type(value).__name__}"
    return f"{name}={value!r} is {kind}; it takes {wanted}"


def check_lists(request: Request[object]) -> None:
    """Rejects a string, bytes, a dict or a model instead of a list; a string would be sent as its characters.

    Raises:
        InvalidRequestError: an argument is not a list.
    """
    for place, names in request.operation.lists.items():
        values: object = getattr(request, place)
        for name in names:
            value = cast("Mapping[str, object]", values).get(name) if name else values
            if type(value) in _NO_LISTS or hasattr(value, "__pydantic_fields__"):
                what = f"{name!r} takes a list" if name else "the body is a list"
                kind = type(value).__name__
                raise InvalidRequestError(
                    f"{request.operation.label}: {what}, not one {kind}; write [...] around it"
                )


def check_dates(request: Request[object]) -> None:
    """Rejects a datetime instead of a date, which type checkers accept: its time and its zone would be sent as well.

    Raises:
        InvalidRequestError: an argument is not a date.
    """
    for place, names in request.operation.dates.items():
        values = cast("Mapping[str, object]", getattr(request, place))
        for name in names:
            value = values.get(name)
            items = cast("list[object]", value) if isinstance(value, list | tuple) else [value]
            if any(isinstance(item, datetime) for item in items):
                raise InvalidRequestError(
                    f"{request.operation.label}: {name!r} takes a date, not a datetime; write .date() after it"
                )


def unexpected_argument(label: str, name: str, known: Iterable[str]) -> ArgumentError:
    """Returns the error for an unknown argument, with the most similar known one."""
    return ArgumentError(
        f"{label} got an unexpected keyword argument {name!r}{nearest(name, known)}"
    )


def nearest(name: str, known: Iterable[str]) -> str:
    """Returns `; did you mean 'x'?`, or "" if no known name is similar."""
    from difflib import get_close_matches

    found = get_close_matches(name, sorted(known), n=1)
    return f"; did you mean {found[0]!r}?" if found else ""


def argument_names(operation: Operation[object], package: str) -> list[str]:
    """Returns the keywords of an operation's method; only the common options if the method is not found."""
    import inspect
    from importlib import import_module

    resource, _, method = operation.name.rpartition(".")
    name = resource.replace(".", "__") or "_client"
    own: list[str] = []
    try:
        module = import_module(f"{package}.resources.{name}")
    except ImportError:
        module = None
    for thing in vars(module).values() if module else ():
        if isinstance(thing, type) and callable(found := vars(thing).get(method)):
            given = inspect.signature(found).parameters.values()
            named = [p.name for p in given if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
            own = max(own, named, key=len)
    return [*options_of(operation), *(name for name in own if name != "self")]


def options_of(operation: Operation[object]) -> frozenset[str]:
    """Returns the options of calls of an operation."""
    # <idempotency_header>
    if operation.idempotency_header:
        return OPTIONS | {"idempotency_key"}
    # </idempotency_header>
    return OPTIONS
