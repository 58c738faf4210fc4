# The runtime as text: size, imports, public names, and the parity of its two flavors.
from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from clientloom.render.runtime.regions import keep_regions

from templates import runtime

FOLDER = Path(runtime.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
ROOT = FOLDER.parents[1]
# How the asynchronous words are spelled in the synchronous client; in this order.
SPELLINGS = {
    r"\b(async|await) ": "",
    r" \| AsyncIterable\[object\]": "",
    r"\bhttpx\.AsyncClient": "httpx.Client",
    r"'AsyncClient'": "'Client'",
    r"\bAsyncClient": "SyncClient",
    r"\bAsync(?=[A-Z])": "",
    r"\b(sleep)_async|\basync_(lock)|\ba(close|read)\b": r"\1\2\3",
    r"__a(enter|exit)__": r"__\1__",
}
# What may differ: how a function of the user is answered, what a list is before its first page, where a
# pool belongs, who makes it, how the one of a forgotten client is closed, and how a call ends with its deadline.
DIFFERENT = {
    "Transport.exchange",
    "._answer",
    "PagedResource._send_page",
    "._hold",
    "._loop",
    "._make_http",
    "._close",
    "._dispose",
}
# What only an event loop needs, and what only blocking reads do.
ONLY_ASYNC = {"._keep", "._start", "Transport._end_in_time"}
ONLY_SYNC = {"Transport.watch"}


def in_sync_words(text: str) -> str:
    for pattern, word in SPELLINGS.items():
        text = re.sub(pattern, word, text)
    return text


def functions(name: str) -> dict[str, str]:
    """The text of each function without its docstring, by class and name."""
    tree = ast.parse((FOLDER / name).read_text())
    holders: list[ast.Module | ast.ClassDef] = [tree]
    holders += [node for node in tree.body if isinstance(node, ast.ClassDef)]
    found: dict[str, str] = {}
    for holder in holders:
        for node in holder.body:
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                if ast.get_docstring(node) is not None:
                    node.body = node.body[1:]
                found[f"{getattr(holder, 'name', '')}.{node.name}"] = ast.unparse(node)
    return found


def test_both_flavors_are_the_same_text() -> None:
    sync = functions("clients/sync.py") | functions("clients/transport.py")
    twins = functions("clients/aio.py") | functions("clients/async_transport.py")
    both = [
        FOLDER / "features/streaming/binary.py",
        *sorted(FOLDER.glob("features/*/resources.py")),
    ]
    for path in both:
        for name, text in functions(str(path.relative_to(FOLDER))).items():
            if not name.startswith("."):
                (twins if name.startswith("Async") else sync)[name] = text
    aio = {in_sync_words(k): in_sync_words(v) for k, v in twins.items()}
    assert len(sync) > 30
    assert sync.keys() - ONLY_SYNC == aio.keys() - ONLY_ASYNC
    assert {name: text for name, text in aio.items() if name not in DIFFERENT | ONLY_ASYNC} == {
        name: text for name, text in sync.items() if name not in DIFFERENT | ONLY_SYNC
    }


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_files_are_short_and_open_with_a_comment(path: Path) -> None:
    text = path.read_text()
    if path.name == "__init__.py" and path.parent != FOLDER:
        assert text.startswith('"""')
        assert text.count("\n") == 1
        return
    assert text.startswith("# ")
    assert "from __future__ import annotations\n" in text
    assert len(keep_regions(text, lambda _: True).splitlines()) <= 350


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_only_relative_imports_and_known_packages(path: Path) -> None:
    roots = set(re.findall(r"^\s*(?:from|import) ([\w.]+)", path.read_text(), re.MULTILINE))
    outside = {root.partition(".")[0] for root in roots if not root.startswith(".")}
    if path.name == "telemetry.py":  # what the extra [otel] installs
        outside -= {"opentelemetry"}
    assert outside - {"anyio", "httpx", "pydantic", "pydantic_core"} <= sys.stdlib_module_names
    assert not {"typing_extensions", "clientloom", "templates"} & outside


def run(code: str) -> str:
    command = [sys.executable, "-W", "error", "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_importing_and_describing_an_api_loads_nothing_heavy() -> None:
    code = (
        """
import sys
from templates.runtime import *  # noqa
""".replace(
            "*  # noqa",
            "ApiDescription, Server, Operation, Request, Retry, Json, SyncClient, AsyncClient, "
            "Resource, CursorPages, Page, Stream, RawResponse, APIError, UnknownVariant, RequestOptions, UNSET",
        )
        + """
api = ApiDescription(title="t", name="n", version="1", servers=(Server("https://x.invalid"),))
operation = Operation(id="o", method="GET", path="/", retry=Retry.SAFE, success={"200": Json(lambda: int)})
print(sorted({name.partition(".")[0] for name in sys.modules} & {"httpx", "pydantic", "httpcore", "anyio"}))
"""
    )
    assert run(code) == "[]"


def test_every_public_name_can_be_loaded() -> None:
    code = """
from templates import runtime
names = runtime.__all__
assert len(set(names)) == len(names) > 80
for name in names:
    value = getattr(runtime, name)
assert dir(runtime) == sorted(names)
try:
    runtime.nonsense
except AttributeError as error:
    print(error)
"""
    assert run(code) == "module 'templates.runtime' has no attribute 'nonsense'"
