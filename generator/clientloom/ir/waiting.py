# Methods that repeat an operation until something has ended. Imports the standard library and this room only.
"""`Waiter` and `Creation`."""

from __future__ import annotations

from dataclasses import dataclass

from clientloom.ir.pagination import AttributePath


@dataclass(frozen=True, slots=True, kw_only=True)
class Creation:
    """A method that makes a thing and then waits for it: `name`, on the resource of the operation `operation`.

    `arguments` has a source for each required parameter of the repeated operation: an attribute path of the
    creation's result, or () where the caller gives the parameter of the same name.
    """

    name: str
    operation: str
    arguments: tuple[tuple[str, AttributePath], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiter:
    """A method that repeats its operation until the result has a final state.

    `state` is the attribute path of the state, `success` and `failure` the texts of the states that end the wait:
    a string as it is, another scalar as its JSON text. `gone` takes a 404 for success. `interval` is the first
    pause and `timeout` the default limit of the whole wait, both in seconds.
    """

    name: str
    state: AttributePath = ()
    success: tuple[str, ...] = ()
    failure: tuple[str, ...] = ()
    gone: bool = False
    interval: float = 2.0
    timeout: float = 900.0
    creations: tuple[Creation, ...] = ()
