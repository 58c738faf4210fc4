# Methods that wait: what they repeat, and what they make before. May import ir and this room.
"""Views of waiters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from clientloom.ir import Creation, Waiter
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.docstrings import describe, docstring, section, title_of
from clientloom.python.identifiers import module_of
from clientloom.python.literals import Value, python_literal
from clientloom.python.prose import wrap
from clientloom.render.arguments import Argument, forward_arguments, signature
from clientloom.render.results import value_annotation
from clientloom.render.view_context import Method, ViewContext
from clientloom.render.view_types import ConstantView, MethodView

_INDENT = 8
_WIDTH = 100 - _INDENT


def waiter_constants(method: Method, printer: AnnotationPrinter) -> Iterator[ConstantView]:
    """What the methods wait for that repeat this one."""
    for waiter, constant in zip(method.operation.waiters, method.waiters, strict=False):
        name = printer.runtime_name("Waiter", runtime=True)
        settings: dict[str, Value] = {
            "name": method.operation.accessor_of(waiter.name),
            "state": waiter.state,
            "success": waiter.success,
            "failure": waiter.failure,
            "gone": waiter.gone,
        }
        given = {key: value for key, value in settings.items() if value}
        given |= {"interval": waiter.interval, "timeout": waiter.timeout}
        yield ConstantView(
            name=constant,
            annotation=name,
            callee=name,
            settings=tuple(f"{key}={python_literal(value)}" for key, value in given.items()),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingMethod:
    """A method that waits: `polled` is repeated; `creating` is called before, where there is a `creation`."""

    waiter: Waiter
    constant: str
    polled: Method
    creating: Method | None = None
    creation: Creation | None = None

    @property
    def name(self) -> str:
        """Its name."""
        return self.creation.name if self.creation else self.waiter.name

    @property
    def accessor(self) -> str:
        """What follows `client.` in a call."""
        return (self.creating or self.polled).operation.accessor_of(self.name)

    @property
    def arguments(self) -> tuple[Argument, ...]:
        """The arguments of the call that comes first."""
        return (self.creating or self.polled).arguments

    def returns(self, printer: AnnotationPrinter) -> str:
        """The annotation of the last result."""
        return "None" if self.waiter.gone else value_annotation(self.polled, printer)

    @property
    def doc(self) -> str:
        """What it waits for, as a sentence."""
        if self.waiter.gone:
            end = "the server answers 404"
        else:
            end = f"`{'.'.join(self.waiter.state)}` is {_either(self.waiter.success)}"
        if self.creating is None:
            return f"Wait until {end}."
        return f"Call `{self.creating.name}`, then wait until {end}."


def _either(values: Iterable[str]) -> str:
    *first, last = (f"`{value}`" for value in values)
    return f"{', '.join(first)} or {last}" if first else last


def find_waiting(context: ViewContext, path: str) -> Iterator[WaitingMethod]:
    """The methods of a resource that wait, those that also make something first."""
    yield from sorted(_find_waiting(context, path), key=lambda m: (m.creating is not None, m.name))


def _find_waiting(context: ViewContext, path: str) -> Iterator[WaitingMethod]:
    own = {method.operation.id: method for method in context.methods.get(path, ())}
    for polled in context.polled:
        for waiter, constant in zip(polled.operation.waiters, polled.waiters, strict=True):
            for creation in waiter.creations:
                if creation.operation in own:
                    yield WaitingMethod(
                        waiter=waiter,
                        constant=constant,
                        polled=polled,
                        creating=own[creation.operation],
                        creation=creation,
                    )
            if polled.operation.id in own:
                yield WaitingMethod(waiter=waiter, constant=constant, polled=polled)


def waiting_method(method: WaitingMethod, printer: AnnotationPrinter, flavor: Flavor) -> MethodView:
    """The view of a method that waits."""
    lines = _body(method, printer, "await " if flavor is Flavor.ASYNC else "")
    return _view(method, printer, flavor, "\n        ".join(lines))


def delegated_waiting(
    method: WaitingMethod, printer: AnnotationPrinter, flavor: Flavor
) -> MethodView:
    """Returns the view of a method of the client itself that waits: it calls that of its `_methods`."""
    arguments = forward_arguments(method.arguments)
    given = ", ".join(filter(None, [arguments, "on_progress=on_progress", "**options"]))
    awaited = "await " if flavor is Flavor.ASYNC else ""
    result = "" if method.waiter.gone else "return "
    body = f"{result}{awaited}self._methods.{method.name}({given})"
    return _view(method, printer, flavor, body)


def _view(
    method: WaitingMethod, printer: AnnotationPrinter, flavor: Flavor, body: str
) -> MethodView:
    return MethodView(
        define="async def" if flavor is Flavor.ASYNC else "def",
        name=method.name,
        signature=_signature(method, printer, flavor),
        returns=method.returns(printer),
        body=body,
    )


def _signature(method: WaitingMethod, printer: AnnotationPrinter, flavor: Flavor) -> str:
    own = signature(method.arguments, printer, flavor)
    star = "" if any(not argument.positional for argument in method.arguments) else "*"
    callback = printer.standard("collections.abc", "Callable")
    value = value_annotation(method.polled, printer)
    progress = f"on_progress: {callback}[[{value}], object] | None = None"
    unpack = printer.standard("typing", "Unpack")
    options = f"**options: {unpack}[{printer.runtime_name('WaitOptions')}]"
    return ", ".join(filter(None, ["self", own, star, progress, options]))


def _body(method: WaitingMethod, printer: AnnotationPrinter, awaited: str) -> Iterator[str]:
    polled, requests = method.polled, _requests(method.polled, method, printer)
    arguments = forward_arguments(polled.arguments)
    if method.creating is not None and method.creation is not None:
        source = _requests(method.creating, method, printer)
        given = forward_arguments(method.creating.arguments)
        making = f"{source}.{method.creating.function}({given})"
        waiter = f"{requests}.{method.constant}"
        yield f"created = {awaited}self._begin({making}, {waiter}, on_progress, options)"
        arguments = ", ".join(_found_arguments(polled, method.creation))
    function = "_wait_until_gone" if method.waiter.gone else "_wait"
    call = f"{requests}.{polled.function}({arguments})"
    yield (
        f"{'' if method.waiter.gone else 'return '}{awaited}self.{function}("
        f"{call}, {requests}.{method.constant}, on_progress, options)"
    )


def _found_arguments(polled: Method, creation: Creation) -> Iterator[str]:
    """The arguments of the repeated call, from the result of the creation or from its caller."""
    sources = dict(creation.arguments)
    for argument in polled.arguments:
        if argument.name in sources:
            path = sources[argument.name]
            value = ".".join(("created", *path)) if path else argument.name
            yield value if argument.positional else f"{argument.name}={value}"


def _requests(of: Method, method: WaitingMethod, printer: AnnotationPrinter) -> str:
    """The local name of the module with the requests of a method, which another resource may have."""
    here = (method.creating or method.polled).operation.resource
    path = of.operation.resource
    local = "_requests" if path == here else f"_{module_of(path)}_requests"
    return printer.imports.name(".._requests", module_of(path), runtime=True, local=local)


def waiting_docstring(method: WaitingMethod) -> str:
    """Returns the docstring of a method that waits."""
    waiter = method.waiter
    first = f"After {waiter.interval:g} s" if waiter.interval >= 1 else "Soon"
    pauses = (
        f"{first} `{method.polled.operation.accessor}` is called again, then at growing intervals;"
        f" `interval` and `timeout` ({waiter.timeout:g} s) are options."
    )
    lines = describe(method.doc, pauses, fallback=f"{title_of(method.name)}.", indent=_INDENT)
    progress = "Called with each result. An exception that it raises ends the wait."
    own = () if method.creating else method.arguments  # the method that creates documents its own
    arguments = [(a.name, a.doc) for a in own if a.doc]
    lines += section("Args", [*arguments, ("on_progress", progress)], _INDENT)
    if not waiter.gone:
        lines += ["", "Returns:", *(f"    {line}" for line in wrap("The last result.", _WIDTH))]
    lines += section("Raises", list(_errors(waiter)), _INDENT)
    return docstring(lines, _INDENT)


def _errors(waiter: Waiter) -> Iterator[tuple[str, str]]:
    if waiter.failure:
        yield "WaitFailedError", f"It is {_either(waiter.failure)}."
    yield "WaitTimeoutError", "It took longer than `timeout`."
