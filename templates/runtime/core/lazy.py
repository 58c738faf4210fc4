# Imports the standard library only.
"""`lazy`: loads each module of a package when one of its names is first used (PEP 562)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def lazy(
    package: str, namespace: dict[str, object], modules: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Returns the `__getattr__` and `__dir__` of a package.

    A loaded module becomes an attribute of its package and would hide a class or builtin of the same name. These
    functions prevent it.

    Args:
        package: its `__name__`.
        namespace: its `globals()`.
        modules: the module of each name.
    """

    def get(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(import_module(f".{modules[name]}", package), name)
        namespace[name] = value
        return value

    return get, lambda: sorted(modules)
