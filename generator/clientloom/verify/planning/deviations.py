# JSON that deviates from its schema, each in one way. Imports the standard library only.
"""`retype`, `add_members` and `drop_member`."""

from __future__ import annotations

import re

from clientloom.document.document import Json

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|-")


def retype(value: Json) -> Json:
    """Returns the value with its first scalar replaced by one of another type."""
    return _retype(value, [1])


def _retype(value: Json, left: list[int]) -> Json:
    match value:
        case dict():
            return {key: _retype(item, left) for key, item in value.items()}
        case list():
            return [_retype(item, left) for item in value]
        case None:
            return value
        case _ if left:
            left.pop()
            return 7 if isinstance(value, str) else "seven"
        case _:
            return value


def add_members(value: Json) -> Json:
    """Returns the value with more members in each object, called like the Python names of its fields."""
    match value:
        case dict():
            more = {_HUMP.sub("_", key).lower(): 1 for key in value}
            known = {key: add_members(item) for key, item in value.items()}
            unknown = {"a": [1, {"b": None}]}  # null itself is no item of a list in a query
            return {**more, **known, "zzUnknown": unknown}
        case list():
            return [add_members(item) for item in value]
        case _:
            return value


def drop_member(value: Json) -> Json:
    """Returns the value without the first member of the first innermost object."""
    return _drop_member(value, [1])


def _drop_member(value: Json, left: list[int]) -> Json:
    match value:
        case dict():
            found = {key: _drop_member(item, left) for key, item in value.items()}
            if left and found:
                left.pop()
                found.pop(next(iter(found)))
            return found
        case list():
            return [_drop_member(item, left) for item in value]
        case _:
            return value
