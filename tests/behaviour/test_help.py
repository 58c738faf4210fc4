# The docstring of a method stands once, for both flavors: `help()` and editors show it at each.
from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path, PurePosixPath
from typing import IO, Any

import pytest
from support.case_client import case_files, case_package
from support.vendors import PACKAGES

GENERATED = Path(__file__).parents[2] / "generated"
SCRIPT = """\
from pinecone_control import AsyncPineconeControl, PineconeControl

PineconeControl().indexes.describe
AsyncPineconeControl().indexes.describe
AsyncPineconeControl().indexes.list
"""
UNION = """\
from pinecone_control import PineconeControl, params

params.IndexSpec
PineconeControl().indexes.create
"""
WRONG = """\
from pinecone_control import PineconeControl

client = PineconeControl()
client.indexes.create(name="a", spec={"serverles": {}})
client.indexes.create_for_model(
    name="a",
    cloud="aws",
    region="b",
    embed={"field_map": {"text": "t"}, "model": "m"},
    read_capacity={"mode": "Dedicatd"},
)
client.indexes.create_for_model(
    name="a",
    cloud="aws",
    region="b",
    embed={"field_map": {"text": "t"}, "model": "m"},
    read_capacity={"mode": "Dedicated", "dedicated": {"node_type": "b1"}},
)
"""


def test_a_resource_is_described_by_the_document_or_not_at_all(tmp_path: Path) -> None:
    docs = {}
    for case, client, resources in (
        ("latest", "Latest", ("things", "forms")),
        ("tag-parents", "TagParents", ("accounts",)),
    ):
        with case_package(case, tmp_path / case) as package:
            made = getattr(package, client)(base_url="http://localhost")
            for name in resources:
                docs[name] = vars(type(getattr(made, name)))["__doc__"]
    assert docs == {"things": None, "forms": None, "accounts": "Accounts of customers."}


@pytest.mark.parametrize(
    ("case", "client", "said"),
    [
        (
            "deprecations",
            "Deprecations",
            {"old.get": "Use the new one.", "old.with_raw_response.get": "Use the new one."},
        ),
        ("waiters", "Waiters", {"jobs.wait_for_start": "Wait until `status.phase`"}),
        (
            "nested-resources",
            "NestedResources",
            {
                "find": "Find.",
                "wait_until_gone": "Wait until the server answers 404.",
                "with_raw_response.find": "Find.",
            },
        ),
    ],
)
def test_help_says_what_a_method_does(
    tmp_path: Path, case: str, client: str, said: Mapping[str, str]
) -> None:
    with case_package(case, tmp_path) as package:
        for flavor in ("", "Async"):
            made = getattr(package, f"{flavor}{client}")(base_url="http://localhost")
            found = {path: inspect.getdoc(attrgetter(path)(made)) or "" for path in said}
            assert {path: doc[: len(said[path])] for path, doc in found.items()} == said


@pytest.mark.parametrize("vendor", PACKAGES)
def test_a_docstring_of_a_method_stands_once(vendor: str) -> None:
    for module in (GENERATED / vendor / "src").glob("*/resources/*.py"):
        docstrings = module.read_text("utf-8").split('\n        """')[1:]
        long = [
            text.partition('"""')[0] for text in docstrings if "\n\n" in text.partition('"""')[0]
        ]
        assert len(long) == len(set(long))


@pytest.mark.slow
def test_an_editor_shows_help_in_both_flavors(tmp_path: Path) -> None:
    script = write_script(tmp_path, SCRIPT)
    with language_server(tmp_path) as server:
        server.open(script)
        sync, asynchronous, pages = (server.hover(script, line) for line in (2, 3, 4))
    assert "def describe" in sync
    assert "Describe an index." in sync
    assert "CoroutineType" in asynchronous
    assert "index\\_name: The name of the index" in asynchronous
    assert "List indexes." in pages


@pytest.mark.slow
def test_an_editor_shows_what_to_write_for_a_union(tmp_path: Path) -> None:
    script = write_script(tmp_path, UNION)
    form = '{"serverless": {"cloud": "gcp" | "aws" | "azure", "region": str, ...}}'
    with language_server(tmp_path) as server:
        server.open(script)
        alias, method = (" ".join(server.hover(script, line).split()) for line in (2, 3))
    assert form in alias
    assert form in method


