# Resolves `$ref`s: fragments, files, `$id`, `$anchor`, and the mistakes of real documents. May import files/, grammar/
# and pointers.
"""Resolves references."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

from clientloom.diagnostics import quote
from clientloom.document.document import Json
from clientloom.document.files.file_set import FileSet, RefusedError
from clientloom.document.files.source import Source
from clientloom.document.grammar.notation import Grammar
from clientloom.document.pointer import exists, find, split, unescape

_split_reference = lru_cache(maxsize=16384)(urldefrag)
_MAX_HOPS = 50
"""The limit of references on the path of a pointer."""


class NodeLocation(NamedTuple):
    """The location of a node: its file, and its pointer there."""

    source: Source
    tokens: tuple[str, ...]

    @property
    def key(self) -> tuple[str, tuple[str, ...]]:
        """Identifies the location."""
        return self.source.key, self.tokens

    @property
    def node(self) -> Json:
        """The node at the location."""
        return find(self.source.tree, self.tokens)


@dataclass(slots=True)
class _Names:
    """The `$id`s and anchors of one file; `anchors_by_id` are the anchors of each `$id`."""

    ids: dict[str, tuple[str, ...]] = field(default_factory=dict)
    anchors: dict[str, tuple[str, ...]] = field(default_factory=dict)
    anchors_by_id: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def add_anchor(self, base: str, name: str, tokens: tuple[str, ...]) -> None:
        """Adds an anchor. Two schemas with different `$id`s can have anchors of the same name (core, 8.2.2)."""
        self.anchors.setdefault(name, tokens)
        self.anchors_by_id.setdefault((urldefrag(base)[0], name), tokens)


class Resolver:
    """Finds the node that a reference names."""

    def __init__(self, files: FileSet, grammar: Grammar) -> None:
        self._files = files
        self._grammar = grammar
        self._names: dict[str, _Names] = {}
        self._hops = 0

    def resolve(self, reference: str, at: NodeLocation, kind: str) -> NodeLocation:
        """Returns the location that a reference at the location `at` names.

        Raises:
            RefusedError: there is none, or it must not be read.
            InputError: its file is invalid.
        """
        self._hops = 0
        return self._follow(reference, at, kind)

    def _follow(self, reference: str, at: NodeLocation, kind: str) -> NodeLocation:
        try:
            return self._resolve(reference.strip(), at, kind)
        except ValueError:  # from urllib, for a URL like `http://[`
            message = f"the $ref is neither a file name nor a URL: {quote(reference)}"
            raise RefusedError("bad-ref", message, "write a file name or a URL") from None

    def _resolve(self, reference: str, at: NodeLocation, kind: str) -> NodeLocation:
        named = self._by_id(reference, at)
        if named is not None:
            return named
        name, fragment = _split_reference(reference)
        try:
            source = self._files.open(name, at.source) if name else at.source
        except RefusedError:
            bare = self._bare_name(reference, at, kind)
            if bare is None:
                raise
            return bare
        return self._fragment(fragment, source, reference)

    def _fragment(self, fragment: str, source: Source, reference: str) -> NodeLocation:
        for tokens in _read_fragment(fragment):
            if exists(source.tree, tokens):
                return NodeLocation(source, tokens)
        anchor = self._names_of(source).anchors.get(unquote(fragment)) if fragment else None
        if anchor is not None:
            return NodeLocation(source, anchor)
        for tokens in _read_fragment(fragment):
            place = self._follow_pointer(NodeLocation(source, ()), tokens)
            if place is not None:
                return place
        raise RefusedError(
            "unresolved-ref",
            f"the $ref names nothing: {quote(reference, 200)}",
            f"define it in {source.name}, or fix the reference",
        )

    def _follow_pointer(self, place: NodeLocation, tokens: tuple[str, ...]) -> NodeLocation | None:
        """Follows a pointer through references, which the specification does not allow but documents use."""
        for index, token in enumerate(tokens):
            node = place.node
            below = NodeLocation(place.source, (*place.tokens, token))
            if exists(node, (token,)):
                place = below
                continue
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str) or self._hops >= _MAX_HOPS:
                return None
            self._hops += 1
            try:
                target = self._follow(reference, place, "")
            except RefusedError:
                return None
            return self._follow_pointer(target, tokens[index:])
        return place

    def _bare_name(self, reference: str, at: NodeLocation, kind: str) -> NodeLocation | None:
        # `$ref: Pet` is from Swagger 1.2; discriminator mappings can still have it.
        section = self._grammar.sections.get(kind)
        if section is None:
            return None
        tokens = (*section, reference)
        return NodeLocation(at.source, tokens) if exists(at.source.tree, tokens) else None

    def component(self, name: str, at: NodeLocation, kind: str) -> NodeLocation | None:
        """Returns the shared object of a kind with a plain name, in the file of `at`."""
        return self._bare_name(name, at, kind)

    def _by_id(self, reference: str, at: NodeLocation) -> NodeLocation | None:
        """Returns the location that an `$id` names (JSON Schema 2020-12, 8.2)."""
        names = self._names_of(at.source)
        if not names.ids:
            return None
        base = self._base_uri(at)
        resource, fragment = urldefrag(_absolute(base, reference))
        root = names.ids.get(resource)
        if root is None:
            return None
        for tokens in _read_fragment(fragment):
            if exists(at.source.tree, (*root, *tokens)):
                return NodeLocation(at.source, (*root, *tokens))
        anchor = names.anchors_by_id.get((resource, unquote(fragment)))
        return NodeLocation(at.source, anchor) if anchor is not None else None

    def _base_uri(self, at: NodeLocation) -> str:
        node = at.source.tree
        base = urljoin("", _own_id(node))
        for token in at.tokens:
            node = _child(node, token)
            base = urljoin(base, _own_id(node))
        return base

    def resolve_dynamic(self, reference: str, at: NodeLocation) -> NodeLocation | None:
        """Returns the default target of a `$dynamicRef`: the anchor of that name in the same file (8.2.3.2)."""
        anchor = self._names_of(at.source).anchors.get(urldefrag(reference)[1])
        return NodeLocation(at.source, anchor) if anchor is not None else None

    def _names_of(self, source: Source) -> _Names:
        if source.key not in self._names:
            names = _Names()
            if any(word in source.text for word in ("$id", "$anchor", "$dynamicAnchor", "$self")):
                _collect_names(source.tree, names)
            self._names[source.key] = names
        return self._names[source.key]


@lru_cache(maxsize=16384)
def _read_fragment(fragment: str) -> tuple[tuple[str, ...], ...]:
    """Returns the pointers that a fragment can mean: by RFC 6901, section 6, then as people write them."""
    fragments = dict.fromkeys((unquote(fragment), fragment))
    exact = (split(text) for text in fragments if not text or text.startswith("/"))
    written = (text.strip("/").split("/") for text in fragments if "/" in text)
    return (*exact, *(tuple(map(unescape, tokens)) for tokens in written))


def _child(node: Json, token: str) -> Json:
    try:
        return find(node, (token,))
    except LookupError:
        return None


def _own_id(node: Json) -> str:
    if not isinstance(node, dict):
        return ""
    own = node.get("$id", node.get("$self", ""))
    return own if isinstance(own, str) and not own.startswith("#") else ""


def _absolute(base: str, reference: str) -> str:
    # urllib cannot join to a URL with an unknown scheme, such as `urn:`.
    return urldefrag(base)[0] + reference if reference.startswith("#") else urljoin(base, reference)


def _collect_names(tree: Json, names: _Names) -> None:
    todo: list[tuple[Json, tuple[str, ...], str]] = [(tree, (), "")]
    while todo:
        node, tokens, base = todo.pop()
        if isinstance(node, dict):
            base = _name_node(node, tokens, base, names)
            todo.extend((child, (*tokens, key), base) for key, child in node.items())
        elif isinstance(node, list):
            todo.extend((child, (*tokens, str(i)), base) for i, child in enumerate(node))


def _name_node(node: Json, tokens: tuple[str, ...], base: str, names: _Names) -> str:
    own = _own_id(node)
    if own:
        base = urljoin(base, own)
        names.ids.setdefault(urldefrag(base)[0], tokens)
    for word in ("$anchor", "$dynamicAnchor"):
        if isinstance(node.get(word), str):
            names.add_anchor(base, node[word], tokens)
    own = node.get("$id")
    if isinstance(own, str) and own.startswith("#"):
        names.add_anchor(base, own[1:], tokens)  # the form of JSON Schema drafts 6 and 7
    return base
