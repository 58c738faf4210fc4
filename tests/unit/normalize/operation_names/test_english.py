# Plurals, phrases and words that run together.
from __future__ import annotations

import pytest
from clientloom.normalize.operation_names.english import (
    has_phrase,
    is_plural,
    plural_noun,
    plural_words,
    same_noun,
    sentence_of,
    singular_noun,
    split_run,
)


@pytest.mark.parametrize(
    ("one", "several"),
    [
        ("card", "cards"),
        ("policy", "policies"),
        ("key", "keys"),
        ("class", "classes"),
        ("address", "addresses"),
        ("box", "boxes"),
        ("child", "children"),
        ("person", "people"),
        ("index", "indexes"),
    ],
)
def test_one_and_several(one: str, several: str) -> None:
    assert plural_noun(one) == several
    assert plural_noun(several) == several
    assert singular_noun(several) == one
    assert singular_noun(one) == one
    assert is_plural(several)
    assert not is_plural(one)


@pytest.mark.parametrize("word", ["settings", "kubernetes", "news", "history", "pending", "audio"])
def test_some_words_have_no_plural(word: str) -> None:
    assert plural_noun(word) == word
    assert not is_plural(word)


def test_the_last_word_of_a_phrase_has_the_plural() -> None:
    assert plural_words(("event", "class")) == ("event", "classes")
    assert plural_words(("text", "to", "speech")) == ("text", "to", "speech")


def test_phrases_are_the_same_but_for_number() -> None:
    assert same_noun(("call", "queue"), ("call", "queues"))
    assert not same_noun(("queue",), ("call", "queue"))
    assert not same_noun((), ())
    assert has_phrase(("list", "call", "queues"), ("call", "queue"))


@pytest.mark.parametrize(
    ("token", "found"),
    [
        ("deletespendlimit", ("delete", "spend", "limit")),
        ("createspendlimits", ("createspendlimits",)),
        ("spendlimit", ("spend", "limit")),
        ("x" * 200, ("x" * 200,)),
    ],
)
def test_words_that_run_together(token: str, found: tuple[str, ...]) -> None:
    assert split_run(token, {"spend", "limit"}) == found


@pytest.mark.parametrize(
    ("method", "resource", "sentence"),
    [
        ("create", "calls.streams", "Create a stream."),
        ("get", "api_keys", "Get an API key."),
        ("list", "api_keys", "List API keys."),
        ("import_", "users", "Import users."),
        ("delete", "users", "Delete a user."),
        ("get", "settings", "Get settings."),
        ("get", "profile", "Get the profile."),
        ("create", "order", "Create an order."),
        ("login", "login", "Login."),
        ("rotate_secret", "machines", "Rotate secret."),
        ("exists", "users", "Exists."),
        ("search", "", "Search."),
    ],
)
def test_a_method_without_a_description_says_what_its_name_says(
    method: str, resource: str, sentence: str
) -> None:
    assert sentence_of(method, resource) == sentence
