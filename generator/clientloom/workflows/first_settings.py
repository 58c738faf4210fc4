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
from clientloom.normalize.operations.security import new_secrets
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
            if spelled.lower() == wanted and spelled.isascii():
                return class_name(*parts[start:end]) if end - start > 1 else _capital(spelled)
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
    name = package_name(vendor)
    lines = [
        "[package]",
        f"name = {json.dumps(name)}",
        f"client = {json.dumps(free_client_name(client_class(vendor, _text(_table(root, 'info'), 'title'))))}",
        '# license = "Apache-2.0"   # of the package; nobody may use it without one',
        "",
        "[document]",
        f"path = {json.dumps(path)}",
        *(["", "[upstream]", f"url = {json.dumps(upstream)}"] if upstream else []),
        *_auth(vendor, root),
        *_next_sections(root),
    ]
    return _HEADER + "\n".join([*_base_url(root), *lines]) + "\n"


def _next_sections(root: Mapping[str, object]) -> Iterator[str]:
    """Yields what most packages need next, as comments: each can be used as it is, but for its values."""
    operation = _first_operation(root)
    tag = _first_tag(root)
    sections = [
        ("Names in bulk: patterns and replacements; try them with `clientloom inspect VENDOR --names`.",
         ["[names.methods]", '"^api_" = ""']),
        ("Another place on the client for the operations of a tag.",
         ["[resources]", f'{json.dumps(tag)} = "things"'] if tag else []),
        ("One method: its place on the client, and whether repeating it is safe (safe, idempotent, keyed, never).",
         [f"[operations.{json.dumps(operation)}]", 'accessor = "things.do"', 'retry = "never"'] if operation else []),
        ("How lists are paged, where clientloom did not find out: cursor, offset, page, link or none.",
         ["[pagination]", 'style = "cursor"', 'items = "data"', 'parameter = "cursor"', 'cursor = "next_cursor"']),
        ("Operations that the package leaves out.", ["[[exclude]]", 'path = "/internal/*"']),
        ("Findings that you accept.", ["[[lint.ignore]]", 'code = "no-server"', 'reason = "why it is right"']),
    ]  # fmt: skip
    for about, lines in sections:
        if lines:
            yield from ("", f"# {about}", *(f"# {line}" for line in lines))


def _first_operation(root: Mapping[str, object]) -> str:
    """Returns the key of the first operation in client.toml, "" without one."""
    for path, item in _table(root, "paths").items():
        for method, operation in _mapping(item).items():
            if method in _METHODS:
                return _text(_mapping(operation), "operationId") or f"{method.upper()} {path}"
    return ""


def _first_tag(root: Mapping[str, object]) -> str:
    for item in _table(root, "paths").values():
        for operation in _mapping(item).values():
            tags = _mapping(operation).get("tags")
            if isinstance(tags, list) and tags and isinstance(tags[0], str):
                return tags[0]
    return ""


def _base_url(root: Mapping[str, object]) -> Iterator[str]:
    """Yields a hint where no server has an address of its own."""
    servers = root.get("servers")
    urls = [_text(_mapping(s), "url") for s in servers] if isinstance(servers, list) else []
    if not any(is_url(url) for url in urls) and not root.get("host"):
        yield "# The document names no server. Without this line each user of the client passes base_url."
        yield '# base_url = "https://api.example.com"'
        yield ""


def _auth(vendor: str, root: Mapping[str, object]) -> Iterator[str]:
    """Yields the variable of each credential: without it, its name would begin with that of the package."""
    place = Place(root, root, "")
    schemes = place / "components" / "securitySchemes"
    schemes = schemes if schemes.mapping else place / "securityDefinitions"
    prefix = "_".join(words(vendor)).upper()
    for name, kind, argument in new_secrets(schemes):
        if re.fullmatch(r"[\w-]+", name, re.ASCII):
            variable = f"{prefix}_{argument.strip('_').upper()}"
            setting = "key" if kind == "api_key" else kind
            yield from ("", f"[auth.{name}.{setting}]", f"env = {json.dumps(variable)}")


def _mapping(value: object) -> Mapping[str, object]:
    return {str(k): v for k, v in value.items()} if isinstance(value, Mapping) else {}


def _table(node: Mapping[str, object], key: str) -> Mapping[str, object]:
    return _mapping(node.get(key))


def _text(node: Mapping[str, object], key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""
