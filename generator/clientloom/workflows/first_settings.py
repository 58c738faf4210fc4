# The first client.toml of a vendor: its package's names, and what is left to decide. May import the names and the
# credentials of normalize.
"""`first_settings`: the text of client.toml for a document that nobody has tuned yet."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from clientloom.config.client_names import free_client_name
from clientloom.config.settings_schema import FILE_NAME
from clientloom.normalize.naming.registry import class_name
from clientloom.normalize.naming.words import words
from clientloom.normalize.nodes import Place
from clientloom.normalize.operations.security import new_secrets, setting_key
from clientloom.portable import is_url

_METHODS = ("get", "post", "put", "patch", "delete")
_OWN = ("api", "client", "sdk")
"""Last words of a name that the vendor's own package on the public index does not have."""
_HEADER = f"""\
#:schema ../{FILE_NAME}
# docs/client-toml.md of clientloom has all keys, with examples. Editors that know Taplo complete them by the schema.
"""


def package_name(vendor: str) -> str:
    """The import name of a vendor's package: not that of its own SDK on the public index, by rule.

    `elevenlabs` -> elevenlabs_client.
    """
    name = vendor.replace("-", "_")
    return name if name.rpartition("_")[2] in _OWN else f"{name}_client"


def client_class(vendor: str, title: str) -> str:
    """The name of the client's class in the brand's own spelling, where the title has it.

    `elevenlabs` and "ElevenLabs API" -> ElevenLabs.
    """
    parts = re.findall(r"[^\W_]+", title)
    wanted = "".join(words(vendor))
    for start in range(len(parts)):
        for end in range(start + 1, len(parts) + 1):
            spelled = "".join(parts[start:end])
            if spelled.lower() in (wanted, f"{wanted}api") and spelled.isascii():
                return (
                    class_name(*parts[start:end])
                    if end - start > 1
                    else _capital(spelled[: len(wanted)])
                )
    return class_name(vendor)


def _capital(word: str) -> str:
    return class_name(word[0].upper() + word[1:])


def first_settings(vendor: str, path: str, root: Mapping[str, object], upstream: str = "") -> str:
    """The text of client.toml.

    Args:
        vendor: the vendor's folder.
        path: the document in it.
        root: the document's root.
        upstream: the address from which it came, "" for a file.
    """
    name, document = package_name(vendor), Place(root, root, "")
    client = free_client_name(client_class(vendor, (document / "info").text("title")))
    lines = [
        "[package]",
        f"name = {json.dumps(name)}",
        f"client = {json.dumps(client)}",
        '# license = "Apache-2.0"   # of the package; nobody may use it without one',
        "# optional = []   # the smallest client: no hooks, deadlines or `request` unless the API needs them",
        "",
        "[document]",
        f"path = {json.dumps(path)}",
        *(["", "[upstream]", f"url = {json.dumps(upstream)}"] if upstream else []),
        *_auth(vendor, document),
        *_next_sections(document),
    ]
    return _HEADER + "\n".join([*_base_url(document), *lines]) + "\n"


def _next_sections(document: Place) -> Iterator[str]:
    """Yields what most packages need next, as comments: each can be used as it is, but for its values."""
    operation = next((key for key, _ in _operations(document)), "")
    tag = next((tag for _, found in _operations(document) for tag in found.texts("tags")[:1]), "")
    path = next(iter((document / "paths").mapping), "")
    sections = [
        ("Names in bulk: patterns and replacements; try them with `clientloom inspect VENDOR --names`.",
         ["[names.methods]", '"^api_" = ""']),
        ("Another place on the client for the operations of a tag.",
         ["[resources]", f'{json.dumps(tag)} = "things"'] if tag else []),
        ("One method: its place on the client, and whether repeating it is safe (safe, idempotent, keyed, never).",
         [f"[operations.{json.dumps(operation)}]", 'accessor = "things.do"', 'retry = "never"'] if operation else []),
        ("How lists are paged, where clientloom did not find out: cursor, offset, page, link or none.",
         ["[pagination]", 'style = "cursor"', 'items = "data"', 'parameter = "cursor"', 'cursor = "next_cursor"']),
        ("Operations that the package leaves out.", ["[[exclude]]", f"path = {json.dumps(path)}"] if path else []),
        ("Findings that you accept.", ["[[lint.ignore]]", 'code = "no-server"', 'reason = "why it is right"']),
    ]  # fmt: skip
    for about, lines in sections:
        if lines:
            yield from ("", f"# {about}", *(f"# {line}" for line in lines))


def _operations(document: Place) -> Iterator[tuple[str, Place]]:
    """Yields the operations, each with its key in client.toml."""
    for path, item in (document / "paths").members():
        for method, operation in item.members():
            if method in _METHODS:
                yield operation.text("operationId") or f"{method.upper()} {path}", operation


def _base_url(document: Place) -> Iterator[str]:
    """Yields a hint where no server has an address of its own."""
    urls = [server.text("url") for server in (document / "servers").items()]
    if not any(map(is_url, urls)) and not document.mapping.get("host"):
        yield "# The document names no server. Without this line each user of the client passes base_url."
        yield '# base_url = "https://api.example.com"'
        yield ""


def _auth(vendor: str, document: Place) -> Iterator[str]:
    """Yields the variable of each credential: without it, its name would begin with that of the package."""
    schemes = document / "components" / "securitySchemes"
    schemes = schemes if schemes.mapping else document / "securityDefinitions"
    prefix = "_".join(words(vendor)).upper()
    for name, kind, argument in new_secrets(schemes):
        if re.fullmatch(r"[\w-]+", name, re.ASCII):
            variable = f"{prefix}_{argument.strip('_').upper()}"
            yield from ("", f"[auth.{name}.{setting_key(kind)}]", f"env = {json.dumps(variable)}")
