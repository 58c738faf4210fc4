# The first half of bundling: finds every reference, and copies targets that have no section in `components`. Changes
# the trees in place. May import diagnostics, grammar/, pointers and the other modules of this folder.
"""Bundles: all references, to files, to any place or by anchor, become references to components."""

from __future__ import annotations

from collections.abc import Iterable

from clientloom.diagnostics import Diagnostic, InputError, Severity
from clientloom.document.document import Json
from clientloom.document.files.file_set import FileSet, RefusedError
from clientloom.document.grammar.notation import FieldSpec, FieldType, Grammar, ObjectSpec
from clientloom.document.origins import Origins
from clientloom.document.pointer import join, tokens_of
from clientloom.document.references.hoist import place_targets
from clientloom.document.references.requirements import KIND, name_requirements, scheme_references
from clientloom.document.references.resolve import NodeLocation, Resolver
from clientloom.document.references.targets import (
    BrokenReference,
    BundleState,
    LocationKey,
    Move,
    Reference,
    Target,
    WalkNode,
    is_alias,
    refuse_cycle,
)

_DATA = ("example", "value", "default")
_TOLERABLE = frozenset({"unresolved-ref", "missing-file", "bad-ref", "circular-ref"})


def bundle(files: FileSet, grammar: Grammar, *, tolerant: bool) -> tuple[Origins, list[Diagnostic]]:
    """Makes the tree of the root file the whole document, and returns the origin of each part.

    With `tolerant`, a reference to nothing is removed with a warning. A reference that must not be followed is an error
    in any case.

    Raises:
        InputError: references cannot be followed; all of them are reported.
    """
    state = BundleState(tolerant=tolerant)
    _Discovery(files, grammar, state).run()
    refused = [found for found in state.problems.values() if found.severity is Severity.ERROR]
    if refused:
        raise InputError(_sort(state.problems.values()))
    for holder, key in state.broken:
        holder.pop(key, None)
    origins = place_targets(files, grammar, state)
    name_requirements(state)
    return origins, _sort(state.problems.values())