@pytest.mark.slow
def test_messages_of_type_checkers_tell_a_dict_from_its_model(tmp_path: Path) -> None:
    write_script(tmp_path, WRONG)
    done = subprocess.run(
        ["pyright", "--outputjson"], cwd=tmp_path, capture_output=True, check=False, text=True
    )
    said = {
        found["range"]["start"]["line"]: found["message"]
        for found in json.loads(done.stdout)["generalDiagnostics"]
    }
    assert sorted(said) == [3, 9]
    assert 'not assignable to "IndexSpecServerless"' in said[3]
    assert 'not assignable to "IndexSpecServerlessDict"' in said[3]
    assert "ReadCapacity" in said[9]


def write_script(folder: Path, text: str) -> Path:
    settings = {"extraPaths": [str(GENERATED / "pinecone" / "src")]}
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    script = folder / "script.py"
    script.write_text(text)
    return script


@contextmanager
def language_server(folder: Path) -> Iterator[LanguageServer]:
    """Pyright as editors start it."""
    pipe = subprocess.PIPE
    command = ["pyright-langserver", "--stdio"]
    with subprocess.Popen(command, cwd=folder, stdin=pipe, stdout=pipe, stderr=pipe) as process:
        assert process.stdin
        assert process.stdout
        server = LanguageServer(process.stdin, process.stdout)
        hover = {"hover": {"contentFormat": ["markdown"]}}
        root = {"uri": folder.as_uri(), "name": "script"}
        server.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root["uri"],
                "workspaceFolders": [root],
                "capabilities": {"textDocument": hover},
            },
        )
        server.send({"method": "initialized", "params": {}})
        yield server
        process.kill()


@dataclass
class LanguageServer:
    """Speaks the Language Server Protocol: JSON-RPC with a length before each message."""

    stdin: IO[bytes]
    stdout: IO[bytes]
    asked: int = field(default=0)

    def open(self, file: Path) -> None:
        document = {"uri": file.as_uri(), "languageId": "python", "version": 1}
        document["text"] = file.read_text("utf-8")
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": document}})

    def hover(self, file: Path, line: int) -> str:
        """Returns what is shown at the last name of a line."""
        character = len(file.read_text("utf-8").splitlines()[line]) - 1
        position = {"line": line, "character": character}
        asked = {"textDocument": {"uri": file.as_uri()}, "position": position}
        return str(self.ask("textDocument/hover", asked)["contents"]["value"])

    def ask(self, method: str, params: Mapping[str, object]) -> Any:
        """Returns the result of a request; what the server asks meanwhile is answered with nothing."""
        self.asked += 1
        self.send({"id": self.asked, "method": method, "params": params})
        while (found := self.read()).get("id") != self.asked or "method" in found:
            if "id" in found and "method" in found:
                items = found.get("params", {}).get("items", [])
                self.send({"id": found["id"], "result": [{} for _ in items]})
        return found["result"]

    def send(self, message: Mapping[str, object]) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(content), content))
        self.stdin.flush()

    def read(self) -> Any:
        headers = iter(lambda: self.stdout.readline().strip(), b"")
        fields = dict(line.lower().split(b": ") for line in headers)
        return json.loads(self.stdout.read(int(fields[b"content-length"])))


def test_every_client_in_a_readme_has_its_credentials_and_errors_show_their_tree() -> None:
    files = case_files("http-auth")
    texts = re.findall(r"\b(?:Async)?HttpAuth\(\s*([^)]*)", files[PurePosixPath("README.md")])
    assert len(texts) > 3
    assert [text for text in texts if not text.startswith('username="...",')] == []
    tree = ast.get_docstring(ast.parse(files[PurePosixPath("src/http_auth/errors.py")])) or ""
    for name in ("ArgumentError", "InvalidRequestError", "MissingCredentialError", "MissingFieldError",
                 "ClientClosedError", "PaginationError"):  # fmt: skip
        assert (name in tree) == (name != "PaginationError"), name
