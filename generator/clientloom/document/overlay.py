# Applies OpenAPI Overlays 1.0: corrections that survive the vendor's updates, with errors if they no longer fit. May
# import diagnostics, files/, origins and pointers; jsonpath_rfc9535 is imported only if there is an overlay.
"""Applies overlays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from clientloom.diagnostics import Code, Diagnostic, InputError, quote
from clientloom.document.document import Json
from clientloom.document.files.source import Source
from clientloom.document.origins import Origin, Origins, translate
from clientloom.document.pointer import copy_tree, find, join
from clientloom.document.repair.coerce import describe_type

_FIELDS = frozenset({"target", "description", "update", "remove"})
Tokens = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One action: its target, the expected value there, and the change."""

    source: Source
    at: Tokens
    target: str
    update: Json = None
    has_update: bool = False
    remove: bool = False
    expect: Json = None
    has_expect: bool = False

    def error(self, code: Code, message: str, hint: str, *tokens: str) -> InputError:
        """Returns an error about this action."""
        return InputError(self.source.error((*self.at, *tokens), code, message, hint))


@dataclass(slots=True)
class _Effect:
    """The changes of one action."""

    action: Action
    moves: dict[str, str | Origin] = field(default_factory=dict)
    changed: bool = False

    def record(self, tokens: Sequence[str], below: Sequence[str]) -> None:
        origin = Origin(self.action.source, (*self.action.at, "update", *below))
        self.moves[join(tokens)] = origin
        self.changed = True


def apply_overlay(tree: Json, source: Source, origins: Origins) -> list[Diagnostic]:
    """Applies an overlay to a tree in place, and returns warnings about actions that changed nothing.

    `update` merges as Overlay 1.0, 4.4.3.1, says: mappings recursively, lists by appending new items, other values
    by replacement. `x-expect` is the expected old value: of a mapping, only the given entries must be equal.
    `x-reason` is a comment.

    Raises:
        InputError: the overlay is malformed, an action selects nothing, or the old value is not the expected one.
    """
    findings: list[Diagnostic] = []
    for action in _read_actions(source):
        effect = _apply(tree, action)
        origins.add_moves(effect.moves)
        if not effect.changed:
            message = f"the action changes nothing: {quote(action.target)}"
            hint = "delete the action"
            findings.append(source.warning(action.at, "overlay-obsolete", message, hint))
    return findings


def _read_actions(source: Source) -> list[Action]:
    tree = source.tree
    version = tree.get("overlay") if isinstance(tree, dict) else None
    if not isinstance(version, (str, float)) or not str(version).startswith("1."):
        expected = "an overlay begins with 'overlay: 1.0.0'"
        raise InputError(source.error((), "bad-overlay", "this is not an overlay", expected))
    actions = tree.get("actions")
    if not isinstance(actions, list):
        hint = "write 'actions:' with a list"
        raise InputError(source.error((), "bad-overlay", "the overlay has no actions", hint))
    return [_read_action(source, index, entry) for index, entry in enumerate(actions)]


def _read_action(source: Source, index: int, entry: Json) -> Action:
    at = ("actions", str(index))
    if not isinstance(entry, dict) or not isinstance(entry.get("target"), str):
        found = source.error(at, "bad-overlay", "an action needs a 'target'", "write a JSONPath")
        raise InputError(found)
    action = Action(
        source=source,
        at=at,
        target=entry["target"],
        update=entry.get("update"),
        has_update="update" in entry,
        remove=entry.get("remove") is True,
        expect=entry.get("x-expect"),
        has_expect="x-expect" in entry,
    )
    unknown = [key for key in entry if key not in _FIELDS and not key.startswith("x-")]
    if unknown:
        message = f"an action has no field {quote(unknown[0])}"
        raise action.error("bad-overlay", message, "use 'update' or 'remove'", unknown[0])
    if not action.remove and not action.has_update:
        raise action.error("bad-overlay", "the action does nothing", "add 'update' or 'remove'")
    return action


def _apply(tree: Json, action: Action) -> _Effect:
    places = _select(tree, action)
    if not places:
        message = f"the target selects nothing in the document: {quote(action.target, 200)}"
        hint = "the vendor moved or removed it: correct the target or delete the action"
        raise action.error("overlay-target", message, hint, "target")
    effect = _Effect(action)
    if action.remove:
        _check_expected(tree, places, action)
        _remove(tree, places, effect)
        return effect
    if not _would_change(tree, places, action):
        return effect
    _check_expected(tree, places, action)
    for tokens in places:
        _update(tree, tokens, effect)
    return effect


