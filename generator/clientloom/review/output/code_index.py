# Where the definitions of a package stand. May import python.
"""`CodeIndex`: the lines of a class, method, field or function that a change is about."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from clientloom.python.identifiers import module_of

_DEFINITION = re.compile(r"^(?:class )?([A-Za-z_]\w*)(?=[(:]| ?=)", re.MULTILINE)
_STEMS = ("models/", "params/")

Names = tuple[str, ...]


class CodeIndex:
    """The modules of a package, parsed when they are asked for, each once.

    Args:
        code: the text of each module by its path.
        params_names: the names in `params` by the names in `models`.
    """

    def __init__(self, code: Mapping[str, str], params_names: Mapping[str, str]) -> None:
        self._params_names = params_names
        self._paths = {path.partition("/")[2]: path for path in code}
        self._code = code
        self._modules: dict[str, list[str]] | None = None
        self._lines: dict[str, list[str]] = {}
        self._ranges: dict[str, dict[Names, range]] = {}

    def find(self, subject: str) -> Iterator[tuple[str, range]]:
        """The module and the lines of each definition of a subject of a change."""
        for below, names in self._places(subject):
            found = self._in_file(below).get(names)
            if found:
                yield below, found

    def lines(self, below: str) -> list[str]:
        """The lines of a module, called by its path below the package."""
        if below not in self._lines:
            self._lines[below] = self._code.get(self._paths.get(below, ""), "").splitlines()
        return self._lines[below]

    def _places(self, subject: str) -> Iterator[tuple[str, Names]]:
        """Where a subject is defined: a path below the package, and the names on the way."""
        words = subject.removesuffix("()").split(".")
        match words:
            case ["client", *resource, method]:
                yield f"resources/{module_of('.'.join(resource))}.py", ("", method)
            case ["errors" | "webhooks" as module, name]:
                yield f"{module}.py", (name,)
            case ["models", name] | [name]:
                yield from ((module, (of,)) for module, of in self._of_class(name))
            case [name, member]:
                yield from ((module, (of, member)) for module, of in self._of_class(name))

    def _of_class(self, name: str) -> Iterator[tuple[str, str]]:
        """The modules that define a class or an alias, and what it is called there: its dict has a name of its own."""
        for known in dict.fromkeys((name, self._params_names.get(name, name))):
            yield from ((module, known) for module in self._in_modules(known))

    def _in_modules(self, name: str) -> Sequence[str]:
        if self._modules is None:
            self._modules = defaultdict(list)
            for below, path in sorted(self._paths.items()):
                if below.startswith(_STEMS) or below == "_client.py":
                    for found in dict.fromkeys(_DEFINITION.findall(self._code[path])):
                        self._modules[found].append(below)
        return self._modules.get(name, ())

    def _in_file(self, below: str) -> dict[Names, range]:
        """The lines of every definition of a module; none where a person has broken it."""
        if below not in self._ranges:
            try:
                tree = ast.parse(self._code.get(self._paths.get(below, ""), ""))
            except SyntaxError:
                tree = ast.Module(body=[], type_ignores=[])
            self._ranges[below] = dict(_definitions(tree.body))
        return self._ranges[below]


def _definitions(body: Sequence[ast.stmt]) -> Iterator[tuple[Names, range]]:
    """The definitions of a module and of its classes; "" stands for the first public class.

    A private class before it has the docstrings of its methods.
    """
    first = True
    for node in body:
        name = _name_of(node)
        if not name:
            continue
        yield (name,), _range(node)
        if isinstance(node, ast.ClassDef):
            for member in node.body:
                if inner := _name_of(member):
                    yield (name, inner), _range(member)
                    if first and not name.startswith("_"):
                        yield ("", inner), _range(member)
            first = first and name.startswith("_")


def _range(node: ast.stmt) -> range:
    return range(node.lineno, (node.end_lineno or node.lineno) + 1)


def _name_of(node: ast.stmt) -> str:
    """The name that a statement defines, "" for none."""
    match node:
        case ast.ClassDef() | ast.FunctionDef() | ast.AsyncFunctionDef():
            return node.name
        case ast.AnnAssign(target=ast.Name(id=target)):
            return target
        case ast.Assign(targets=[ast.Name(id=target)]):
            return target
        case _:
            return ""
