# Reads YAML from the events of libyaml, which is four times faster than PyYAML's loader. String keys, YAML 1.2
# scalars, merge keys and the limits of aliases and depth are handled here, where the line is known. May import the
# findings, scalars and limits of this folder.
"""Reads YAML."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml
from yaml import events

from clientloom.diagnostics import Code
from clientloom.document.document import Json
from clientloom.document.files.limits import MAX_ALIASED_NODES, MAX_DEPTH
from clientloom.document.files.text_errors import (
    ENDS_EARLY,
    Parsed,
    TextError,
    TextFinding,
    duplicate_key,
    too_deep,
)
from clientloom.document.files.yaml_scalars import TAGGED, read_plain, read_quoted
from clientloom.document.pointer import copy_tree

_MERGE = "<<"
_TAB_BEFORE_COMMENT = re.compile(r"\t[ \t]*(?=#|\r?$)", re.MULTILINE)
_MAX_TABS = 200
"""The limit of tabs that are replaced; each replacement parses the text again."""
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PARSER_LIMIT = re.compile(r"max\w*\W+nest", re.IGNORECASE)
"""The libyaml of PyYAML 6.0.4 refuses deep nesting before its events show the depth; the wording may change."""


def parse_yaml(text: str) -> Parsed:
    """Parses the first document of a YAML text; raises TextError."""
    try:
        return _parse(text)
    except yaml.YAMLError as error:
        refused = error
    try:
        return _parse(replace_tabs(text))
    except yaml.YAMLError:
        raise _text_error(refused, text) from None


def _parse(text: str) -> Parsed:
    builder = _Builder()
    builder.feed(yaml_events(text))
    return Parsed(builder.root, tuple(builder.findings))


def replace_tabs(text: str) -> str:
    """Replaces tabs that the parsers refuse; lines and columns stay. Raises yaml.YAMLError."""
    if not _TAB_BEFORE_COMMENT.search(text):
        return text
    for _ in range(_MAX_TABS):
        try:
            for _event in yaml_events(text):
                pass
        except yaml.YAMLError as error:
            changed = replace_tab(text, error)
            if changed is None:
                raise
            text = changed
        else:
            break
    return text


def yaml_events(text: str) -> Iterator[events.Event]:
    """Returns the events of a YAML text; raises yaml.YAMLError."""
    return iter(yaml.parse(text, Loader=_Loader))


def replace_tab(text: str, error: yaml.YAMLError) -> str | None:
    """Replaces tabs before a comment or the end of a line with spaces; None if the error has another cause.

    YAML allows tabs there (1.2.2, 6.2 and 6.6), but the parsers do not.
    """
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return None
    lines = text.split("\n", mark.line + 1)
    if len(lines) <= mark.line:
        return None
    line = lines[mark.line]
    found = _TAB_BEFORE_COMMENT.search(line, max(mark.column - 1, 0))
    if found is None:
        return None
    blanks = found[0].replace("\t", " ")
    lines[mark.line] = line[: found.start()] + blanks + line[found.end() :]
    return "\n".join(lines)


@dataclass(slots=True)
class _Frame:
    """A mapping or sequence whose end is not reached yet."""

    node: Json
    start: events.Event
    is_map: bool
    anchor: str | None
    key: str | None = None
    merge: bool = False
    keys: dict[str, events.Event] = field(default_factory=dict)
    merges: list[Json] = field(default_factory=list)

    @property
    def awaits_key(self) -> bool:
        """Whether what comes next is a key."""
        return self.is_map and self.key is None and not self.merge


class _Builder:
    """Builds the tree without recursion, with one method for each kind of event."""

    def __init__(self) -> None:
        self.root: Json = None
        self.findings: list[TextFinding] = []
        self._stack: list[_Frame] = []
        self._anchors: dict[str, Json] = {}
        self._aliased = 0
        self._documents = 0

    def feed(self, stream: Iterator[events.Event]) -> None:
        """Reads the events of one text."""
        for event in stream:
            if isinstance(event, events.DocumentStartEvent):
                self._document(event)
            elif self._documents < 2:
                self._take(event)

    def _take(self, event: events.Event) -> None:
        match event:
            case events.ScalarEvent():
                self._scalar(event)
            case events.MappingStartEvent() | events.SequenceStartEvent():
                self._open(event)
            case events.MappingEndEvent() | events.SequenceEndEvent():
                self._close()
            case events.AliasEvent():
                self._alias(event)
            case _:  # the ends of streams and documents carry nothing
                pass

    def _document(self, event: events.Event) -> None:
        self._documents += 1
        if self._documents == 2:
            self._note(
                event, "many-documents", "only the first YAML document is read", "use one file each"
            )

    def _note(self, event: events.Event, code: Code, message: str, hint: str) -> None:
        self.findings.append(_finding(event, code, message, hint))

    def _scalar(self, event: events.ScalarEvent) -> None:
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.awaits_key:
            self._key(frame, event.value, event)
            if event.anchor:
                self._anchors[event.anchor] = event.value
            return
        value = event.value
        if event.tag is not None and event.tag != "!":
            value = TAGGED.get(event.tag, read_quoted)(value)
        elif (
            not event.style
        ):  # the style of a plain scalar is "" in the C parser and None in the Python one
            value = read_plain(value)
        if event.anchor:
            self._anchors[event.anchor] = value
        self._add(value, event)

    def _key(self, frame: _Frame, key: str, event: events.Event) -> None:
        # A key is its text ("200", "on"), because JSON has string keys only.
        if key == _MERGE and not getattr(event, "style", "'"):
            frame.merge = True
            return
        if key in frame.keys:
            frame.keys[f"{_MERGE}{key}"] = event  # reported when the second value is known
        else:
            frame.keys[key] = event
        frame.key = key

    def _add(self, value: Json, event: events.Event) -> None:
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        if not frame.is_map:
            frame.node.append(value)
        elif (key := frame.key) is None:
            self._merge(frame, value, event)
        else:
            frame.key = None
            if key in frame.node:
                self._duplicate(frame, key, value)
            frame.node[key] = value

    def _duplicate(self, frame: _Frame, key: str, value: Json) -> None:
        first, second = frame.keys[key], frame.keys[f"{_MERGE}{key}"]
        line, column = _position(second)
        finding = duplicate_key(key, _position(first)[0], line, column)
        if frame.node[key] != value:
            raise TextError(finding)
        self.findings.append(finding)

    def _merge(self, frame: _Frame, value: Json, event: events.Event) -> None:
        frame.merge = False
        sources = value if isinstance(value, list) else [value]
        if not all(isinstance(source, dict) for source in sources):
            raise TextError(
                _finding(event, "bad-merge", "'<<' takes a mapping", "merge an aliased mapping")
            )
        frame.merges.extend(sources)

    def _open(self, event: events.MappingStartEvent | events.SequenceStartEvent) -> None:
        if len(self._stack) >= MAX_DEPTH:
            raise too_deep(MAX_DEPTH, *_position(event))
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.awaits_key:
            raise _bad_key(event)
        is_map = isinstance(event, events.MappingStartEvent)
        self._stack.append(_Frame({} if is_map else [], event, is_map, event.anchor))

    def _close(self) -> None:
        frame = self._stack.pop()
        for source in frame.merges:
            for key, value in source.items():
                frame.node.setdefault(key, value)
        if frame.anchor:
            self._anchors[frame.anchor] = frame.node
        self._add(frame.node, frame.start)

    def _alias(self, event: events.AliasEvent) -> None:
        name = event.anchor
        if name not in self._anchors:
            message = f"the alias '*{name}' has no finished anchor before it"
            raise TextError(
                _finding(event, "bad-alias", message, "define the anchor first, outside of itself")
            )
        value = self._anchors[name]
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.awaits_key:
            if isinstance(value, (dict, list)):
                raise _bad_key(event)
            self._key(frame, value if isinstance(value, str) else json.dumps(value), event)
            return
        self._add(self._expand_alias(value, event), event)

    def _expand_alias(self, value: Json, event: events.Event) -> Json:
        # Each alias becomes a copy, because the result is a tree. Therefore the total is limited.
        self._aliased += _count_nodes(value, MAX_ALIASED_NODES - self._aliased)
        if self._aliased > MAX_ALIASED_NODES:
            message = f"the aliases of this file expand to more than {MAX_ALIASED_NODES:,} nodes"
            raise TextError(
                _finding(event, "alias-bomb", message, "write out or remove the nested aliases")
            )
        return copy_tree(value)


def _count_nodes(value: Json, bound: int) -> int:
    size, todo = 0, [value]
    while todo and size <= bound:
        node = todo.pop()
        size += 1
        if isinstance(node, dict):
            todo.extend(node.values())
        elif isinstance(node, list):
            todo.extend(node)
    return size


def _position(event: events.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def _bad_key(event: events.Event) -> TextError:
    return TextError(_finding(event, "bad-key", "a key must be a string", "write a plain key"))


def _finding(event: events.Event, code: Code, message: str, hint: str) -> TextFinding:
    line, column = _position(event)
    return TextFinding(code=code, message=message, hint=hint, line=line, column=column)


def _text_error(error: yaml.YAMLError, text: str) -> TextError:
    if isinstance(error, yaml.reader.ReaderError):
        return TextError(_bad_character_finding(error, text))
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)
    problem = getattr(error, "problem", None) or "cannot be read"
    if _PARSER_LIMIT.search(problem):
        return too_deep(MAX_DEPTH, line, column)
    return TextError(_syntax_finding(problem, text, line, column))


def _syntax_finding(problem: str, text: str, line: int, column: int) -> TextFinding:
    lines = text.rstrip().splitlines()
    if 0 < line <= len(lines) and "\t" in lines[line - 1][: max(column, 1)]:
        return TextFinding(
            code="yaml-tab",
            message="YAML does not allow a tab here",
            hint="indent with spaces",
            line=line,
            column=column,
        )
    is_cut = line > len(lines) or (line == len(lines) and column > len(lines[-1].rstrip()) > 0)
    return TextFinding(
        code="yaml-syntax",
        message=f"the YAML text ends early: {problem}" if is_cut else f"not valid YAML: {problem}",
        hint=ENDS_EARLY if is_cut else "fix the line, or quote the text",
        line=line,
        column=column,
    )


def _bad_character_finding(error: yaml.reader.ReaderError, text: str) -> TextFinding:
    at = next((i for i, char in enumerate(text) if not _is_allowed(char)), 0)
    line = text.count("\n", 0, at) + 1
    return TextFinding(
        code="yaml-syntax",
        message=f"YAML does not allow the character U+{ord(text[at]):04X} ({error.reason})",
        hint="remove it, or write it as an escape in double quotes",
        line=line,
        column=at - text.rfind("\n", 0, at),
    )


def _is_allowed(char: str) -> bool:
    return (
        char in "\t\n\r\x85" or " " <= char <= "~" or "\xa0" <= char <= "\ud7ff" or char >= "\ue000"
    )
