# Bytes -> tree: encodings, YAML as JSON has it, and what is refused, with its place.
from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from clientloom.diagnostics import Diagnostic, InputError
from clientloom.document.files import yaml_text
from clientloom.document.files.json_text import parse_json
from clientloom.document.files.limits import MAX_DEPTH
from clientloom.document.files.positions import yaml_locator
from clientloom.document.files.read_source import make_source
from clientloom.document.files.yaml_text import parse_yaml
from hypothesis import given
from hypothesis import strategies as st
from support.limits import processor_time

HEAD = 'openapi: 3.1.0\ninfo: {title: A, version: "1"}\npaths: {}\n'


def refused(data: str | bytes, name: str = "a.yaml") -> str:
    with pytest.raises(InputError) as caught:
        make_source(data if isinstance(data, bytes) else data.encode(), key=name, name=name)
    return str(caught.value)


def tree(text: str) -> Any:
    return parse_yaml(text).tree


@pytest.mark.parametrize(
    "text",
    ["yes", "no", "on", "off", "y", "2024-01-31", "2024-01-31T10:00:00Z", "1:30", "1_000", "0b1"],
)
def test_what_only_yaml_1_1_took_for_something_else_is_text(text: str) -> None:
    assert tree(f"a: {text}") == {"a": text}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("~", None),
        ("null", None),
        ("", None),
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-3", -3),
        ("010", 10),
        ("0x1F", 31),
        ("0o17", 15),
        ("1.50", 1.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        (".inf", ".inf"),
        (".nan", ".nan"),
        ("1e999", "1e999"),
        ("0xZZ", "0xZZ"),
        ("- 1", "- 1"),
        ("'12'", "12"),
        ("!!str 12", "12"),
        ('!!int "12"', 12),
        ("!mine 12", "12"),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    if text == "- 1":
        text = "'- 1'"
    found = tree(f"a: {text}")["a"]
    assert found == value
    assert type(found) is type(value)


def test_keys_are_the_text_that_stands_there() -> None:
    text = "200: a\non: b\ny: c\n2024-01-31: d\ntrue: e\n1.0: f\n~: g\n0x10: h"
    assert list(tree(text)) == ["200", "on", "y", "2024-01-31", "true", "1.0", "~", "0x10"]


def test_merge_keys_fill_what_is_not_said() -> None:
    text = """
base: &base {a: 1, b: 2}
other: &other {b: 3, c: 4}
one: {<<: *base, a: 5}
many: {<<: [*base, *other]}
quoted: {"<<": *base}
"""
    found = tree(text)
    assert found["one"] == {"a": 5, "b": 2}
    assert found["many"] == {"a": 1, "b": 2, "c": 4}
    assert found["quoted"] == {"<<": {"a": 1, "b": 2}}


def test_an_alias_is_a_copy() -> None:
    found = tree("a: &x {k: [1]}\nb: *x")
    assert found["a"] == found["b"]
    assert found["a"] is not found["b"]
    assert found["a"]["k"] is not found["b"]["k"]


def test_aliases_may_not_expand_without_bounds() -> None:
    lines = ['a0: &a0 ["x", "x", "x", "x", "x", "x", "x", "x", "x"]']
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    assert "alias-bomb" in refused("\n".join(lines))


def test_an_alias_of_itself_is_refused() -> None:
    assert "a.yaml:1:8: error[bad-alias]" in refused("a: &x [*x]")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "[" * 10_000 + "]" * 10_000),
        ("a.json", '{"a":' * (MAX_DEPTH + 1) + "1" + "}" * (MAX_DEPTH + 1)),
        ("a.yaml", "a: " + "[" * 10_000 + "]" * 10_000),
        ("a.yaml", "\n".join(" " * depth + "a:" for depth in range(1_000))),
    ],
)
def test_nesting_without_bounds_is_refused(name: str, text: str) -> None:
    assert "error[too-deep]" in refused(text, name)


@pytest.mark.parametrize("depth", [MAX_DEPTH + 1, 900, 1_100])
@pytest.mark.parametrize("loader", [yaml.SafeLoader, yaml_text._Loader])
def test_each_parser_of_pyyaml_reports_the_same_limit(
    depth: int, loader: type[yaml.SafeLoader], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_text, "_Loader", loader)
    message = refused("a: " + "[" * depth + "]" * depth)
    assert f"error[too-deep]: nested deeper than {MAX_DEPTH} levels" in message


