# Models of pydantic: what a user does with one that a response delivered.
from __future__ import annotations

import httpx
import pytest
from pydantic import create_model

from templates.runtime import Json, Model
from templates.runtime.core.drift import Reading, ReadingRules
from templates.runtime.data import models


def read(model: type[Model], text: str) -> Model:
    request = httpx.Request("GET", "https://server.invalid/thing")
    response = httpx.Response(200, text=text, request=request)
    value = Json[Model](lambda: model).decode(response, Reading("getThing", ReadingRules()))
    assert isinstance(value, model)
    return value


def make_models() -> tuple[type[Model], type[Model]]:
    """Two new classes, of which nothing is built yet."""
    leaf = create_model("Leaf", __base__=Model, number=(int, ...))
    return create_model("Branch", __base__=Model, leaf=(leaf, None)), leaf


@pytest.mark.parametrize("deviates", [False, True])
def test_what_a_response_delivered_is_dumped(*, deviates: bool) -> None:
    model, _ = make_models()
    number = "5x" if deviates else 5
    value = read(model, f'{{"leaf": {{"number": {number!r}}}}}'.replace("'", '"'))
    assert value.model_dump(exclude_unset=True) == {"leaf": {"number": number}}


def test_a_build_includes_nested_models_where_pydantic_asks_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(models, "_NEEDS_NESTED", True)
    model, nested = make_models()
    assert nested.__pydantic_complete__ is False
    assert model.model_rebuild()
    assert nested.__pydantic_complete__
