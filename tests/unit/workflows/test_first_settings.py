# The first client.toml: names that are not the vendor's own, the brand's spelling, and what is left to decide.
from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from clientloom.config.load import load_vendor
from clientloom.workflows.first_settings import client_class, first_settings, package_name


@pytest.mark.parametrize(
    ("vendor", "name"),
    [
        ("elevenlabs", "elevenlabs_client"),
        ("acme-pay", "acme_pay_client"),
        ("acme-client", "acme_client"),
        ("acme_api", "acme_api"),
        ("acme-sdk", "acme_sdk"),
    ],
)
def test_a_package_is_not_called_like_the_vendors_own(vendor: str, name: str) -> None:
    assert package_name(vendor) == name


@pytest.mark.parametrize(
    ("vendor", "title", "expected"),
    [
        ("elevenlabs", "ElevenLabs API Documentation", "ElevenLabs"),
        ("acme-pay", "The Acme Pay REST API", "AcmePay"),
        ("openai", "OpenAI API", "OpenAI"),
        ("github", "GitHub v3 REST API", "GitHub"),
        ("acme", "Payments", "Acme"),
        ("acme", "acme", "Acme"),
        ("acme", "", "Acme"),
        ("acme", "Acmé class <script>", "Acme"),
    ],
)
def test_the_client_has_the_spelling_of_the_brand(vendor: str, title: str, expected: str) -> None:
    assert client_class(vendor, title) == expected


@pytest.mark.parametrize(("vendor", "client"), [("stream", "StreamClient"), ("acme", "Acme")])
def test_a_client_does_not_replace_what_packages_export(vendor: str, client: str) -> None:
    assert tomllib.loads(first_settings(vendor, "a.yaml", {}))["package"]["client"] == client


def settings(root: Mapping[str, object], vendor: str = "acme") -> Mapping[str, Any]:
    return tomllib.loads(first_settings(vendor, "openapi.yaml", root))


def test_the_first_settings() -> None:
    schemes = {"Key": {"type": "apiKey"}, "Token": {"type": "http", "scheme": "Bearer"}}
    root = {"info": {"title": "AcMe API"}, "components": {"securitySchemes": schemes}}
    assert settings(root) == {
        "package": {"name": "acme_client", "client": "AcMe"},
        "document": {"path": "openapi.yaml"},
        "auth": {
            "Key": {"key": {"env": "ACME_API_KEY"}},
            "Token": {"token": {"env": "ACME_TOKEN"}},
        },
    }


def test_an_address_is_where_updates_come_from() -> None:
    text = first_settings("acme", "openapi.json", {}, "https://acme.example/openapi.json")
    assert tomllib.loads(text)["upstream"] == {"url": "https://acme.example/openapi.json"}


@pytest.mark.parametrize(
    ("servers", "hinted"),
    [([{"url": "https://api.acme.example"}], False), ([{"url": "/v1"}], True), (None, True)],
)
def test_a_document_without_a_server_gets_a_hint(servers: object, *, hinted: bool) -> None:
    assert ("# base_url" in first_settings("acme", "a.yaml", {"servers": servers})) == hinted


def test_every_credential_has_a_variable_that_is_not_called_like_the_package() -> None:
    flow = {"clientCredentials": {"tokenUrl": "https://a.example/token", "scopes": {}}}
    schemes = {
        "App": {"type": "oauth2", "flows": flow},
        "User": {"type": "oauth2", "flows": {"implicit": {}}},
        "Login": {"type": "http", "scheme": "basic"},
        "MutualTLS": {"type": "mutualTLS"},
        "a": {"type": "apiKey"},
        "b_key": {"type": "apiKey"},
    }
    auth = settings({"components": {"securitySchemes": schemes}})["auth"]
    assert {
        f"{scheme}.{kind}": value["env"]
        for scheme, kinds in auth.items()
        for kind, value in kinds.items()
    } == {
        "App.client_id": "ACME_CLIENT_ID",
        "App.client_secret": "ACME_CLIENT_SECRET",
        "App.token": "ACME_APP_TOKEN",
        "User.token": "ACME_USER_TOKEN",
        "Login.username": "ACME_USERNAME",
        "Login.password": "ACME_PASSWORD",
        "a.key": "ACME_A",
        "b_key.key": "ACME_B_KEY",
    }


def test_odd_names_are_left_to_the_reader(tmp_path: Path) -> None:
    odd = {'x"]\nname = "evil': {"type": "http", "scheme": "bearer"}, "z": 3}
    root = {"components": {"securitySchemes": odd}, "info": {"title": 'A"\n[x]'}}
    assert "auth" not in settings(root)
    (tmp_path / "a.yaml").write_text("openapi: 3.1.0\n", "utf-8")
    (tmp_path / "client.toml").write_text(first_settings("acme", "a.yaml", root), "utf-8")
    assert load_vendor(tmp_path, root=tmp_path).package.name == "acme_client"


def test_each_section_that_comes_next_is_valid_once_it_is_no_comment(tmp_path: Path) -> None:
    operation = {"operationId": "listPets", "tags": ['My "pets"']}
    root = {"info": {"title": "Acme"}, "paths": {"/pets": {"get": operation}}}
    text = first_settings("acme", "openapi.yaml", root)
    sections = [part for part in text.split("\n\n") if re.search(r"^# \[", part, re.MULTILINE)]
    assert len(sections) == 6
    assert text.startswith("#:schema ../client.schema.json\n")
    (tmp_path / "openapi.yaml").write_text("openapi: 3.1.0\n", "utf-8")
    used = "\n\n".join(
        "\n".join(line.removeprefix("# ") for line in s.split("\n")[1:]) for s in sections
    )
    (tmp_path / "client.toml").write_text(f"{text}\n{used}\n", "utf-8")
    config = load_vendor(tmp_path, root=tmp_path)
    assert set(config.operations) == {"listPets"}
    assert config.resources == {'My "pets"': "things"}
    assert config.pagination is not None
    assert config.lint.ignore[0].code == "no-server"


def test_without_operations_no_section_names_one() -> None:
    text = first_settings("acme", "openapi.yaml", {})
    assert "[operations." not in text
    assert "[resources]" not in text