def _sort(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    return sorted(problems, key=lambda found: (found.span.file, found.span.line, found.span.column))


class _Discovery:
    """Walks the document and every target, and records each reference."""

    def __init__(self, files: FileSet, grammar: Grammar, state: BundleState) -> None:
        self._root = files.root
        self._grammar = grammar
        self._state = state
        self._resolver = Resolver(files, grammar)
        self._stack: list[tuple[Json, str, WalkNode]] = []

    def run(self) -> None:
        start = NodeLocation(self._root, ())
        self._stack.append((self._root.tree, "document", WalkNode(None, None, start, None)))
        while self._stack:
            node, kind, here = self._stack.pop()
            if isinstance(node, dict):
                self._visit_object(node, kind, here)

    def _visit_object(self, node: dict[str, Json], kind: str, here: WalkNode) -> None:
        if isinstance(node.get("$ref"), str):
            here = self._visit_reference(node, kind, here)
        if kind == "schema":
            self._visit_schema(node, here)
        elif kind in ("document", "operation"):
            for reference in scheme_references(node, self._resolver, here.place, self._state):
                self._name_target(reference, "uri", KIND, here)
        self._visit_children(node, kind, here)

    def _visit_reference(self, node: dict[str, Json], kind: str, here: WalkNode) -> WalkNode:
        if kind in self._grammar.sections and not self._must_inline(kind, here):
            target = self._target(node, "$ref", kind, here)
            if target is not None:
                self._state.references.append(Reference(node, "$ref", target))
                self._adopt(node, kind, here, target)
            return here
        return self._inline_object(node, kind, here)

    def _must_inline(self, kind: str, here: WalkNode) -> bool:
        # In the result, entries of `paths` and `webhooks` are never references.
        if kind != "pathItem" or here.owner is not None:
            return False
        return tokens_of(here.trail)[0] in {"paths", "webhooks"}

    def _adopt(self, node: dict[str, Json], kind: str, here: WalkNode, target: Target) -> None:
        """Gives the target of a component that is only a reference the name of this component."""
        if here.owner is not None or len(node) != 1 or here.trail is None:
            return
        section = self._grammar.sections[kind]
        tokens = tokens_of(here.trail)
        if tokens[:-1] == section and not self._is_component(target):
            self._state.adopted[(kind, tokens[-1])] = target

    def _is_component(self, target: Target) -> bool:
        section = self._grammar.sections[target.kind]
        place = target.place
        return place.source is self._root and place.tokens[:-1] == section

    def _target(self, node: dict[str, Json], word: str, kind: str, here: WalkNode) -> Target | None:
        try:
            place = self._follow_aliases(node[word], kind, here.place)
        except RefusedError as refused:
            self._report(node, here, word, refused)
            return None
        known = self._state.targets.get((place.key, kind))
        if known is None:
            known = Target(place, kind)
            self._state.targets[(place.key, kind)] = known
            if self._is_component(known):
                known.at = place.tokens
            else:
                self._stack.append((place.node, kind, self._start_at(known)))
        return known

    def _start_at(self, target: Target) -> WalkNode:
        origin = self._state.copy_origins.get(id(target.place.node))
        return WalkNode(target, None, origin.place if origin else target.place, None)

    def _follow_aliases(self, reference: str, kind: str, at: NodeLocation) -> NodeLocation:
        """Returns the node that a reference names, past nodes that are only references."""
        seen: set[LocationKey] = set()
        while True:
            place = self._resolver.resolve(reference, at, kind)
            node = place.node
            self._refuse_whole_document(place)
            if not isinstance(node, dict) and not (kind == "schema" and isinstance(node, bool)):
                what = "a list" if isinstance(node, list) else "a value"
                raise RefusedError(
                    "bad-ref", f"the $ref points at {what}, not at an object", "fix the reference"
                )
            if not (isinstance(node, dict) and is_alias(node)) or self._is_component(
                Target(place, kind)
            ):
                return place
            if place.key in seen:
                raise RefusedError(
                    "circular-ref", "the $ref leads back to itself", "replace it with what is meant"
                )
            seen.add(place.key)
            reference, at = node["$ref"], place

    def _refuse_whole_document(self, place: NodeLocation) -> None:
        if place.source is self._root and not place.tokens:
            message = "the $ref points at the whole document"
            raise RefusedError("unresolved-ref", message, "name a part of it")

    def _report(
        self, node: dict[str, Json], here: WalkNode, word: str, refused: RefusedError
    ) -> None:
        place = here.place
        tokens = (*place.tokens, word)
        message, severity = refused.message, Severity.ERROR
        if self._state.tolerant and refused.code in _TOLERABLE:
            message = f"{message}; it is ignored"
            severity = Severity.WARNING
            self._state.broken.append(BrokenReference(node, word))
        found = place.source.finding(severity, tokens, refused.code, message, refused.hint)
        self._state.problems[(place.source.key, join(tokens))] = found

    # Copies targets that have no section in `components`.

    def _inline_object(self, node: dict[str, Json], kind: str, here: WalkNode) -> WalkNode:
        found = self._copy_target(node, kind, here)
        if found is None:
            return here
        place, copy = found
        if not isinstance(copy, dict):
            self._report(
                node,
                here,
                "$ref",
                RefusedError("bad-ref", "the $ref does not name an object", "correct it"),
            )
            return here
        siblings = {key: value for key, value in node.items() if key != "$ref"}
        for key, value in siblings.items():
            self._state.mark_origin(value, here.below(key).place, here.inlining)
        node.clear()
        node.update({**copy, **siblings})
        self._state.moves.append(Move(here.owner, here.trail, place))
        moved = here.at(place)
        if isinstance(node.get("$ref"), str):
            return self._inline_object(node, kind, moved)
        return moved

    def _copy_target(
        self, node: dict[str, Json], kind: str, here: WalkNode
    ) -> tuple[NodeLocation, Json] | None:
        try:
            place = self._resolver.resolve(node["$ref"], here.place, kind)
            self._refuse_whole_document(place)
            refuse_cycle(place, here, node)
            copy = self._state.copy(place.node)
        except RefusedError as refused:
            self._report(node, here, "$ref", refused)
            return None
        return place, copy

    # Visits children.

    def _visit_children(self, node: dict[str, Json], kind: str, here: WalkNode) -> None:
        described = self._grammar.objects[kind]
        # The last one is visited first: shared objects before anything that refers to them.
        for key in sorted(node, key="components".__eq__):
            spec = described.fields.get(key) or _patterned_field(described, key)
            value = node[key]
            if not isinstance(value, (dict, list)):
                continue
            if spec is None:
                if key in _DATA:
                    self._inline_example(node, key, here.below(key))
                continue
            child = self._follow(value, here.below(key))
            if spec.type is FieldType.ONE:
                self._push(value, spec.kind, child)
                continue
            value, child = self._resolve_container(node, key, spec, child)
            if spec.type is FieldType.MAP and isinstance(value, dict):
                self._push_members(value.items(), spec.kind, child)
            elif spec.type is FieldType.LIST:
                # A single object instead of a list; the repair makes a list of it.
                self._push(value, spec.kind, child)

    def _push(self, value: Json, kind: str, here: WalkNode) -> None:
        # `items` of an older JSON Schema can be a list, which is a tuple.
        if isinstance(value, list):
            self._push_members(enumerate(value), kind, here)
        else:
            self._stack.append((value, kind, here))

    def _push_members(self, members: Json, kind: str, here: WalkNode) -> None:
        for token, item in members:
            if isinstance(item, dict):
                self._stack.append((item, kind, self._follow(item, here.below(token))))

    def _follow(self, node: Json, here: WalkNode) -> WalkNode:
        known = self._state.copy_origins.get(id(node))
        if known is None:
            return here
        self._state.moves.append(Move(here.owner, here.trail, known.place))
        return WalkNode(here.owner, here.trail, known.place, None, known.inlining)

    def _resolve_container(
        self, node: dict[str, Json], key: str, spec: FieldSpec, here: WalkNode
    ) -> tuple[Json, WalkNode]:
        """Replaces a `$ref` in the place of a list, map or string with its target."""
        value = node[key]
        if spec.type is FieldType.LIST and self._is_single(value, spec.kind, here):
            return value, here
        while isinstance(value, dict) and isinstance(value.get("$ref"), str):
            found = self._copy_target(value, "", here)
            if found is None:
                break
            place, value = found
            node[key] = value
            self._state.moves.append(Move(here.owner, here.trail, place))
            here = here.at(place)
            self._state.mark_origin(value, place, here.inlining)
        return value, here

    def _is_single(self, value: Json, kind: str, here: WalkNode) -> bool:
        """Returns whether an object, or a reference to one, is in the place of a list."""
        if not isinstance(value, dict) or not isinstance(value.get("$ref"), str):
            return isinstance(value, dict)
        try:
            return isinstance(self._resolver.resolve(value["$ref"], here.place, kind).node, dict)
        except RefusedError:
            return False

    def _inline_example(self, node: dict[str, Json], key: str, here: WalkNode) -> None:
        """Replaces an example that is a reference to a file with its content; other `$ref`s in data stay."""
        value = node[key]
        if not (isinstance(value, dict) and is_alias(value)) or value["$ref"].startswith("#"):
            return
        try:
            place = self._resolver.resolve(value["$ref"], here.place, "")
            node[key] = self._state.copy(place.node)
        except (RefusedError, InputError):
            return

    # Keywords of schemas that name other schemas.

    def _visit_schema(self, node: dict[str, Json], here: WalkNode) -> None:
        if isinstance(node.get("$dynamicRef"), str):
            self._replace_dynamic_ref(node, here)
        discriminator = node.get("discriminator")
        mapping = discriminator.get("mapping") if isinstance(discriminator, dict) else None
        if isinstance(mapping, dict):
            below = here.below("discriminator").below("mapping")
            for value, name in mapping.items():
                if isinstance(name, str):
                    self._map_discriminator(mapping, value, name, below)

    def _replace_dynamic_ref(self, node: dict[str, Json], here: WalkNode) -> None:
        place = self._resolver.resolve_dynamic(node["$dynamicRef"], here.place)
        reference = node.pop("$dynamicRef")
        if "$ref" in node:
            return
        node["$ref"] = reference if place is None else f"#{join(place.tokens)}"
        self._name_target(node, "$ref", "schema", here)

    def _map_discriminator(
        self, mapping: dict[str, Json], value: str, name: str, here: WalkNode
    ) -> None:
        # A plain name is a component if there is one, else a file (OpenAPI 3.1, 4.8.25.4).
        place = here.place
        component = self._resolver.component(name, place, "schema")
        reference = name if component is None else f"#{join(component.tokens)}"
        try:
            self._resolver.resolve(reference, place, "schema")
        except RefusedError:
            return  # the repair reports a mapping to nothing
        mapping[value] = reference
        self._name_target(mapping, value, "schema", here)

    def _name_target(self, node: dict[str, Json], word: str, kind: str, here: WalkNode) -> None:
        target = self._target(node, word, kind, here)
        if target is not None:
            self._state.references.append(Reference(node, word, target))


def _patterned_field(described: ObjectSpec, key: str) -> FieldSpec | None:
    return None if key.startswith("x-") else described.rest
