# Words, single names, and the settling of scopes.
"""Every Python name: valid, predictable, and the same whatever the order."""

from __future__ import annotations

import keyword
import random

import pydantic
import pytest
from clientloom.normalize.naming.registry import (
    Names,
    Wanted,
    argument_name,
    class_name,
    field_name,
    method_name,
    resource_name,
    snake,
)
from clientloom.normalize.naming.words import singular, words
from clientloom.normalize.notes import Notes
from clientloom.symbols import SymbolLock
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from .operation_cases import document_of

# A busy machine is no failure.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
RULES = (argument_name, class_name, field_name, method_name, resource_name)
TEXTS = st.one_of(
    st.text(max_size=30),
    st.text(alphabet="aAbB09_-+ .$é名👍", max_size=8),
    st.sampled_from(
        ["class", "None", "__init__", "self", "model_dump", "copy", "int", "Exception"]
    ),
    st.text(alphabet="aB_", min_size=190, max_size=210),
)


def names_of(lock: SymbolLock | None = None) -> Names:
    return Names(lock or SymbolLock(), Notes(document_of({})))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("paginationToken", "pagination_token"),
        ("X-Pinecone-Api-Version", "x_pinecone_api_version"),
        ("userIDs", "user_ids"),
        ("HTTPServerURL", "http_server_url"),
        ("OAuth2Token", "oauth2_token"),
        ("IPv4Address", "ipv4_address"),
        ("k8sPod", "k8s_pod"),
        ("S3Bucket", "s3_bucket"),
        ("sha256", "sha256"),
        ("filter[name]", "filter_name"),
        ("class", "class_"),
        ("None", "none"),
        ("__init__", "init"),
        ("_id", "id"),
        ("2fa", "value_2fa"),
        ("+1", "plus_1"),
        ("-1", "minus_1"),
        ("$", "dollar"),
        ("", "empty"),
        ("_", "underscore"),
        ("👍", "thumbs_up_sign"),
        ("Größe", "größe"),
        ("名前", "名前"),
        ("ﬁeld", "field"),
    ],
)
def test_snake_case(text: str, expected: str) -> None:
    assert snake(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("IndexModel",), "IndexModel"),
        (("HTTPError",), "HTTPError"),
        (("index-model.status",), "IndexModelStatus"),
        (("ERROR_CODE",), "ErrorCode"),
        (("list_indexes", "response"), "ListIndexesResponse"),
        (("vectorStore", "file"), "VectorStoreFile"),
        (("List<Pet>",), "ListPet"),
        (("2fa",), "Type2fa"),
        (("+1",), "Plus1"),
        (("",), "Empty"),
        (("none",), "NoneModel"),
        (("Exception",), "ExceptionModel"),
        (("Literal",), "LiteralModel"),
        (("UnknownVariant",), "UnknownVariantModel"),
        (("Model",), "ModelModel"),
    ],
)
def test_class_names(texts: tuple[str, ...], expected: str) -> None:
    assert class_name(*texts) == expected


@pytest.mark.parametrize(
    ("rule", "text", "expected"),
    [
        (field_name, "copy", "copy_"),
        (field_name, "schema", "schema_"),
        (field_name, "int", "int_"),
        (field_name, "model_config", "model_config_"),
        (field_name, "model_dump_json", "dump_json"),
        (field_name, "model_name", "model_name"),
        (field_name, "type", "type"),
        (argument_name, "timeout", "timeout_"),
        (argument_name, "self", "self_"),
        (argument_name, "extraHeaders", "extra_headers_"),
        (argument_name, "list", "list"),
        (method_name, "with_raw_response", "with_raw_response_"),
        (method_name, "list", "list"),
        (method_name, "import", "import_"),
        (resource_name, "close", "close_"),
        (resource_name, "models", "models"),
    ],
)
def test_names_that_are_taken_get_an_underscore(rule: object, text: str, expected: str) -> None:
    assert callable(rule)
    assert rule(text) == expected


def test_no_field_shadows_an_attribute_of_pydantic() -> None:
    public = {n for n in dir(pydantic.BaseModel) if not n.startswith("_")}
    public |= {n for n in dir(type(pydantic.BaseModel)) if not n.startswith("_")}
    assert {name for name in public if field_name(name) in public} == set()


@CALM
@given(TEXTS)
def test_every_name_is_an_identifier_and_stays_the_same(text: str) -> None:
    for rule in RULES:
        name = rule(text)
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert len(name) <= 200
        assert rule(text) == name


@CALM
@given(st.text(max_size=30))
def test_words_hold_letters_and_digits_only(text: str) -> None:
    for word in words(text):
        assert ("a" + word).isidentifier()
        assert "_" not in word


