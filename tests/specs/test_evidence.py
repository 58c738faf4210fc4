# The hand-written documents against the facts that their pages state, and the comparison against drift.
from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from support.documents import HAND_WRITTEN, SPECS, read_yaml, specification
from support.evidence import compare_examples, compare_facts, place_of, places, read_entries

THING = "/paths/~1things/post"
BODY = f"{THING}/requestBody/content/application~1json"
REPLY = f"{THING}/responses/200/content/application~1json"


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_document_and_evidence_state_the_same_facts(vendor: str) -> None:
    evidence = read_yaml(SPECS / vendor / "evidence.yaml")
    assert compare_facts(specification(vendor), evidence) == []


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_the_pages_examples_fit_and_are_in_the_document(vendor: str) -> None:
    evidence = read_yaml(SPECS / vendor / "evidence.yaml")
    assert len(evidence["examples"]) == 2  # the request and the answer of the page
    assert compare_examples(specification(vendor), evidence) == []


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_every_source_has_an_address_and_is_used(vendor: str) -> None:
    evidence = read_yaml(SPECS / vendor / "evidence.yaml")
    used = {entry.source for entry in read_entries(evidence)}
    assert used == set(evidence["sources"])
    assert all(source["url"].startswith("https://") for source in evidence["sources"].values())


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_every_fact_is_stated_once_and_is_about_an_operation(vendor: str) -> None:
    root, evidence = specification(vendor), read_yaml(SPECS / vendor / "evidence.yaml")
    stated = [
        (place_of(root, entry.at), key) for entry in read_entries(evidence) for key in entry.states
    ]
    assert [fact for fact, count in Counter(stated).items() if count > 1] == []
    assert {place for place, _ in stated} == set(places(root))


def small() -> tuple[Any, Any]:
    """A document with one operation, and evidence that fits it."""
    thing = {
        "type": "object",
        "required": ["name"],
        "properties": {
            "name": {"type": "string", "maxLength": 9},
            "kind": {"$ref": "#/components/schemas/Kind"},
            "size": {"type": ["integer", "null"], "minimum": 1},
            "parent": {"anyOf": [{"$ref": "#/components/schemas/Thing"}, {"type": "null"}]},
            "made": {"type": "string", "format": "date-time"},
        },
    }
    operation = {
        "operationId": "createThing",
        "parameters": [{"$ref": "#/components/parameters/Dry"}],
        "requestBody": {"required": True, "content": {"application/json": _media({"name": "a"})}},
        "responses": {
            "200": {"description": "", "content": {"application/json": _media({"name": "b"})}}
        },
    }
    document = {
        "openapi": "3.1.0",
        "info": {"title": "Things", "version": "1"},
        "servers": [{"url": "https://things.example"}],
        "paths": {"/things": {"post": operation}},
        "components": {
            "parameters": {
                "Dry": {"name": "dry", "in": "query", "schema": {"type": "boolean"}},
            },
            "schemas": {"Thing": thing, "Kind": {"type": "string", "enum": ["big", "small"]}},
        },
    }
    properties = f"{BODY}/schema/properties"
    facts = [
        ("/servers/0", {"url": "https://things.example"}),
        (THING, {"responses": ["200"]}),
        (
            f"{THING}/parameters/0",
            {"name": "dry", "in": "query", "required": False, "type": "boolean"},
        ),
        (f"{THING}/requestBody", {"required": True}),
        (f"{BODY}/schema", {"type": "object"}),
        (f"{REPLY}/schema", {"type": "object"}),
        (f"{properties}/name", {"required": True, "type": "string", "maxLength": 9}),
        (f"{properties}/kind", {"required": False, "type": "string", "enum": ["big", "small"]}),
        (
            f"{properties}/size",
            {"required": False, "type": "integer", "nullable": True, "minimum": 1},
        ),
        (f"{properties}/parent", {"required": False, "type": "object", "nullable": True}),
        # through "or null": the same place as properties/made
        (
            f"{properties}/parent/properties/made",
            {"required": False, "type": "string", "format": "date-time"},
        ),
    ]
    evidence = {
        "sources": {"page": {"title": "Things", "url": "https://things.example/docs"}},
        "facts": [{"at": at, "states": states, "source": "page"} for at, states in facts],
        "examples": [
            {"at": BODY, "source": "page", "value": {"name": "a"}},
            {"at": REPLY, "source": "page", "value": {"name": "b"}},
        ],
    }
    return document, evidence


def _media(value: Any) -> Any:
    schema = {"$ref": "#/components/schemas/Thing"}
    return {"schema": schema, "examples": {"one": {"value": value}}}


def _thing(document: Any) -> Any:
    return document["components"]["schemas"]["Thing"]


def _operation(document: Any) -> Any:
    return document["paths"]["/things"]["post"]


