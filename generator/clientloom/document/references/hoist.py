# The second half of bundling: moves every target into `components` and updates every reference. May import grammar/,
# pointers and the other modules of this folder.
"""Moves the targets of references."""

from __future__ import annotations

from collections.abc import Sequence

from clientloom.document.document import Json
from clientloom.document.files.file_set import FileSet
from clientloom.document.grammar.notation import Grammar
from clientloom.document.origins import Origin, Origins
from clientloom.document.pointer import assign as put
from clientloom.document.pointer import copy_tree, join, text_of
from clientloom.document.references.component_keys import assign, candidates
from clientloom.document.references.resolve import NodeLocation
from clientloom.document.references.targets import BundleState, Target


def place_targets(files: FileSet, grammar: Grammar, state: BundleState) -> Origins:
    """Moves every target into the section of its kind, and returns the origin of each part."""
    _adopt_names(state, grammar)
    unnamed = [target for target in state.targets.values() if not target.at]
    for kind, section in grammar.sections.items():
        same_kind = [target for target in unnamed if target.kind == kind]
        taken = _section(files.root.tree, section, create=False)
        _choose_names(same_kind, section, files, taken)
    nodes = {id(target): target.place.node for target in state.targets.values()}
    for site in state.references:
        site.holder[site.key] = f"#{join(site.target.at)}"
    moved = [target for target in state.targets.values() if not _is_in_place(target, files)]
    beside = _by_file(moved)
    seen = {id(target) for target in moved if _leaves_reference(target, beside, grammar, files)}
    for target in sorted(moved, key=lambda target: -len(target.place.tokens)):
        if id(target) in seen:  # leave a reference in the place of a moved node, deepest first
            put(target.place.source.tree, target.place.tokens, {"$ref": f"#{join(target.at)}"})
    for target in sorted(moved, key=lambda target: target.at):
        members = _section(files.root.tree, target.at[:-1], create=True)
        node = nodes[id(target)]
        shared = id(target) not in seen and _also_stays(target, beside, files)
        members[target.at[-1]] = copy_tree(node) if shared else node
    return _origins(files, state)


def _by_file(targets: Sequence[Target]) -> dict[str, list[Target]]:
    found: dict[str, list[Target]] = {}
    for target in targets:
        found.setdefault(target.place.source.key, []).append(target)
    return found


def _is_in_place(target: Target, files: FileSet) -> bool:
    return target.place.source is files.root and target.at == target.place.tokens


def _adopt_names(state: BundleState, grammar: Grammar) -> None:
    for (kind, key), target in sorted(state.adopted.items(), key=lambda item: item[0]):
        if not target.at:
            target.at = (*grammar.sections[kind], key)


def _choose_names(
    targets: list[Target], section: tuple[str, ...], files: FileSet, taken: dict[str, Json]
) -> None:
    by_key = {target.place.key: target for target in targets}
    options = {
        key: candidates(_file_words(files, target.place), target.place.tokens)
        for key, target in by_key.items()
    }
    for key, name in assign(options.__getitem__, by_key, taken).items():
        by_key[key].at = (*section, name)


def _file_words(files: FileSet, place: NodeLocation) -> str:
    return "" if place.source is files.root else files.relative_name(place.source)


def _section(tree: dict[str, Json], tokens: Sequence[str], *, create: bool) -> dict[str, Json]:
    node: Json = tree
    for token in tokens:
        below = node.get(token)
        if not isinstance(below, dict):
            below = {}
            if create:
                node[token] = below
        node = below
    found: dict[str, Json] = node
    return found


def _leaves_reference(
    target: Target, beside: dict[str, list[Target]], grammar: Grammar, files: FileSet
) -> bool:
    """Returns whether the original place of the target is in the result and can be a reference."""
    place = target.place
    if target.kind == "pathItem":
        return False
    if place.source is files.root:
        return grammar.kind_at(place.tokens) == target.kind
    return any(
        grammar.kind_at(place.tokens[len(other.place.tokens) :], other.kind) == target.kind
        for other in _find_enclosing(target, beside)
    )


def _also_stays(target: Target, beside: dict[str, list[Target]], files: FileSet) -> bool:
    """Returns whether the node also stays in its original place, as a part of something else."""
    return target.place.source is files.root or bool(_find_enclosing(target, beside))


def _find_enclosing(target: Target, beside: dict[str, list[Target]]) -> list[Target]:
    """Returns the other targets whose nodes contain this target's node, or are the same."""
    tokens = target.place.tokens
    return [
        other
        for other in beside[target.place.source.key]
        if other is not target and tokens[: len(other.place.tokens)] == other.place.tokens
    ]


def _origins(files: FileSet, state: BundleState) -> Origins:
    origins = Origins(files)
    for target in state.targets.values():
        origins.add(join(target.at), Origin(target.place.source, target.place.tokens))
    for owner, trail, place in state.moves:
        head = join(owner.at) if owner is not None else ""
        origins.add(head + text_of(trail), Origin(place.source, place.tokens))
    return origins