def test_a_long_name_keeps_its_first_and_its_last_words() -> None:
    text = "FirstWord" + "Middle" * 40 + "LastWord"
    name = class_name(text)
    assert name.startswith("FirstWordMiddle")
    assert name.endswith("MiddleLastWord")
    assert len(name) <= 80


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("indexes", "index"),
        ("policies", "policy"),
        ("statuses", "status"),
        ("status", "status"),
        ("addresses", "address"),
        ("address", "address"),
        ("branches", "branch"),
        ("pipelines", "pipeline"),
        ("series", "series"),
        ("analysis", "analysis"),
        ("data", "data"),
        ("databases", "database"),
        ("caches", "cache"),
    ],
)
def test_singular(word: str, expected: str) -> None:
    assert singular(word) == expected


def wanted(text: str) -> Wanted:
    return Wanted(key=text, candidates=(field_name(text),), text=text)


@CALM
@given(st.sets(TEXTS, max_size=12), st.randoms(use_true_random=False))
def test_a_scope_is_settled_whatever_the_order_and_without_doubles(
    texts: set[str], shuffling: random.Random
) -> None:
    ordered = sorted(texts)
    shuffled = list(ordered)
    shuffling.shuffle(shuffled)
    one = names_of().resolve("field", "s", map(wanted, ordered))
    other = names_of().resolve("field", "s", map(wanted, shuffled))
    assert one == other
    assert one.keys() == texts
    assert len(set(one.values())) == len(texts)
    assert all(n.isidentifier() and not keyword.iskeyword(n) for n in one.values())


@CALM
@given(st.sets(TEXTS, max_size=8), st.sets(TEXTS, max_size=8))
def test_what_was_settled_once_stays(before: set[str], added: set[str]) -> None:
    first = names_of()
    old = first.resolve("field", "s", map(wanted, before))
    new = names_of(first.symbols()).resolve("field", "s", map(wanted, before | added))
    assert {text: new[text] for text in before} == old


def test_who_is_called_like_the_name_has_the_best_claim() -> None:
    texts = ["foo-bar", "foo_bar", "FooBar", "FOO_BAR"]
    settled = names_of().resolve("field", "s", map(wanted, texts))
    assert settled == {
        "foo_bar": "foo_bar",
        "foo-bar": "foo_minus_bar",
        "FooBar": "foo_bar_mixed",
        "FOO_BAR": "foo_underscore_bar",
    }


def test_made_up_names_are_no_reserved_ones() -> None:
    settled = names_of().resolve("field", "s", map(wanted, ["Copy", "COPY", "copy"]))
    assert set(settled.values()).isdisjoint({"copy"})
    assert len(set(settled.values())) == 3


def test_fuller_candidates_come_before_made_up_names() -> None:
    things = [
        Wanted(key="a", candidates=("list", "list_indexes")),
        Wanted(key="b", candidates=("list", "list_backups")),
        Wanted(key="c", candidates=("get",)),
    ]
    settled = names_of().resolve("method", "s", things)
    assert settled == {"a": "list_indexes", "b": "list_backups", "c": "get"}


def test_the_last_resort_is_an_ordinal_word() -> None:
    things = [Wanted(key=key, candidates=("list",), text="list") for key in "ab"]
    assert names_of().resolve("method", "s", things) == {"a": "list", "b": "list_second"}


def test_a_name_that_something_had_once_is_never_given_again() -> None:
    lock = SymbolLock({("schema", "", "gone"): "Pet"})
    settled = names_of(lock).resolve(
        "schema", "", [Wanted(key="new", candidates=("Pet",), text="Pet")]
    )
    assert settled["new"] != "Pet"
    assert settled["new"].startswith("Pet")


def test_taken_names_are_stronger_than_the_lock() -> None:
    lock = SymbolLock({("argument", "op", "a"): "limit"})
    settled = names_of(lock).resolve(
        "argument", "op", [Wanted(key="a", candidates=("limit", "limit_query"))], taken={"limit"}
    )
    assert settled == {"a": "limit_query"}


def test_a_lock_that_was_edited_to_nonsense_is_not_believed() -> None:
    lock = SymbolLock({("field", "s", "a"): "not a name", ("field", "s", "b"): "class"})
    settled = names_of(lock).resolve("field", "s", map(wanted, "ab"))
    assert settled == {"a": "a", "b": "b"}


def test_only_what_says_more_than_the_document_is_remembered() -> None:
    names = names_of()
    names.resolve("field", "s", map(wanted, ["plain", "fooBar"]))
    names.resolve("schema", "", [Wanted(key="/p", candidates=("Pet",), text="Pet")])
    assert dict(names.symbols().entries) == {
        ("field", "s", "fooBar"): "foo_bar",
        ("schema", "", "/p"): "Pet",
    }
