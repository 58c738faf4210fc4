# Class names of named schemas. May import config, diagnostics, ir and this room's names, addresses and
# short names.
"""Names of schemas: from client.toml, else from the lock, else the component's own, else from the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from clientloom.config.settings import VendorConfig
from clientloom.diagnostics import InputError, Span, nearest
from clientloom.ir import Schema
from clientloom.normalize.facets.collect import COMPONENTS, component_name, is_component
from clientloom.normalize.naming.addresses import Addresses
from clientloom.normalize.naming.registry import Names, Wanted, class_name
from clientloom.normalize.naming.short_names import (
    Hints,
    Stated,
    names_of_component,
    names_of_one,
    names_of_several,
)
from clientloom.normalize.notes import Notes


@dataclass(frozen=True, slots=True)
class Candidates:
    """What the classes of inline schemas may be called.

    `groups` has, by the id of a schema, the ids of all schemas that are the same class; `hints` what a schema says
    about its name; `stated` what the document says about one; `enums` what aliases of enums want.
    """

    addresses: Addresses
    groups: Mapping[str, tuple[str, ...]]
    hints: Callable[[str], Hints]
    stated: Callable[[str], Stated]
    enums: Mapping[str, Wanted]

    def of(self, id_: str, hints: Hints) -> tuple[str, ...]:
        """Returns the candidates for a class, the best first."""
        several = [self.addresses.address(each) for each in self.groups.get(id_, ())]
        if several:
            return names_of_several(several, hints)
        return names_of_one(self.addresses.address(id_), hints)


def name_schemas(
    schemas: Mapping[str, Schema],
    components: Iterable[str],
    candidates: Candidates,
    names: Names,
    config: VendorConfig,
    notes: Notes,
) -> tuple[Schema, ...]:
    """Returns the schemas with their class names, sorted by them.

    Every component of the document claims its name, even if no operation uses it: selecting operations renames
    nothing.
    """
    groups = candidates.groups
    renamed, settings = _configured_names(schemas, groups, config, notes)
    own = {pointer for pointer in components if pointer not in renamed}
    resolved = names.resolve(
        "schema",
        "",
        [_component_name(pointer, candidates) for pointer in sorted(own)],
        taken=renamed.values(),
        silent=own - schemas.keys(),
        settings=settings,
    )
    keys = _inline_keys(schemas, own, candidates)
    inline = sorted(schemas.keys() - own - renamed.keys())
    wanted = [
        candidates.enums.get(id_) or _inline_name(keys[id_], id_, candidates) for id_ in inline
    ]
    taken = {*renamed.values(), *resolved.values()}
    found = names.resolve("schema", "", wanted, taken=taken, settings=settings)
    called = {**resolved, **renamed, **{id_: found[keys[id_]] for id_ in inline}}
    repeats = [(each, called[id_]) for id_, ids in groups.items() for each in ids if each in keys]
    names.record({("schema", "", keys[each]): name for each, name in repeats})
    named = [replace(schema, name=called[schema.id]) for schema in schemas.values()]
    return tuple(sorted(named, key=lambda schema: schema.name))


def _inline_keys(
    schemas: Iterable[str], components: set[str], candidates: Candidates
) -> dict[str, str]:
    """Returns the keys in the lock of all schemas that are no components, also of those that another stands for."""
    repeated = (id_ for ids in candidates.groups.values() for id_ in ids)
    inline = {*schemas, *repeated} - components - candidates.enums.keys()
    enums = {id_: wanted.key for id_, wanted in candidates.enums.items()}
    return lock_keys(inline, candidates.addresses) | enums


def lock_keys(ids: Iterable[str], addresses: Addresses) -> dict[str, str]:
    """Returns the keys of inline schemas in the lock by id; pointers distinguish schemas with the same key."""
    used: set[str] = set()
    found: dict[str, str] = {}
    for id_ in sorted(ids):
        key = addresses.address(id_).key
        found[id_] = f"{key}@{id_}" if key in used else key
        used.add(key)
    return found


def _inline_name(key: str, pointer: str, candidates: Candidates) -> Wanted:
    hints = candidates.hints(pointer)
    found = candidates.of(pointer, hints)
    rank = -len(candidates.groups.get(pointer, ())) * hints.size
    former = candidates.addresses.former_name(pointer)
    if former:
        found = (former, *found)
    return Wanted(key=key, candidates=found, pointer=pointer, inherits=bool(former), rank=rank)


def _component_name(pointer: str, candidates: Candidates) -> Wanted:
    text = component_name(pointer)
    found = names_of_component(text, candidates.stated(pointer))
    former = candidates.addresses.former_names(pointer)
    return Wanted(
        key=pointer,
        candidates=found,
        text=text,
        pointer=pointer,
        # The vendor moved an inline schema into a component, under the name that it had here.
        inherits=found[0] in former,
    )


def _configured_names(
    schemas: Mapping[str, Schema],
    groups: Mapping[str, tuple[str, ...]],
    config: VendorConfig,
    notes: Notes,
) -> tuple[dict[str, str], dict[str, Span]]:
    """Returns the names in client.toml by pointer, and their places by name; a schema is named by pointer or component.

    The pointer of any place of a class that is written in several places names the class.

    Raises InputError for a text that is no name of a class.
    """
    found: dict[str, str] = {}
    settings: dict[str, Span] = {}
    kept = {each: id_ for id_, ids in groups.items() for each in ids}
    for place, wanted in sorted(config.schemas.items()):
        pointer = place.removeprefix("#") if place.startswith(("#", "/")) else COMPONENTS + place
        pointer = kept.get(pointer, pointer)
        span = config.locate(("schemas", place))
        name = class_name(wanted)
        if config.file and name != wanted:
            message = f"{wanted!r} cannot be the name of a class in the package"
            raise InputError.at(span, "bad-value", message, f"write {name!r}")
        if pointer in schemas and pointer not in found and name not in settings:
            found[pointer], settings[name] = name, span
        else:
            rival = name if name in settings else found.get(pointer, "")
            message, hint = _explain_unused(place, rival, schemas)
            notes.setting("unused-rename", span, message, hint)
    return found, settings


def _explain_unused(place: str, rival: str, schemas: Iterable[str]) -> tuple[str, str]:
    """Returns why an entry of [schemas] has no effect, and what to do: another entry has its name or its schema."""
    if rival:
        return f"another entry gives the name {rival!r} already", "correct or remove one of them"
    near = nearest(component_name(place), [component_name(p) for p in schemas if is_component(p)])
    hint = f"did you mean {near!r}?" if near else "`clientloom inspect --json` lists the models"
    return f"[schemas] names {place!r}, but no operation uses such a schema", hint
