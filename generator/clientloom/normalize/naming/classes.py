# Class names of named schemas. May import config, ir and this room's names and addresses.
"""Names of schemas: from client.toml, else from the lock, else the component's own, else from the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from clientloom.config.settings import VendorConfig
from clientloom.document.pointer import unescape
from clientloom.ir import Schema
from clientloom.normalize.facets.collect import COMPONENTS
from clientloom.normalize.naming.addresses import Addresses
from clientloom.normalize.naming.registry import Names, Wanted, class_name
from clientloom.normalize.notes import Notes


def name_schemas(
    schemas: Mapping[str, Schema],
    components: Iterable[str],
    addresses: Addresses,
    names: Names,
    config: VendorConfig,
    notes: Notes,
) -> tuple[Schema, ...]:
    """Returns the schemas with their class names, sorted by them.

    Every component of the document claims its name, even if no operation uses it: selecting operations renames
    nothing.
    """
    renamed = _configured_names(schemas, config, notes)
    own = {pointer for pointer in components if pointer not in renamed}
    resolved = names.resolve(
        "schema",
        "",
        [_component_name(pointer, addresses) for pointer in sorted(own)],
        taken=renamed.values(),
        silent=own - schemas.keys(),
    )
    inline = _key_by_address(sorted(schemas.keys() - own - renamed.keys()), addresses)
    wanted = [_inline_name(key, id_, addresses) for key, id_ in inline.items()]
    taken = {*renamed.values(), *resolved.values()}
    found = names.resolve("schema", "", wanted, taken=taken)
    called = {**resolved, **renamed, **{inline[key]: name for key, name in found.items()}}
    return tuple(
        sorted((replace(s, name=called[s.id]) for s in schemas.values()), key=lambda s: s.name)
    )


def _key_by_address(ids: Iterable[str], addresses: Addresses) -> dict[str, str]:
    """Maps keys of the lock to ids; pointers distinguish schemas with the same key."""
    found: dict[str, str] = {}
    for id_ in ids:
        key = addresses.address(id_).key
        found[f"{key}@{id_}" if key in found else key] = id_
    return found


def _inline_name(key: str, pointer: str, addresses: Addresses) -> Wanted:
    candidates = addresses.address(pointer).candidates
    former = addresses.former_name(pointer)
    if former:
        return Wanted(key=key, candidates=(former, *candidates), pointer=pointer, inherits=True)
    return Wanted(key=key, candidates=candidates, pointer=pointer)


def _component_name(pointer: str, addresses: Addresses) -> Wanted:
    text = unescape(pointer.removeprefix(COMPONENTS))
    name = class_name(text)
    return Wanted(
        key=pointer,
        candidates=(name, class_name(text, "Schema")),
        text=text,
        pointer=pointer,
        # The vendor moved an inline schema into a component, under the name that it had here.
        inherits=name in addresses.former_names(pointer),
    )


def _configured_names(
    schemas: Mapping[str, Schema], config: VendorConfig, notes: Notes
) -> dict[str, str]:
    """Returns the names in client.toml, which name schemas by pointer or by component."""
    found: dict[str, str] = {}
    for place, wanted in sorted(config.schemas.items()):
        pointer = place.removeprefix("#") if place.startswith(("#", "/")) else COMPONENTS + place
        name = class_name(wanted)
        if pointer in schemas and name not in found.values():
            found[pointer] = name
        else:
            notes.unused_setting(
                "unused-rename",
                config.locate(("schemas", place)),
                f"client.toml renames {place!r} to {wanted!r}, but there is no such schema or the name is taken",
                "see `clientloom inspect` for the schemas of the document",
            )
    return found
