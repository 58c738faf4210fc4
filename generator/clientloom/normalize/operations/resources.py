# The accessor of each operation: `client.<resource>.<method>`. May import document, ir, config.
"""Resources and method names, from tags or paths and from operationIds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from keyword import iskeyword

from clientloom.config.settings import OperationConfig, VendorConfig
from clientloom.diagnostics import Code, Diagnostic, InputError, Span, nearest
from clientloom.normalize.naming.declared_names import UNDECLARED, declared_name
from clientloom.normalize.naming.path_names import path_label
from clientloom.normalize.naming.registry import (
    Names,
    Wanted,
    client_method_name,
    group_of,
    method_name,
)
from clientloom.normalize.nodes import Place
from clientloom.normalize.operation_names.rule import Call, OperationName, name_operations
from clientloom.normalize.operation_names.tag_groups import TagGroups
from clientloom.normalize.operations.list_answers import lists
from clientloom.normalize.operations.selection import Site


@dataclass(frozen=True, slots=True)
class Accessor:
    """Where to find an operation; `method` is "" until the names of its resource are resolved."""

    group: tuple[str, ...]
    """The attributes that lead from the client to the resource; () is the client itself."""
    method: str = ""

    @property
    def resource(self) -> str:
        """The path of the resource."""
        return ".".join(self.group)


@dataclass(frozen=True, slots=True)
class Grouping:
    """How operations are grouped into resources: by tag, or by path if the tags do not distinguish them."""

    by_tag: bool
    config: VendorConfig
    locked: Mapping[str, tuple[str, ...]]
    """The locked resources of operations, by key."""
    marks: frozenset[str] = frozenset()
    """Tags that do not group operations, such as badges."""
    named: Mapping[str, OperationName] = field(default_factory=dict)
    """The names that declarations and rules give to operations, by pointer."""
    tag_groups: TagGroups = field(default_factory=TagGroups)

    @classmethod
    def of(
        cls, sites: Iterable[Site], declared: Place, config: VendorConfig, names: Names
    ) -> Grouping:
        """Returns the grouping for a document: by tag if it has two tags or more.

        A tag that is declared as a badge or for an audience groups nothing (OpenAPI 3.2, 4.22, `kind`).
        """
        sites = tuple(sites)
        marks = frozenset(
            tag.text("name") for tag in declared.items() if tag.text("kind") not in ("", "nav")
        )
        tags = {tag for site in sites for tag in _grouping_tags(site, marks)}
        locked: defaultdict[str, list[str]] = defaultdict(list)
        for kind, scope, key in sorted(names.lock.entries):
            if kind == "method":
                locked[key].append(scope)
        before = {key: tuple(scopes) for key, scopes in locked.items()}
        grouping = cls(len(tags) >= 2, config, before, marks)
        tag_groups = TagGroups.of(
            tags if grouping.by_tag else (),
            [tag.mapping for tag in declared.items()],
            declared.root.get("x-tagGroups"),
        )
        grouping = replace(grouping, tag_groups=tag_groups)
        named = name_operations(grouping.call(site) for site in sites)
        return replace(grouping, named=grouping.nest_all(sites, named))

    def nest_all(
        self, sites: tuple[Site, ...], named: Mapping[str, OperationName]
    ) -> Mapping[str, OperationName]:
        """Returns the names by the rules in the groups of their tags, but for groups declared for an SDK."""
        free = {s.pointer: s for s in sites if not named[s.pointer].is_declared}
        groups = {key: (self.label(site), named[key].group) for key, site in free.items()}
        nested = self.tag_groups.nest_all(groups)
        return {
            key: replace(name, group=group_of(*nested[key])) if key in nested else name
            for key, name in named.items()
        }

    def call(self, site: Site) -> Call:
        """Returns what the rules for names have to know of an operation."""
        place = site.place
        honoured = self.config.names.declared
        return Call(
            key=site.pointer,
            method=site.method,
            path=site.path,
            operation_id=site.operation_id,
            label=self.tag_groups.name(self.label(site)),
            declared=declared_name(place.mapping, place.root) if honoured else UNDECLARED,
            tag=self.tag_groups.name(self.tag(site)),
            resource=self.tag_groups.resource(self.tag(site)),
            lists=lists(place),
            summary=place.text("summary"),
        )

    def tag(self, site: Site) -> str:
        """The tag that an operation is grouped by, "" where tags do not group."""
        tags = _grouping_tags(site, self.marks)
        return tags[0] if self.by_tag and tags else ""

    def label(self, site: Site) -> str:
        """Returns the tag or path segment that an operation is grouped by."""
        return self.tag(site) or path_label(site.path)

    def accessor(self, site: Site) -> Accessor:
        """Returns the accessor of an operation: by its settings, else by the lock, else by the grouping."""
        settings = settings_of(site, self.config)
        if settings.accessor:
            return _configured_accessor(settings.accessor, site, self.config)
        label = self.label(site)
        if label in self.config.resources:
            return Accessor(_configured_group(label, self.config))
        ruled = self.named[site.pointer].group
        before = self.locked.get(site.symbol, ())
        kept = bool(before) and ".".join(ruled) not in before
        return Accessor(group_at(before[0]) if kept else ruled)

    def is_configured(self, site: Site) -> bool:
        """Whether client.toml says which resource an operation belongs to."""
        return bool(settings_of(site, self.config).accessor) or (
            self.label(site) in self.config.resources
        )


def _grouping_tags(site: Site, marks: frozenset[str]) -> list[str]:
    """Returns the tag that groups an operation, the first one, as a list; [] if there is none."""
    tags = [tag for tag in site.place.texts("tags") if tag not in marks]
    return [tag for tag in tags[:1] if tag.strip()]


def group_at(path: str) -> tuple[str, ...]:
    """The group at the path of a resource."""
    return tuple(path.split(".")) if path else ()


def settings_of(site: Site, config: VendorConfig) -> OperationConfig:
    """Returns the settings of an operation in client.toml, by operationId or by method and path."""
    return config.operations.get(settings_key(site, config), _UNSET)


_UNSET = OperationConfig()


def settings_key(site: Site, config: VendorConfig) -> str:
    """Returns the key of an operation in client.toml, if it has settings there."""
    return site.key if site.key in config.operations else site.operation_id


def _configured_accessor(text: str, site: Site, config: VendorConfig) -> Accessor:
    *group, method = text.split(".")
    callable_ = method_name if group else client_method_name
    valid = (*group_of(*group), callable_(method))
    if valid == (*group, method):
        return Accessor(tuple(group), method)
    name = site.operation_id or site.key
    why = next(
        _fault_of(given, right)
        for given, right in zip(text.split("."), valid, strict=True)
        if given != right
    )
    message = f"the accessor {text!r} of operation {name!r} is not valid: {why}"
    hint = f"write it as {'.'.join(valid)!r}"
    if not all(text.split(".")):
        hint = 'write it as "method", "resource.method" or with more resources'
    raise InputError.at(accessor_span(site, config), "invalid-accessor", message, hint)


def _configured_group(label: str, config: VendorConfig) -> tuple[str, ...]:
    """Returns the resource that [resources] gives to a tag or the first word of a path.

    Raises InputError where its names are not those of attributes.
    """
    text = config.resources[label]
    group = tuple(text.split("."))
    valid = group_of(*group)
    if config.file and valid != group:
        why = next(
            _fault_of(*pair) for pair in zip(group, valid, strict=True) if len(set(pair)) > 1
        )
        message = f"the resource {text!r} of {label!r} is not valid: {why}"
        hint = f"write it as {'.'.join(valid)!r}"
        raise InputError.at(config.locate(("resources", label)), "invalid-accessor", message, hint)
    return valid


def _fault_of(part: str, valid: str) -> str:
    """What is wrong with a part of an accessor, which `valid` could stand for."""
    if not part:
        return "a part is empty"
    if iskeyword(part):
        return f"{part!r} is a keyword of Python"
    if valid == f"{part}_":
        return f"every client or resource has a {part!r} already"
    if part.startswith("_"):
        return f"{part!r} begins with an underscore"
    return f"{part!r} is not in snake_case"


def check_settings(
    sites: Iterable[Site], config: VendorConfig, grouping: Grouping, schemes: Collection[str]
) -> None:
    """Raises InputError if client.toml names an operation, a group or a scheme that the document does not have.

    What a package remembers names those of its own document.
    """
    if not config.file:
        return
    found = tuple(sites)
    ids = {name for site in found for name in (site.operation_id, site.key) if name}
    labels = {grouping.label(site) for site in found}
    wrong = [
        *_report_unknown("unknown-operation", "operations", config.operations, ids, config),
        *_report_unknown("unknown-tag", "resources", config.resources, labels, config),
        *_report_unknown("unknown-security-scheme", "auth", config.auth, schemes, config),
    ]
    if wrong:
        raise InputError(wrong)


_MEANT = {"operations": "operation", "resources": "tag or path segment", "auth": "security scheme"}


def _report_unknown(
    code: Code, table: str, given: Iterable[str], known: Collection[str], config: VendorConfig
) -> list[Diagnostic]:
    return [
        Diagnostic.error(
            config.locate((table, name)),
            code,
            f"[{table}] names {name!r}, but the document has no such {_MEANT[table]}",
            f"did you mean {near!r}?" if near else "correct or remove it",
        )
        for name in sorted(set(given).difference(known))
        for near in (nearest(name, known),)
    ]


def accessor_span(site: Site, config: VendorConfig) -> Span:
    """Returns the place of an operation's accessor in client.toml."""
    return config.locate(("operations", settings_key(site, config), "accessor"))


