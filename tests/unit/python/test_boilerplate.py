# Descriptions that say nothing are recognized; those that say something are kept.
from __future__ import annotations

import pytest
from clientloom.python.boilerplate import quotes_default, repeats_name, repeats_status


@pytest.mark.parametrize(
    ("text", "name", "empty"),
    [
        ("", "Pet", True),
        ("Pet", "Pet", True),
        ("A pet object.", "Pet", True),
        ("Index model status", "IndexModelStatus", True),
        ("The pets", "Pet", True),
        ("A pet and its owner.", "Pet", False),
        ("Haustier", "Pet", False),
        ("Not a pet", "Pet", False),
    ],
)
def test_a_description_that_repeats_a_name(text: str, name: str, empty: bool) -> None:
    assert repeats_name(text, name) is empty


@pytest.mark.parametrize(
    ("text", "status", "error", "empty"),
    [
        ("Error response.", "default", "APIStatusError", True),
        ("HTTP Status Code", "200", "", True),
        ("OK", "200", "", True),
        ("201 Created", "201", "", True),
        ("Not found", "404", "NotFoundError", True),
        ("Resource not found.", "404", "NotFoundError", True),
        ("The pet was not found.", "404", "NotFoundError", False),
        ("Too many requests; wait a minute.", "429", "RateLimitError", False),
        ("404 when it is gone", "400", "BadRequestError", False),
        ("Created", "200", "", False),
        ("Fehler", "4XX", "APIStatusError", False),
    ],
)
def test_a_description_that_repeats_a_status(
    text: str, status: str, error: str, empty: bool
) -> None:
    assert repeats_status(text, status, error) is empty


@pytest.mark.parametrize(
    ("text", "value", "quoted"),
    [
        ("How many. Default: 10", "10", True),
        ("How many. Default: 100", "10", False),
        ("At most 10.", "10", False),
        ("By default `asc`.", '"asc"', True),
        ("Defaults to False", "false", True),
        ("Default 1.5", "1", False),
        ("Sorted; the default is `a.b`.", '"a.b"', True),
    ],
)
def test_a_default_that_the_description_quotes(text: str, value: str, quoted: bool) -> None:
    assert quotes_default(text, value) is quoted
