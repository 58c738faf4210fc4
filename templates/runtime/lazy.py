# Imports the standard library only.
"""`lazy`: what a package of many modules needs to load each when one of its names is first used (PEP 562)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module


def lazy(
    package: str, namespace: dict[str, object], modules: Mapping[str, str]
) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """The `__getattr__` and `__dir__` of a package.

    A module of the package becomes a name in it once it is loaded, and hides what has that name there, a builtin
    too. Here nothing can be hidden.

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