DRIFT: dict[str, tuple[Callable[[Any], object], str]] = {
    "a type": (
        lambda d: _thing(d)["properties"]["name"].update(type="integer"),
        "type is 'integer'",
    ),
    "required no more": (lambda d: _thing(d).update(required=[]), "required is False"),
    "required now": (lambda d: _thing(d)["required"].append("kind"), "required is True"),
    "an enum value more": (
        lambda d: d["components"]["schemas"]["Kind"]["enum"].append("huge"),
        "enum is ['big', 'small', 'huge']",
    ),
    "another limit": (
        lambda d: _thing(d)["properties"]["size"].update(minimum=0),
        "minimum is 0",
    ),
    "a limit more": (
        lambda d: _thing(d)["properties"]["size"].update(maximum=5),
        "nothing states maximum",
    ),
    "a format less": (lambda d: _thing(d)["properties"]["made"].pop("format"), "format is None"),
    "null no more": (
        lambda d: _thing(d)["properties"]["size"].update(type="integer"),
        "nullable is False",
    ),
    "null now": (
        lambda d: _thing(d)["properties"]["name"].update(type=["string", "null"]),
        "nothing states nullable",
    ),
    "null no more, by reference": (
        lambda d: _thing(d)["properties"].update(parent={"$ref": "#/components/schemas/Thing"}),
        "nullable is False",
    ),
    "a property less": (lambda d: _thing(d)["properties"].pop("name"), "nothing at"),
    "a property more": (
        lambda d: _thing(d)["properties"].update(colour={"type": "string"}),
        "properties/colour: nothing states",
    ),
    "closed now": (
        lambda d: _thing(d).update(additionalProperties=False),
        "nothing states closed",
    ),
    "typed extras": (
        lambda d: _thing(d).update(additionalProperties={"type": "string"}),
        "additionalProperties: nothing states type",
    ),
    "a parameter more": (
        lambda d: _operation(d)["parameters"].append(
            {"name": "wet", "in": "query", "schema": {"type": "boolean"}}
        ),
        "parameters/1: nothing states",
    ),
    "a parameter that moved": (
        lambda d: d["components"]["parameters"]["Dry"].update({"in": "header"}),
        "in is 'header'",
    ),
    "a parameter required now": (
        lambda d: d["components"]["parameters"]["Dry"].update(required=True),
        "required is True",
    ),
    "a default": (
        lambda d: d["components"]["parameters"]["Dry"]["schema"].update(default=False),
        "nothing states default",
    ),
    "an optional body": (
        lambda d: _operation(d)["requestBody"].update(required=False),
        "required is False",
    ),
    "a status more": (
        lambda d: _operation(d)["responses"].update({"404": {"description": ""}}),
        "responses is ['200', '404']",
    ),
    "a header of the answer": (
        lambda d: _operation(d)["responses"]["200"].update(
            headers={"x-id": {"schema": {"type": "string"}}}
        ),
        "headers/x-id: nothing states type",
    ),
    "another server": (lambda d: d["servers"][0].update(url="https://other.example"), "url is"),
    "an operation more": (
        lambda d: d["paths"]["/things"].update(get={"operationId": "x", "responses": {}}),
        "~1things/get: nothing states responses",
    ),
}


def test_a_document_that_fits_its_evidence_passes() -> None:
    document, evidence = small()
    assert compare_facts(document, evidence) == []
    assert compare_examples(document, evidence) == []


@pytest.mark.parametrize("drift", DRIFT)
def test_drift_of_the_document_is_found(drift: str) -> None:
    document, evidence = small()
    change, expected = DRIFT[drift]
    change(document)
    problems = compare_facts(document, evidence)
    assert any(expected in problem for problem in problems), problems


def test_a_missing_entry_is_found_for_every_entry() -> None:
    document, evidence = small()
    for index, entry in enumerate(evidence["facts"]):
        short = copy.deepcopy(evidence)
        del short["facts"][index]
        assert compare_facts(document, short), entry["at"]


def test_a_source_that_is_not_listed_is_found() -> None:
    document, evidence = small()
    evidence["facts"][0]["source"] = "hearsay"
    (problem,) = compare_facts(document, evidence)
    assert "'hearsay' is not among the sources" in problem


def test_a_pointer_that_leads_nowhere_is_found() -> None:
    document, evidence = small()
    evidence["facts"].append({"at": "/paths/~1gone", "states": {}, "source": "page"})
    evidence["examples"].append({"at": "/paths/~1gone", "source": "page", "value": 1})
    assert compare_facts(document, evidence) == ["/paths/~1gone: nothing at /paths/~1gone"]
    assert compare_examples(document, evidence) == ["/paths/~1gone: nothing at /paths/~1gone"]


def test_an_example_that_breaks_its_schema_is_found() -> None:
    document, evidence = small()
    bad = {"name": "much too long", "made": "yesterday"}
    evidence["examples"][0]["value"] = bad
    problems = compare_examples(document, evidence)
    assert any("too long" in problem for problem in problems)
    assert any("date-time" in problem for problem in problems)
    assert any("lacks the example of its page" in problem for problem in problems)


def test_true_and_one_are_different_facts() -> None:
    document, evidence = small()
    evidence["facts"][3]["states"] = {"required": 1}
    (problem,) = compare_facts(document, evidence)
    assert "required is True" in problem
