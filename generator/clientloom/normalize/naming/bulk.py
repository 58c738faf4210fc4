# Names that client.toml changes in bulk, after the rules and the lock have decided them. May import config.
"""`BulkNames`: the patterns of `[names]`, applied to the names of one scope after the other."""

from __future__ import annotations

import keyword
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from clientloom.config.settings import NamesConfig

TABLES: Mapping[str, str] = {
    "method": "methods",
    "resource": "resources",
    "schema": "classes",
    "argument": "arguments",
    "member": "enum_members",
}
"""The table of client.toml for each kind of name."""

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True, order=True)
class BulkRename:
    """A name that a pattern changes, or would change: `clash` says why it does not, or is "".

    `pattern` is the last one that matched.
    """

    kind: str
    scope: str
    old: str
    new: str
    pattern: str
    clash: str = ""

    @property
    def path(self) -> str:
        """The old name as users write it: with its resource or model, where it has one."""
        return f"{self.scope}.{self.old}" if self.scope and self.kind != "argument" else self.old


@dataclass(frozen=True, slots=True)
class _Rule:
    table: str
    text: str
    pattern: re.Pattern[str]
    replacement: str


class BulkNames:
    """Applies the patterns and remembers what they changed.

    The lock keeps the names before the patterns: a pattern can be changed or removed like any other setting.
    """

    def __init__(self, config: NamesConfig) -> None:
        self._rules: Mapping[str, tuple[_Rule, ...]] = {
            table: tuple(
                _Rule(table, text, re.compile(text), replacement)
                for text, replacement in patterns.items()
            )
            for table, patterns in config.patterns().items()
        }
        self._matched: set[tuple[str, str]] = set()
        self._renames: dict[tuple[str, str, str], BulkRename] = {}

    @property
    def renames(self) -> tuple[BulkRename, ...]:
        """What the patterns changed and could not change, sorted."""
        return tuple(sorted(self._renames.values()))

    def has_patterns(self, kind: str) -> bool:
        """Whether there are patterns for the names of a kind, see `TABLES`."""
        return bool(self._rules.get(TABLES.get(kind, "")))

    def find_unused(self) -> Iterator[tuple[str, str]]:
        """Yields the patterns that match no name, as pairs of table and pattern."""
        for table, rules in self._rules.items():
            for rule in rules:
                if (table, rule.text) not in self._matched:
                    yield table, rule.text

    def apply(
        self,
        kind: str,
        scope: str,
        names: Mapping[str, str],
        *,
        taken: Collection[str] = (),
        fixed: Collection[str] = (),
        silent: Collection[str] = (),
        is_valid: Callable[[str], bool] = str.isidentifier,
    ) -> dict[str, str]:
        """Returns the names of a scope after the patterns, by key; those that clash stay as they are.

        Args:
            kind: what is named, see `TABLES`; other kinds have no patterns.
            scope: where the names must differ.
            names: the names that the rules gave, by key.
            taken: names that nothing in the scope may have.
            fixed: keys whose names client.toml gives one by one.
            silent: keys of what is not generated: it is renamed too, but not reported.
            is_valid: whether a name can be used as it is.
        """
        rules = self._rules.get(TABLES.get(kind, ""), ())
        found = {
            key: self._replace(rules, old)
            for key, old in names.items()
            if rules and key not in fixed
        }
        wanted = {key: new for key, (new, _) in found.items() if new != names[key]}
        clashes = _find_clashes(names, wanted, taken, is_valid)
        for key, new in wanted.items():
            if key not in silent:
                old, clash = names[key], clashes.get(key, "")
                rename = BulkRename(kind, scope, old, new, found[key][1], clash)
                self._renames[kind, scope, old] = rename
        return {k: wanted[k] if k in wanted and k not in clashes else n for k, n in names.items()}

    def _replace(self, rules: Iterable[_Rule], name: str) -> tuple[str, str]:
        """Returns a name after the patterns, and the last one that matched, or ""."""
        last = ""
        for rule in rules:
            changed, count = rule.pattern.subn(rule.replacement, name)
            if count:
                self._matched.add((rule.table, rule.text))
                name, last = changed, rule.text
        return name, last

    def apply_to_groups(
        self,
        groups: Collection[Group],
        methods: Mapping[Group, Collection[str]],
        fixed: Collection[Group],
        is_valid: Callable[[Group], bool],
    ) -> Mapping[Group, Group]:
        """Returns the paths of resources after the patterns, by their paths before.

        `methods` are the names of methods by the path of their resource, `fixed` the paths that client.toml gives.
        """
        children: defaultdict[Group, set[str]] = defaultdict(set)
        for group in groups:
            for depth, name in enumerate(group):
                children[group[:depth]].add(name)
        found: dict[Group, Group] = {(): ()}
        for holder in sorted(children, key=len):
            names = {name: name for name in sorted(children[holder])}
            own = {name for name in names if (*holder, name) in fixed}
            renamed = self.apply(
                "resource",
                ".".join(holder),
                names,
                taken=methods.get(holder, ()),
                fixed=own,
                is_valid=partial(_is_valid_below, is_valid, found[holder]),
            )
            found |= {(*holder, old): (*found[holder], new) for old, new in renamed.items()}
        return found


def _is_valid_below(is_valid: Callable[[Group], bool], holder: Group, name: str) -> bool:
    return is_valid((*holder, name))


def _find_clashes(
    names: Mapping[str, str],
    wanted: Mapping[str, str],
    taken: Collection[str],
    is_valid: Callable[[str], bool],
) -> dict[str, str]:
    """Returns why things cannot have the names that they want, by key.

    What cannot be renamed keeps its name, which another may have wanted: that one then clashes too.
    """
    counts = Counter(wanted.values())
    clashes: dict[str, str] = {}
    for key, new in wanted.items():
        if not _is_name(new) or not is_valid(new):
            clashes[key] = "not a valid name"
        elif counts[new] > 1:
            clashes[key] = "several would have this name"
    kept = {name for key, name in names.items() if key not in wanted or key in clashes} | {*taken}
    by_new = {new: key for key, new in wanted.items() if key not in clashes}
    pending = [name for name in kept if name in by_new]
    while pending:
        key = by_new.pop(pending.pop())
        clashes[key] = "the name is taken"
        if names[key] in by_new:
            pending.append(names[key])
    return clashes


def _is_name(text: str) -> bool:
    return text.isidentifier() and not keyword.iskeyword(text)
