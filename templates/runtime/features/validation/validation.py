# Checks arguments against annotations, for `validate_requests=True`. Loaded with the first such resource.
"""`validate_methods`: makes the methods of a resource check their arguments before sending."""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Callable, Collection, Mapping
from functools import cache, wraps
from types import FunctionType, ModuleType
from typing import Final, cast, get_args

from ...core.basics import UNSET
from ...core.errors import ArgumentError, ConfigurationError, InvalidRequestError
from ...core.mistakes import OPTIONS, unexpected_argument
from .checking import Problem, check

_SHOWN: Final = 5
_RESOURCES: Final = ".resources."
_BELOW: Final = re.compile("__(?!_)")


def validate_methods(resource: object) -> None:
    """Adds a check to each public method of this resource object."""
    for kind in type(resource).__mro__:
        if _RESOURCES in kind.__module__ or kind is type(resource):
            for name, function in vars(kind).items():
                if isinstance(function, FunctionType) and not name.startswith("_"):
                    checked = _add_checks(resource, function, f"{_accessor(kind)}{name}()")
                    vars(resource).setdefault(name, checked)


def _accessor(kind: type) -> str:
    """Returns the attributes from the client to the resource, each with a dot, by the module of its generated class."""
    modules = (base.__module__ for base in kind.__mro__)
    generated = (m for m in modules if _RESOURCES in m and not m.endswith("._custom"))
    module = next(generated, kind.__name__).rpartition(".")[2]
    return "" if module == "_client" else f"{_BELOW.sub('.', module)}."


def _add_checks(resource: object, function: FunctionType, label: str) -> Callable[..., object]:
    method = cast("Callable[..., object]", function.__get__(resource))
    signature = inspect.signature(method)
    options = _option_names(function)

    def validate(arguments: tuple[object, ...], keywords: dict[str, object]) -> None:
        given = _bound(signature, label, options, arguments, keywords)
        problems = [
            problem
            for name, value in given.items()
            if value is not UNSET and name in _annotations(function)
            for problem in check(value, _annotations(function)[name], name)
        ]
        if problems:
            raise InvalidRequestError(f"{label}: {_summary(problems)}")

    # <async_client>
    if inspect.iscoroutinefunction(method):

        @wraps(method)
        async def call_later(*arguments: object, **keywords: object) -> object:
            validate(arguments, keywords)
            return await method(*arguments, **keywords)

        return call_later

    # </async_client>
    @wraps(method)
    def call(*arguments: object, **keywords: object) -> object:
        validate(arguments, keywords)
        return method(*arguments, **keywords)

    return call


def _bound(
    signature: inspect.Signature,
    label: str,
    options: Collection[str],
    arguments: tuple[object, ...],
    keywords: dict[str, object],
) -> dict[str, object]:
    """Returns the arguments by name, without options.

    Raises:
        ArgumentError: an argument is unknown or missing.
    """
    own = [name for name, p in signature.parameters.items() if p.kind is not p.VAR_KEYWORD]
    unknown = [name for name in keywords if name not in own and name not in options]
    if unknown:
        raise unexpected_argument(label, unknown[0], [*own, *options])
    try:
        given = signature.bind(*arguments, **keywords).arguments
    except TypeError as error:
        raise ArgumentError(f"{label}: {error}") from None
    return {name: value for name, value in given.items() if name in own}


def _option_names(function: FunctionType) -> Collection[str]:
    """What a method takes beside its own arguments."""
    annotation = str(function.__annotations__.get("options"))
    if "WaitOptions" not in annotation:
        return {*OPTIONS, "idempotency_key"}
    module = sys.modules[function.__module__]
    names = {**vars(module), **_type_checking_names(module)}
    return cast("type", get_args(eval(annotation, names))[0]).__annotations__


def _summary(problems: list[Problem]) -> str:
    shown = "; ".join(f"{problem.path}: {problem.text}" for problem in problems[:_SHOWN])
    more = len(problems) - _SHOWN
    return f"{shown}; and {more} more" if more > 0 else shown


@cache
def _annotations(function: FunctionType) -> Mapping[str, object]:
    """Returns the types of the arguments of a generated function."""
    module = sys.modules[function.__module__]
    names = {**vars(module), **_type_checking_names(module)}
    return {
        name: eval(annotation, names) if isinstance(annotation, str) else annotation
        for name, annotation in function.__annotations__.items()
        if name not in ("return", "options")
    }


@cache
def _type_checking_names(module: ModuleType) -> Mapping[str, object]:
    """Imports what a module of this package imports for type checkers only.

    Raises:
        ConfigurationError: the package is installed without its sources.
    """
    try:
        tree = ast.parse(inspect.getsource(module))
    except OSError as error:
        raise ConfigurationError("validate_requests= needs the sources of this package") from error
    blocks = (
        n for n in tree.body if isinstance(n, ast.If) and ast.unparse(n.test) == "TYPE_CHECKING"
    )
    imports: list[ast.stmt] = [
        statement
        for block in blocks
        for statement in block.body
        if isinstance(statement, ast.Import | ast.ImportFrom)
    ]
    names: dict[str, object] = {"__name__": module.__name__, "__package__": module.__package__}
    code = compile(ast.Module(imports, type_ignores=[]), module.__file__ or "<types>", "exec")
    exec(code, names)  # noqa: S102  # the import statements of this package itself
    return names
