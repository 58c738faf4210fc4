# Values of a document as Python source: whatever they hold, they stay values.
from __future__ import annotations

import ast
import math

import pytest
from clientloom.python.literals import Value, python_literal, quote
from hypothesis import given
from hypothesis import strategies as st

TEXT = st.text(alphabet=st.one_of(st.characters(), st.sampled_from("'\"\\\n\r\x00\u2028\u202e{}")))
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner) | st.lists(inner).map(tuple),
)


@given(TEXT)
def test_quoted_text_is_one_visible_literal_in_double_quotes(text: str) -> None:
    source = quote(text)
    assert ast.literal_eval(source) == text
    assert source.startswith('"')
    assert source.isprintable()


@given(JSON)
def test_any_json_value_comes_back(value: Value) -> None:
    assert ast.literal_eval(python_literal(value)) == value


def test_lone_surrogates_survive() -> None:
    assert ast.literal_eval(quote("\ud800'\"")) == "\ud800'\""


def test_what_json_cannot_say_is_still_an_expression() -> None:
    infinite: float = eval(python_literal(-math.inf))
    assert infinite == -math.inf


def test_objects_are_refused() -> None:
    with pytest.raises(TypeError, match="no literal for object"):
        python_literal(object())  # type: ignore[arg-type]
