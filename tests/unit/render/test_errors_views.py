# Which exceptions a package has, and what their bodies may be.
from __future__ import annotations

from dataclasses import replace

from clientloom.ir import Api, ErrorResponse
from clientloom.models.index import index_schemas
from clientloom.python.statuses import declared_bodies, error_class
from clientloom.render.view_context import build_context
from clientloom.render.views.errors import errors_module
from unit.render.sample_api import SAMPLE, named

A, B = named("Problem"), named("Failure")


def api_with(*errors: dict[str, str]) -> Api:
    """One operation for each of the mappings of status to schema name."""
    operation = SAMPLE.operations[0]
    operations = tuple(
        replace(
            operation,
            errors=tuple(
                ErrorResponse(status=s, type=named(n) if n else None, doc="")
                for s, n in each.items()
            ),
        )
        for each in errors
    )
    return replace(SAMPLE, operations=operations)


def test_a_status_may_have_what_any_operation_declares_for_it() -> None:
    bodies = declared_bodies(api_with({"404": "Problem"}, {"404": "Failure"}, {"409": ""}))
    assert bodies == {"404": (A, B)}


def test_ranges_and_default_hold_for_every_status_without_a_word_of_its_own() -> None:
    bodies = declared_bodies(api_with({"404": "Problem"}, {"4xx": "Failure"}))
    assert bodies["404"] == (A, B)
    assert bodies["400"] == bodies["429"] == (B,)
    assert "5XX" not in bodies
    assert set(declared_bodies(api_with({"default": "Failure"}))) >= {"400", "404", "5XX"}


def test_all_server_errors_are_among_the_bodies_of_their_base() -> None:
    module = errors_module(
        build_context(api := api_with({"500": "Problem", "503": "Failure"}), index_schemas(api))
    )
    classes = {view.name: view for view in module.classes}
    assert list(classes) == ["ServerError", "InternalServerError", "ServiceUnavailableError"]
    assert classes["ServerError"].body == "models.Problem | models.Failure | UndeclaredBody"
    assert classes["InternalServerError"].base == "ServerError"
    assert classes["InternalServerError"].body == "models.Problem | UndeclaredBody"
    assert classes["ServerError"].base == "_ServerError"


def test_a_body_of_too_many_types_is_left_open() -> None:
    names = [schema.name for schema in SAMPLE.schemas]
    assert len(names) > 6
    api = api_with(*({"404": name} for name in names))
    (view,) = errors_module(build_context(api, index_schemas(api))).classes
    assert (view.body, view.value) == ("object", "self._body")


def test_every_exception_is_exported_once() -> None:
    api = api_with({"404": "Problem", "402": "Problem"})
    exports = errors_module(build_context(api, index_schemas(api))).exports
    assert len(set(exports)) == len(exports)
    assert {"APIError", "NotFoundError", "PaymentRequiredError", "RateLimitError"} <= set(exports)


def test_names_of_statuses() -> None:
    names = [error_class(status) for status in ("404", "520", "5xx", "4XX", "default", "500")]
    assert names == [
        "NotFoundError",
        "Status520Error",
        "ServerError",
        "APIStatusError",
        "APIStatusError",
        "InternalServerError",
    ]