def _would_change(tree: Json, places: list[Tokens], action: Action) -> bool:
    """Returns whether the update would change anything, by applying it to copies."""
    trial = _Effect(action)
    for tokens in places:
        _update(copy_tree(find(tree, tokens)), (), trial)
    return trial.changed


def _select(tree: Json, action: Action) -> list[Tokens]:
    """Returns the places that an action selects, each once: `$[0, 0]` selects one twice."""
    import jsonpath_rfc9535 as jsonpath

    try:
        nodes = jsonpath.find(action.target, tree)
    except (jsonpath.JSONPathError, RecursionError) as error:
        why = str(error).splitlines()[0] if str(error) else "it cannot be read"
        message = f"the target is not a valid JSONPath: {why}"
        raise action.error("bad-overlay", message, "see RFC 9535", "target") from None
    return list(dict.fromkeys(tuple(str(token) for token in node.location) for node in nodes))


def _check_expected(tree: Json, places: list[Tokens], action: Action) -> None:
    if not action.has_expect:
        return
    for tokens in places:
        found = find(tree, tokens)
        if not _matches(action.expect, found):
            message = f"the value at {join(tokens)} is not the one that the action expects"
            hint = (
                f"it is now {_describe(found)}: read the vendor's change, then correct the action"
            )
            raise action.error("overlay-expect", message, hint, "x-expect")


def _matches(expected: Json, found: Json) -> bool:
    if isinstance(expected, dict) and isinstance(found, dict):
        return all(key in found and _matches(value, found[key]) for key, value in expected.items())
    return _is_equal(expected, found)


def _is_equal(one: Json, other: Json) -> bool:
    # In Python 1 == True == 1.0; in JSON a boolean is not a number.
    return isinstance(one, bool) == isinstance(other, bool) and bool(one == other)


def _describe(value: Json) -> str:
    if isinstance(value, dict):
        return f"a mapping with {quote(', '.join(value))}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    return "null" if value is None else quote(value)


def _update(tree: Json, tokens: Tokens, effect: _Effect) -> None:
    action = effect.action
    target = find(tree, tokens)
    if isinstance(target, dict) and isinstance(action.update, dict):
        _merge(target, action.update, tokens, (), effect)
    elif isinstance(target, list):
        items = action.update if isinstance(action.update, list) else [action.update]
        _append(target, items, tokens, (), effect)
    else:
        message = (
            f"the target is {describe_type(target)} and the update {describe_type(action.update)}"
        )
        raise action.error("bad-overlay", message, "target the object around it", "update")


def _merge(
    target: dict[str, Json], update: dict[str, Json], tokens: Tokens, below: Tokens, effect: _Effect
) -> None:
    for key, value in update.items():
        there, here = (*tokens, key), (*below, key)
        old = target.get(key)
        if isinstance(old, dict) and isinstance(value, dict):
            _merge(old, value, there, here, effect)
        elif isinstance(old, list) and isinstance(value, list):
            _append(old, value, there, here, effect)
        elif key not in target or not _is_equal(old, value):
            target[key] = copy_tree(value)
            effect.record(there, here)


def _append(
    target: list[Json], items: list[Json], tokens: Tokens, below: Tokens, effect: _Effect
) -> None:
    is_list = isinstance(find(effect.action.update, below), list)
    for index, item in enumerate(items):
        if not any(_is_equal(item, known) for known in target):
            target.append(copy_tree(item))
            origin = (*below, str(index)) if is_list else below
            effect.record((*tokens, str(len(target) - 1)), origin)


def _remove(tree: Json, places: list[Tokens], effect: _Effect) -> None:
    # From the last one, so that the indexes and the parents of the others stay valid.
    for tokens in sorted(places, key=_document_order, reverse=True):
        if not tokens:
            raise effect.action.error(
                "bad-overlay", "the target is the whole document", "select a part of it"
            )
        parent = find(tree, tokens[:-1])
        effect.changed = True
        if isinstance(parent, list):
            _remove_item(parent, tokens, effect)
        else:
            parent.pop(tokens[-1], None)


def _document_order(tokens: Tokens) -> tuple[tuple[int, str], ...]:
    return tuple((int(token) if token.isdigit() else -1, token) for token in tokens)


def _remove_item(parent: list[Json], tokens: Tokens, effect: _Effect) -> None:
    index = int(tokens[-1])
    del parent[index]
    known = {key: value for key, value in effect.moves.items() if isinstance(value, str)}
    moves: dict[str, str | Origin] = {}
    for later in range(index, len(parent)):
        old = join((*tokens[:-1], str(later + 1)))
        moves[join((*tokens[:-1], str(later)))] = translate(known, old)
    effect.moves.update(moves)
