# What the four documents of specs/ must be, whoever wrote them.
from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import validate
from support.documents import (
    HAND_WRITTEN,
    JSON_TYPE,
    LINES_TYPE,
    SPECS,
    VENDORS,
    Examples,
    examples,
    follow,
    locate,
    media_types,
    operations,
    specification,
)

OPERATIONS = {"pinecone": 18, "upstash": 1, "cloudflare": 14, "openai": 16}

# The bytes as the vendors publish them: corrections belong in overlay.yaml.
PUBLISHED = {
    "pinecone": "11f67cabd1a54342cc8feb9603804d837d97aef53a4201b9eecff736e33d4831",
    "upstash": "013cdb5f3d826103833e634bc824c7bc424170ccd422092171895bf8c616b72a",
}


@pytest.mark.parametrize("vendor", VENDORS)
def test_the_document_is_valid(vendor: str) -> None:
    validate(specification(vendor))


@pytest.mark.parametrize("vendor", VENDORS)
def test_every_operation_is_there_once(vendor: str) -> None:
    ids = [node["operationId"] for _, _, _, node in operations(specification(vendor))]
    assert len(ids) == OPERATIONS[vendor]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("vendor", PUBLISHED)
def test_a_published_document_is_left_as_it_is(vendor: str) -> None:
    content = (SPECS / vendor / "openapi.yaml").read_bytes()
    assert hashlib.sha256(content).hexdigest() == PUBLISHED[vendor]


@pytest.mark.parametrize("vendor", PUBLISHED)
def test_a_published_document_says_whose_it_is(vendor: str) -> None:
    notice = (SPECS / vendor / "NOTICE").read_text(encoding="utf-8")
    upstream = tomllib.loads((SPECS / vendor / "client.toml").read_text("utf-8"))["upstream"]
    assert "Apache License 2.0" in notice
    assert upstream["license"] == "Apache-2.0"
    assert upstream["git"] in notice
    assert upstream["path"] in notice


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_every_operation_is_described_and_leads_to_its_page(vendor: str) -> None:
    pages = set()
    for pointer, _, _, node in operations(specification(vendor)):
        assert node["summary"], pointer
        assert node["description"].strip() != node["summary"], pointer
        pages.add(node["externalDocs"]["url"])
    assert len(pages) == OPERATIONS[vendor]
    assert all(page.startswith("https://") for page in pages)


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_everything_is_described(vendor: str) -> None:
    missing = [pointer for pointer, node in _describable(specification(vendor)) if not _says(node)]
    assert missing == []


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_every_body_has_an_example(vendor: str) -> None:
    root = specification(vendor)
    for operation, _, _, _ in operations(root):
        for pointer, media_type, media in media_types(root, operation):
            assert media_type in (JSON_TYPE, LINES_TYPE)
            assert examples(root, media), pointer


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_every_example_fits_its_schema(vendor: str) -> None:
    root = specification(vendor)
    checker = Examples(root)
    for operation, _, _, _ in operations(root):
        for pointer, media_type, media in media_types(root, operation):
            for name, value in examples(root, media).items():
                assert checker.body_errors(pointer, media_type, value) == [], (pointer, name)


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_every_component_is_used(vendor: str) -> None:
    root = specification(vendor)
    defined = {
        f"#/components/{kind}/{name}"
        for kind, entries in root["components"].items()
        if kind != "securitySchemes"
        for name in entries
    }
    assert set(_references(root)) == defined


def test_json_lines_name_the_type_of_a_line() -> None:
    root = specification("cloudflare")
    lines = [
        media
        for operation, _, _, _ in operations(root)
        for _, media_type, media in media_types(root, operation)
        if media_type == LINES_TYPE
    ]
    assert len(lines) == 2
    for media in lines:
        assert media["schema"] == {"type": "string", "format": "binary"}
        assert "id" in follow(root, "", media["x-item-schema"])[1]["properties"]


def test_every_request_to_openai_carries_the_beta_header() -> None:
    root = specification("openai")
    for pointer, _, _, _ in operations(root):
        parameter = follow(root, *locate(root, f"{pointer}/parameters/0"))[1]
        assert (parameter["name"], parameter["required"]) == ("OpenAI-Beta", True)
        assert parameter["schema"]["const"] == parameter["schema"]["default"] == "assistants=v2"


@pytest.mark.parametrize("vendor", HAND_WRITTEN)
def test_settings_name_operations_and_schemes_of_the_document(vendor: str) -> None:
    root = specification(vendor)
    settings = tomllib.loads((SPECS / vendor / "client.toml").read_text("utf-8"))
    assert set(settings["operations"]) <= {n["operationId"] for _, _, _, n in operations(root)}
    assert set(settings["auth"]) == set(root["components"]["securitySchemes"])


def _describable(root: Any) -> Iterator[tuple[str, Any]]:
    for kind in ("parameters", "headers", "responses", "securitySchemes", "schemas"):
        for name, node in root["components"].get(kind, {}).items():
            yield f"/components/{kind}/{name}", node
            for property_name, schema in node.get("properties", {}).items():
                yield f"/components/{kind}/{name}/{property_name}", schema
    for pointer, _, _, node in operations(root):
        for parameter in node.get("parameters", []):
            yield f"{pointer}/parameters", parameter
        for status, response in node["responses"].items():
            yield f"{pointer}/responses/{status}", response


def _says(node: Any) -> bool:
    return "$ref" in node or str(node.get("description", "")).endswith((".", "?"))


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)