@pytest.mark.parametrize("problem", ["exceeded maximum nesting depth", "Max nesting level of 64"])
def test_the_limit_of_the_parser_is_known_by_its_words(
    problem: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def events(text: str) -> None:
        mark = yaml.Mark("", 0, 1, 4, None, 0)
        raise yaml.MarkedYAMLError("while increasing flow level", mark, problem, mark)

    monkeypatch.setattr(yaml_text, "yaml_events", events)
    assert "a.yaml:2:5: error[too-deep]: nested deeper than 200 levels" in refused("a: 1")


def test_nesting_up_to_the_bound_is_read() -> None:
    text = "[" * MAX_DEPTH + "]" * MAX_DEPTH
    assert parse_json(text).tree == parse_yaml(text).tree


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", ["a: ü\n", '{"a": "ü"}'])
def test_any_encoding_of_unicode_is_read(text: str, encoding: str) -> None:
    assert make_source(text.encode(encoding), key="a", name="a").tree == {"a": "ü"}


def test_what_is_not_unicode_is_named_by_line_and_column() -> None:
    assert refused(b"a: 1\nb: gr\xfcn\n").startswith("a.yaml:2:6: error[not-utf8]: byte 0xFC")


@pytest.mark.parametrize("data", [b"", b" \n\t", b"\xef\xbb\xbf"])
def test_an_empty_file_says_so(data: bytes) -> None:
    assert "a.yaml: error[empty-file]" in refused(data)


@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\t# c\nb: 2\n", {"a": 1, "b": 2}),
        ("a:\t# c\n  b: 1\n", {"a": {"b": 1}}),
        ("\t# c\na: 1\n", {"a": 1}),
        ("a:\n \t# c\n  b: 1\n\t\nc: 2\t\n", {"a": {"b": 1}, "c": 2}),
        ("a: |\n  x\n  \t# kept\nb: 1\t# c\n", {"a": "x\n\t# kept\n", "b": 1}),
        ('a: "x\t# y"\n\t# c\n', {"a": "x\t# y"}),
    ],
)
def test_a_tab_before_a_comment_or_the_end_of_a_line_is_read(
    text: str, value: object, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(yaml_text, "_Loader", getattr(yaml, loader))
    assert tree(text) == value
    place = yaml_locator(text)([list(tree(text))[-1]])
    assert text.split("\n")[place[0] - 1][place[1] - 1 :].startswith(list(tree(text))[-1])


def test_merges_of_merges_are_looked_through_once() -> None:
    lines = ["a0: &a0 {x: 1}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}]}}" for n in range(1, 40)]
    text = "\n".join(lines)
    with processor_time(5):
        assert tree(text)["a39"] == {"x": 1}
        assert yaml_locator(text)(["a39", "x"]) == (1, 10)
        assert yaml_locator(text)(["a39", "none"])[0] == 40


def test_a_tab_says_so() -> None:
    assert refused("a:\n\tb: 1\n").startswith("a.yaml:2:1: error[yaml-tab]")


def test_a_control_character_is_named() -> None:
    assert refused("a: 1\nb: x\x01y\n").startswith(
        "a.yaml:2:5: error[yaml-syntax]: YAML does not allow"
    )


def test_json_syntax_is_told_with_its_place() -> None:
    assert refused('{"a": 1,\n "b": }', "a.json").startswith("a.json:2:7: error[json-syntax]")


def test_a_key_twice_in_yaml_names_both_lines() -> None:
    text = refused("a:\n  k: 1\n  b: 1\n  k: 2\n")
    assert text.startswith("a.yaml:4:3: error[duplicate-key]: the key 'k'")
    assert "first on line 2" in text


@pytest.mark.parametrize(
    ("text", "name"), [('{"a": 1,\n"a": 2}', "a.json"), ("a: 1\na: 1\n", "a.yaml")]
)
def test_a_key_twice_is_a_warning_where_readers_agree_on_the_value(text: str, name: str) -> None:
    source = make_source(text.encode(), key=name, name=name)
    assert [(found.code, found.span.line) for found in source.findings] == [("duplicate-key", 2)]
    assert "first on line 1" in source.findings[0].message


def test_a_file_is_read_as_what_it_is_whatever_its_name() -> None:
    assert make_source(b'{"a": 1}', key="a", name="a.yaml").is_json
    assert make_source(b"a: 1", key="a", name="a.json").tree == {"a": 1}
    assert make_source(b"{a: 1}", key="a", name="a.yaml").tree == {"a": 1}


def test_halves_of_surrogate_pairs_do_not_survive() -> None:
    found = parse_json('{"a": "x\\ud800y", "b": "\\ud83d\\ude00"}').tree
    assert found == {"a": "x?y", "b": "\U0001f600"}


@pytest.mark.parametrize(
    ("escaped", "text"),
    [
        (r"\ud83d\ude00", "\U0001f600"),
        (r"\\ud83d\ude00", r"\ud83d?"),
        (r"\ud83d\ud83d\ude00", "?\U0001f600"),
        (r"\ude00\ud83d", "??"),
        (r"\uD83Dx", "?x"),
    ],
)
def test_half_of_a_surrogate_pair_is_found_among_whole_ones(escaped: str, text: str) -> None:
    assert parse_json(f'"{escaped}"').tree == text


def test_numbers_that_json_does_not_have_are_text() -> None:
    assert parse_json('{"a": NaN, "b": -Infinity}').tree == {"a": "NaN", "b": "-Infinity"}
    digits = "9" * 5_000
    assert parse_json(digits).tree == parse_yaml(digits).tree == digits


@pytest.mark.parametrize("text", ["? [a]\n: b", "? {a: 1}\n: b"])
def test_a_key_that_is_no_text_is_refused(text: str) -> None:
    assert "error[bad-key]" in refused(text)


def test_only_the_first_yaml_document_is_read() -> None:
    source = make_source(b"a: 1\n---\nb: 2\n", key="a", name="a.yaml")
    assert source.tree == {"a": 1}
    assert [str(found.span) for found in source.findings] == ["a.yaml:2:1"]


KEYS = st.text(
    max_size=100
)  # YAML takes 1,024 characters at most for a key on its line, escapes included
JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(JSON_VALUES)
def test_json_reads_back_as_itself(value: Any) -> None:
    assert parse_json(json.dumps(value)).tree == value


@given(JSON_VALUES.filter(lambda value: json.dumps(value).find("\\ud") < 0))
def test_json_means_the_same_to_the_yaml_reader(value: Any) -> None:
    # Pairs of \\u escapes are the one spelling of JSON that YAML 1.1's grammar does not have.
    assert parse_yaml(json.dumps({"k": value})).tree == {"k": value}


def findings_of(data: bytes) -> tuple[Diagnostic, ...]:
    try:
        return make_source(data, key="a", name="a.yaml").findings
    except InputError as error:
        return error.diagnostics


@given(st.text() | st.text("{}[]:,-&*#!|>'\"%@`ab \n\t"))
def test_any_text_is_read_or_refused_with_its_file(text: str) -> None:
    found = findings_of(text.encode("utf-8", "surrogatepass"))
    assert {finding.span.file for finding in found} <= {"a.yaml"}


@given(st.binary())
def test_any_bytes_are_read_or_refused_with_their_file(data: bytes) -> None:
    assert {finding.span.file for finding in findings_of(data)} <= {"a.yaml"}


def test_what_cannot_be_opened_is_told(
    tmp_path: Path, refusal: Callable[..., Any], write: Callable[..., Path]
) -> None:
    assert str(refusal(tmp_path / "none.yaml")[0]).startswith("none.yaml: error[missing-file]")
    assert str(refusal(tmp_path)[0]).startswith(".: error[not-a-file]")
    assert refusal(Path("/dev/null"))[0].code == "not-a-file"
    assert refusal(Path("bad\0name"))[0].code == "unreadable-file"


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("a: 1\n", "a.yaml:1:1", "has no version field"),
        ("- a\n", "a.yaml:1:1", "this is a list"),
        ("hello\n", "a.yaml:1:1", "this is text"),
        ("info: {}\nopenapi: 4.0.0\n", "a.yaml:2:1", "version '4.0.0' is not supported"),
        ("openapi:\n", "a.yaml:1:1", "'null' is not a version"),
        ("openapi: [3]\n", "a.yaml:1:1", "'a list' is not a version"),
        ('swaggerVersion: "1.2"\n', "a.yaml:1:1", "Swagger 1.x"),
        ('swagger: "1.2"\n', "a.yaml:1:1", "version '1.2'"),
    ],
)
def test_what_is_not_openapi_is_told_with_what_was_expected(
    write: Callable[..., Path], refusal: Callable[..., Any], text: str, place: str, words: str
) -> None:
    [found] = refusal(write({"a.yaml": text}))
    assert (str(found.span), found.code) == (place, "not-openapi")
    assert words in found.message
    assert found.hint.startswith("expected 'swagger:")


