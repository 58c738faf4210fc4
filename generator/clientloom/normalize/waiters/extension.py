# Waiters of `x-speakeasy-polling`, the one extension that describes them. May import config.
"""`read_polling`: the extension becomes the settings that client.toml would have."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clientloom.config.settings import WaiterConfig
from clientloom.normalize.naming.registry import method_name
from clientloom.normalize.nodes import Place

POLLING = "x-speakeasy-polling"
_STATUS = re.compile(r"\s*\$statusCode\s*==\s*(\d{3})\s*")
_STATE = re.compile(r"\s*\$response\.body#/([^\s=!<>]+)\s*==\s*(.+?)\s*")


@dataclass(frozen=True, slots=True)
class Polling:
    """A waiter of the extension: its method and settings; `problem` says why it is none."""

    place: Place
    method: str
    settings: WaiterConfig
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Criteria:
    """What ends the wait: the state at `path` is one of `values`, or the response has this status."""

    path: str = ""
    values: tuple[str, ...] = ()
    status: int = 200


class _UnknownConditionError(ValueError):
    """A condition that is neither a status nor a member that equals a value."""


def read_polling(operation: Place) -> Iterator[Polling]:
    """The waiters that an operation declares."""
    for entry in (operation / POLLING).items():
        method = method_name(entry.text("name"))
        try:
            yield Polling(entry, method, _read_settings(entry))
        except _UnknownConditionError as error:
            yield Polling(entry, method, WaiterConfig(), str(error))


def _read_settings(entry: Place) -> WaiterConfig:
    success = _read_criteria(entry / "successCriteria")
    failure = _read_criteria(entry / "failureCriteria")
    if failure.path not in ("", success.path):
        raise _UnknownConditionError("success and failure are read from different members")
    gone = success.status == 404
    if not gone and not success.path:
        raise _UnknownConditionError("no condition of success names a member of the response")
    defaults = WaiterConfig()
    interval = _seconds(entry.mapping, "intervalSeconds") or defaults.interval
    limit = _seconds(entry.mapping, "limitCount")
    return WaiterConfig(
        path=success.path,
        success=success.values,
        failure=failure.values,
        gone=gone,
        interval=interval,
        timeout=interval * limit if limit else defaults.timeout,
    )


def _seconds(entry: Mapping[str, object], key: str) -> float:
    value = entry.get(key)
    usable = isinstance(value, int | float) and not isinstance(value, bool) and value > 0
    return float(value) if usable and isinstance(value, int | float) else 0.0


def _read_criteria(criteria: Place) -> _Criteria:
    path, values, status = "", list[str](), 200
    for criterion in criteria.items():
        condition = criterion.text("condition")
        if found := _STATUS.fullmatch(condition):
            status = int(found[1])
        elif (found := _STATE.fullmatch(condition)) and path in ("", _dot_path(found[1])):
            path = _dot_path(found[1])
            values.append(_value(found[2]))
        else:
            raise _UnknownConditionError(f"the condition {condition!r} is not supported")
    return _Criteria(path, tuple(values), status)


def _dot_path(pointer: str) -> str:
    return pointer.strip("/").replace("/", ".")


def _value(text: str) -> str:
    """The text of a state: a quoted string is what is between its quotes."""
    try:
        value: object = json.loads(text)
    except ValueError:
        return text.strip("'")
    return value if isinstance(value, str) else text
