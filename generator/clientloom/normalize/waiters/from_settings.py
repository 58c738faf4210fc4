# The waiters that client.toml declares, checked against their operations. May import config and ir.
"""`WaiterReader`: one table of client.toml becomes a `Waiter`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clientloom import ir
from clientloom.config.settings import VendorConfig, WaiterConfig
from clientloom.diagnostics import InputError, suggest_value
from clientloom.ir.lookup import Lookup, Member
from clientloom.ir.pagination import AttributePath
from clientloom.normalize.pagination.page_shape import page_type

_BY_DEFAULT = ("id", "name")
"""The members of a new thing by which an operation finds it again, where none has the parameter's own name."""


@dataclass(frozen=True, slots=True)
class WaiterReader:
    """One waiter of client.toml and the operation that it repeats; `operations` has all, by their settings key."""

    operation: ir.Operation
    table: tuple[str, ...]
    given: WaiterConfig
    config: VendorConfig
    lookup: Lookup
    operations: Mapping[str, ir.Operation]

    def read(self) -> ir.Waiter:
        """The waiter.

        Raises:
            InputError: it names what the operation, its response or the document do not have.
        """
        given = self.given
        state = self._state() if given.path else None
        for key in ("success", "failure"):
            self._check_values(key, getattr(given, key), state)
        return ir.Waiter(
            name=self.table[-1],
            state=state.attributes if state else (),
            success=given.success,
            failure=given.failure,
            gone=given.gone,
            interval=given.interval,
            timeout=given.timeout,
            creations=tuple(self._creation(id_, i) for i, id_ in enumerate(given.create)),
        )

    def _state(self) -> Member:
        value = page_type(self.operation.result)
        if value is None or self.operation.pagination:
            raise self._mismatch("path", self.given.path, (), "its response has no members")
        return self._member(value, self.given.path, "path")

    def _member(self, type_: ir.TypeRef, path: str, *keys: str) -> Member:
        found = self.lookup.find(type_, tuple(path.split(".")))
        if found is None:
            if self._is_in_union(type_, path.split(".")):
                why = "the response is one of several types there, and a waiter needs one object"
                raise self._mismatch(
                    keys, path, (), why, "describe it as one object with an overlay"
                )
            known = self.lookup.wire_paths(type_)
            raise self._mismatch(keys, path, known, "the response has no such member")
        return found

    def _is_in_union(self, type_: ir.TypeRef, path: Sequence[str]) -> bool:
        """Whether the path leads into a union."""
        inner = (self.lookup.find(type_, tuple(path[:end])) for end in range(1, len(path)))
        holders = (type_, *(member.field.type for member in inner if member))
        return any(isinstance(self.lookup.resolve(holder), ir.UnionOf) for holder in holders)

    def _check_values(self, key: str, values: Sequence[str], state: Member | None) -> None:
        known = known_values(state.field.type, self.lookup) if state else ()
        for index, value in enumerate(values):
            if known and value not in known:
                raise self._mismatch((key, index), value, known, "the state has no such value")

    def _creation(self, id_: str, index: int) -> ir.Creation:
        operation = self.operations.get(id_)
        if operation is None:
            why = "the document has no such operation"
            raise self._mismatch(("create", index), id_, tuple(self.operations), why)
        value = page_type(operation.result)
        sources = tuple(
            (name, self._source(name, wire, operation, value))
            for name, wire in required_parameters(self.operation)
        )
        return ir.Creation(
            name=f"{operation.name}_and_wait", operation=operation.id, arguments=sources
        )

    def _source(
        self, name: str, wire_name: str, creation: ir.Operation, value: ir.TypeRef | None
    ) -> AttributePath:
        given = self.given.arguments.get(wire_name)
        if given is not None:
            return self._given_source(wire_name, given, creation, value)
        if name in {parameter for parameter, _ in required_parameters(creation)}:
            return ()
        for candidate in (wire_name, *_BY_DEFAULT):
            found = self.lookup.find(value, (candidate,)) if value is not None else None
            if found is not None and self._is_always_there(value, (candidate,)):
                return found.attributes
        why = f"nothing in the response of {creation.id} says what {wire_name!r} is"
        arguments = {**self.given.arguments, wire_name: "..."}
        line = ", ".join(f"{json.dumps(k)} = {json.dumps(v)}" for k, v in arguments.items())
        hint = f"write `arguments = {{{line}}}`, with the path in that response"
        raise self._mismatch(("create",), creation.id, (), why, hint)

    def _given_source(
        self, wire_name: str, path: str, creation: ir.Operation, value: ir.TypeRef | None
    ) -> AttributePath:
        keys = ("arguments", wire_name)
        found = self._member(self._object(creation, value), path, *keys)
        if not self._is_always_there(value, found.wire_names):
            why = f"the response of {creation.id} may lack it"
            raise self._mismatch(keys, path, (), why, "correct the document with an overlay")
        return found.attributes

    def _is_always_there(self, type_: ir.TypeRef | None, path: tuple[str, ...]) -> bool:
        """Whether every response has the member, and not as null."""
        ends = range(1, len(path) + 1)
        steps = [self.lookup.find(type_, path[:end]) for end in ends] if type_ is not None else []
        return all(
            step is not None
            and isinstance(step.field.presence, ir.Required)
            and not self.lookup.is_nullable(step.field.type)
            for step in steps
        )

    def _object(self, creation: ir.Operation, value: ir.TypeRef | None) -> ir.TypeRef:
        if value is None:
            raise self._mismatch(("create",), creation.id, (), "its response has no members")
        return value

    def _mismatch(
        self,
        keys: str | Sequence[str | int],
        value: str,
        known: Sequence[str],
        why: str,
        hint: str = "",
    ) -> InputError:
        path = (keys,) if isinstance(keys, str) else tuple(keys)
        hint = hint or suggest_value(value, known)
        message = f"waiter {self.table[-1]!r} of {self.operation.id!r}: {value!r}: {why}"
        return InputError.at(
            self.config.locate((*self.table, *path)), "waiter-mismatch", message, hint
        )


def known_values(type_: ir.TypeRef, lookup: Lookup) -> tuple[str, ...]:
    """The texts of the states that the document names; () where there may be any."""
    resolved = lookup.resolve(type_)
    if isinstance(resolved, ir.LiteralOf):
        return tuple(v if isinstance(v, str) else json.dumps(v) for v in resolved.values)
    if resolved == ir.Primitive(ir.PrimitiveKind.BOOLEAN):
        return ("true", "false")
    return ()


def required_parameters(operation: ir.Operation) -> tuple[tuple[str, str], ...]:
    """Python name and wire name of what a call of the operation cannot do without."""
    return tuple(
        (p.name, p.wire_name)
        for p in operation.parameters
        if p.is_argument and (p.location is ir.Location.PATH or isinstance(p.presence, ir.Required))
    )