@pytest.mark.parametrize("version", ["3.0.4", "3.1.2", "3.2.0"])
def test_every_known_version_is_read_without_a_word(
    write: Callable[..., Path], load: Callable[..., Any], version: str
) -> None:
    document = load(write({"a.yaml": HEAD.replace("3.1.0", f"'{version}'")}))
    assert not document.report.diagnostics
    assert document.root["openapi"] == "3.1.0"


def test_an_unknown_version_3_is_read_as_the_nearest(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    document = load(write({"a.yaml": HEAD.replace("3.1.0", "3.9.1")}))
    found = [(found.code, str(found.span)) for found in document.report.diagnostics]
    assert found == [("unknown-version", "a.yaml:1:1")]


def test_every_file_is_hashed_under_the_name_that_messages_use(
    write: Callable[..., Path], load: Callable[..., Any]
) -> None:
    import hashlib

    path = write(
        {
            "api/a.yaml": HEAD + "components: {schemas: {B: {$ref: sub/b.yaml}}}\n",
            "api/sub/b.yaml": "{}",
        }
    )
    found = load(path).sha256
    assert found == {
        "api/a.yaml": hashlib.sha256(path.read_bytes()).hexdigest(),
        "api/sub/b.yaml": hashlib.sha256(b"{}").hexdigest(),
    }
