# The resources of a client, from where its operations are. May import ir and this room's resources.
"""`read_resources`: a class and a description for each resource, and for those above it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from clientloom.ir import Resource
from clientloom.normalize.naming.registry import class_name, group_of
from clientloom.normalize.naming.words import words
from clientloom.normalize.nodes import Place
from clientloom.normalize.operation_names.english import same_noun
from clientloom.normalize.operations.resources import Accessor, Grouping
from clientloom.normalize.operations.selection import Site
from clientloom.python.identifiers import free_name

_TAKEN = frozenset(
    [
        "Resource",
        "AsyncResource",
        "Page",
        "AsyncPage",
        "AsyncPager",
        "Stream",
        "AsyncStream",
        "BinaryResponse",
        "AsyncBinaryResponse",
        "RequestOptions",
        "Unpack",
        "Unset",
        "KeyedRequestOptions",
        "FileInput",
        "AsyncFileInput",
        "Content",
        "AsyncContent",
        "LinesInput",
        "Sequence",
        "Mapping",
        "Iterable",
        "AsyncIterable",
        "Literal",
        "JsonValue",
        "UndeclaredBody",
        "Headers",
        "UUID",
        "Decimal",
    ]
)
"""Names that the module of a resource imports."""


def read_resources(
    accessors: Mapping[str, Accessor],
    sites: tuple[Site, ...],
    grouping: Grouping,
    tags: Place,
    taken: Iterable[str],
) -> tuple[Resource, ...]:
    """Returns the resources in use and those above them, sorted by path, with the descriptions of their tags."""
    docs = {tag.text("name"): tag.text("description").strip() for tag in tags.items()}
    by_path = {group_of(*grouping.tag_groups.path(tag)): doc for tag, doc in docs.items() if tag}
    places = _groups_of_labels(accessors, sites, grouping)
    labels: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for site in sites:
        group = accessors[site.pointer].group
        label = grouping.label(site)
        if group:
            labels[group].update({label} if _is_about(label, group, places[label]) else ())
        for depth in range(1, len(group)):
            labels[group[:depth]].update()
    used = {*_TAKEN, *taken}
    used |= {name.removeprefix("Async") for name in used}
    found = []
    for group in sorted(labels, key=lambda group: (len(group), group)):
        own = (docs[label] for label in sorted(labels[group]) if docs.get(label))
        doc = next(own, by_path.get(group, ""))
        class_ = free_name(class_name(*group), used, pattern="{}Resource")
        used |= {class_, f"Async{class_}", class_.removeprefix("Async")}
        parent = ".".join(group[:-1])
        found.append(Resource(name=group[-1], class_name=class_, doc=doc, parent=parent))
    return tuple(sorted(found, key=lambda resource: resource.path))


def _groups_of_labels(
    accessors: Mapping[str, Accessor], sites: Iterable[Site], grouping: Grouping
) -> Mapping[str, set[tuple[str, ...]]]:
    found: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
    for site in sites:
        found[grouping.label(site)].add(accessors[site.pointer].group)
    return found


def _is_about(label: str, group: tuple[str, ...], groups: Collection[tuple[str, ...]]) -> bool:
    """Whether a tag describes a resource: it is called like it, or has no other."""
    return len(groups) == 1 or same_noun(words(label)[-1:], words(group[-1])[-1:])
