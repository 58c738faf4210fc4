# The runtime as text: size, imports, public names, and the parity of its two colours.
from __future__ import annotations

import io
import re
import subprocess
import sys
import tokenize
from pathlib import Path

import pytest

from templates import runtime

FOLDER = Path(runtime.__file__).parent
FILES = sorted(FOLDER.glob("*.py"))
ROOT = FOLDER.parents[1]
WORDS = {
    "aclose": "close",
    "aread": "read",
    "sleep_async": "sleep",
    "async_lock": "lock",
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
}
ONLY_ASYNC = {"async", "await"}


def tokens(source: str, asynchronous: bool) -> list[str]:
    """The tokens without comments, docstrings and layout; in the words of the synchronous client."""
    found: list[str] = []
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in (
            tokenize.COMMENT,
            tokenize.NL,
            tokenize.NEWLINE,
            tokenize.INDENT,
            tokenize.DEDENT,
        ):
            continue
        if token.type == tokenize.STRING and token.string.startswith('"""'):
            continue
        text = token.string
        if asynchronous:
            if text in ONLY_ASYNC:
                continue
            text = "SyncClient" if text == "AsyncClient" else WORDS.get(text, text)
            text = re.sub(r"^Async(?=[A-Z])", "", text)
        found.append(text)
    return [text for text in found if text not in (",", "(", ")", "[", "]")]


def functions(name: str, asynchronous: bool) -> dict[str, list[str]]:
    """The tokens of each function, by its name in the synchronous client."""
    source = (FOLDER / name).read_text().partition("\nclass ")[2]
    pieces = re.split(r"\n(?=(?:    |)(?:async )?def )", source)
    found: dict[str, list[str]] = {}
    for piece in pieces[1:]:
        body = tokens(_dedent(piece), asynchronous)
        found[body[1]] = body
    return found


def _dedent(piece: str) -> str:
    lines = piece.split("\n")
    indent = len(lines[0]) - len(lines[0].lstrip())
    kept = [lines[0]]
    for line in lines[1:]:
        if (
            line.strip()
            and len(line) - len(line.lstrip()) <= indent
            and not line.strip().startswith(")")
        ):
            break
        kept.append(line)
    return "\n".join(line[indent:] for line in kept) + "\n"


# What may differ: how a function of the user is answered, what a list returns before its first page,
# who makes the pool, and the forgotten client, which only the synchronous one can close by itself.
DIFFERENT = {"_answer", "_send_page", "_make_http", "_dispose"}


def test_both_colours_are_the_same_text() -> None:
    sync, aio = functions("sync.py", False), functions("aio.py", True)
    assert len(sync) > 25
    assert sync.keys() - aio.keys() <= DIFFERENT
    assert aio.keys() <= sync.keys()
    for name in aio.keys() - DIFFERENT:
        mine, theirs = sync[name], aio[name]
        allowed = [word for word in mine if word not in ("_dispose", "Client")]
        other = [word for word in theirs if word not in ("SyncClient", "Client")]
        allowed = [word for word in allowed if word != "SyncClient"]
        if name == "request":
            other = _without(other, ["|", "Iterable", "object"])
        assert allowed == other, name


def _without(words: list[str], run: list[str]) -> list[str]:
    for start in range(len(words)):
        if words[start : start + len(run)] == run and words[start - 3 : start] != run:
            return words[:start] + words[start + len(run) :]
    return words


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_are_short_and_open_with_a_comment(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("# ")
    assert "from __future__ import annotations\n" in text
    assert len(text.splitlines()) < 400


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_only_relative_imports_and_known_packages(path: Path) -> None:
    roots = set(re.findall(r"^\s*(?:from|import) ([\w.]+)", path.read_text(), re.MULTILINE))
    outside = {root.partition(".")[0] for root in roots if not root.startswith(".")}
    assert outside - {"httpx", "pydantic", "pydantic_core"} <= sys.stdlib_module_names
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