def resolve_methods(
    accessors: Mapping[str, Accessor],
    sites: Iterable[Site],
    grouping: Grouping,
    names: Names,
) -> dict[str, str]:
    """Returns the method name of each operation, by pointer; names in a resource differ, also from nested resources."""
    children = child_names(accessor.resource for accessor in accessors.values())
    groups: defaultdict[str, list[Site]] = defaultdict(list)
    for site in sites:
        groups[accessors[site.pointer].resource].append(site)
    methods: dict[str, str] = {}
    for resource, members in sorted(groups.items()):
        given = {s.pointer: m for s in members if (m := accessors[s.pointer].method)}
        settings = {
            given[site.pointer]: accessor_span(site, grouping.config)
            for site in members
            if site.pointer in given
        }
        rest = [site for site in members if site.pointer not in given]
        wanted = [_wanted_method(site, resource, grouping.named[site.pointer]) for site in rest]
        taken = {*given.values(), *children.get(resource, ())}
        resolved = names.resolve("method", resource, wanted, taken=taken, settings=settings)
        methods |= given | {site.pointer: resolved[site.symbol] for site in rest}
    return methods


def _wanted_method(site: Site, resource: str, name: OperationName) -> Wanted:
    candidates = name.candidates if resource else tuple(map(client_method_name, name.candidates))
    accessor = f"{resource}.{{name}}".lstrip(".")
    operation = (site.operation_id or site.key).replace("{", "{{").replace("}", "}}")
    return Wanted(
        key=site.symbol,
        candidates=candidates,
        rank=name.rank,
        hint=f'to choose, write [operations."{operation}"] accessor = "{accessor}" in client.toml',
        text=site.operation_id or site.key,
        pointer=site.place.pointer,
    )


def child_names(paths: Iterable[str]) -> dict[str, set[str]]:
    """Returns the names of the resources in each holder, by its path, including those above `paths`."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in paths:
        parts = group_at(path)
        for depth, name in enumerate(parts):
            found[".".join(parts[:depth])].add(name)
    return dict(found)


def resolve_variants(
    wanted: Mapping[str, tuple[str, ...]],
    methods: Mapping[str, str],
    resource: str,
    names: Names,
    taken: Iterable[str],
) -> dict[tuple[str, str], str]:
    """Returns the names of the further methods in a resource, by symbol and suffix.

    `taken` are the names of its resources.
    """
    things = [
        Wanted(key=f"{symbol}#{suffix}", candidates=(method_name(f"{methods[symbol]}_{suffix}"),))
        for symbol, suffixes in wanted.items()
        for suffix in suffixes
    ]
    resolved = names.resolve("method", resource, things, taken={*methods.values(), *taken})
    return {
        (symbol, suffix): resolved[f"{symbol}#{suffix}"]
        for symbol, suffixes in wanted.items()
        for suffix in suffixes
    }
