# Security requirements that name their schemes by URI. May import pointers and the other modules of this folder.
"""Security Requirement Objects (OpenAPI 3.2, 4.30): a key is the name of a scheme, or the URI of one."""

from __future__ import annotations

from collections.abc import Iterator

from clientloom.document.document import Json
from clientloom.document.files.file_set import RefusedError
from clientloom.document.pointer import split
from clientloom.document.references.resolve import NodeLocation, Resolver
from clientloom.document.references.targets import BundleState, SchemeByUri

KIND = "securityScheme"


def scheme_references(
    node: dict[str, Json], resolver: Resolver, at: NodeLocation, state: BundleState
) -> Iterator[dict[str, Json]]:
    """Yields a mapping with the key "uri" for each requirement of a node that names its scheme by URI.

    A key that is the name of a component is a name. A key that names nothing stays, and is reported later.
    """
    security = node.get("security")
    for entry in security if isinstance(security, list) else ():
        for key in list(entry) if isinstance(entry, dict) else ():
            if _is_uri(key) and resolver.component(key, at, KIND) is None:
                if not _names_scheme(key, resolver, at):
                    continue
                reference: dict[str, Json] = {"uri": key}
                state.requirements.append(SchemeByUri(entry, key, reference))
                yield reference


def _is_uri(key: str) -> bool:
    return any(character in key for character in "#/.")


def _names_scheme(key: str, resolver: Resolver, at: NodeLocation) -> bool:
    try:
        node = resolver.resolve(key, at, KIND).node
    except RefusedError:
        return False
    return isinstance(node, dict) and ("type" in node or "$ref" in node)


def name_requirements(state: BundleState) -> None:
    """Replaces the URIs with the names of their schemes in the bundled document, in place."""
    for entry, key, reference in state.requirements:
        if "uri" not in reference:  # refused, and reported
            continue
        name = split(str(reference["uri"]).removeprefix("#"))[-1]
        members = [(name if old == key else old, scopes) for old, scopes in entry.items()]
        entry.clear()
        entry.update(members)
