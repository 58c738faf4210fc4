# Changes of client.toml alone, each with what callers are told.
from __future__ import annotations

from pathlib import Path

import pytest
from clientloom.config.load import load_vendor
from clientloom.ir import Api
from clientloom.ir.surface import dump_surface, load_surface
from clientloom.pipeline import analyse
from clientloom.review import compare_apis
from clientloom.review.output.outline import CLIENT, outline
from clientloom.symbols import SymbolLock

DOCUMENT = """\
openapi: 3.1.0
info: {title: Shop, version: '1'}
servers: [{url: https://shop.example}]
security: [{bearer: []}]
paths:
  /things:
    get:
      operationId: listThings
      parameters:
        - {name: account, in: query, required: true, schema: {type: string, default: main}}
      responses: {'204': {description: Done.}}
    post:
      operationId: createThing
      parameters:
        - {name: account, in: query, required: true, schema: {type: string, default: main}}
      responses: {'204': {description: Done.}}
  /picture:
    get:
      operationId: getPicture
      parameters:
        - {name: account, in: query, required: true, schema: {type: string, default: main}}
      responses: {'200': {description: Done., content: {image/png: {}}}}
components:
  securitySchemes: {bearer: {type: http, scheme: bearer}}
"""


def read(folder: Path, settings: str, document: str = DOCUMENT) -> Api:
    """The API of the document with these settings, which begin within `[package]`."""
    vendor = folder / "specs" / "shop"
    vendor.mkdir(parents=True)
    (vendor / "openapi.yaml").write_text(document, "utf-8")
    (vendor / "client.toml").write_text(f'[package]\nname = "shop"\n{settings}', "utf-8")
    return analyse(load_vendor(vendor, root=folder), symbols=SymbolLock(), root=folder).api


TIMEOUT = '[env]\ntimeout = "{}"\n'
NAMED = "[environments]\n{}"
LIVE, TEST = 'live = "https://live.example"\n', 'test = "https://test.example"\n'
NEW = "https://new.example"
HEADER = '[header_arguments.organization]\nheader = "{}"\nenv = "{}"\n'
ACCOUNT = '[client_arguments.account]\nparameter = "account"\n'

CAUSES = {
    "a first variable": (
        "",
        TIMEOUT.format("A"),
        ["safe: Shop reads `timeout` from A where it is not given"],
    ),
    "another variable": (
        TIMEOUT.format("A"),
        TIMEOUT.format("B"),
        ["breaking: Shop reads `timeout` from B instead of A"],
    ),
    "no variable": (
        TIMEOUT.format("A"),
        "",
        ["breaking: Shop no longer reads `timeout` from A"],
    ),
    "environments": (
        "",
        NAMED.format('live = "https://shop.example"\n' + TEST),
        ["safe: Shop gained the argument `environment`"],
    ),
    "no environments": (
        NAMED.format('live = "https://shop.example"\n' + TEST),
        "",
        ["breaking: Shop lost the argument `environment`"],
    ),
    "one environment less": (
        NAMED.format(LIVE + TEST),
        NAMED.format(LIVE),
        ["breaking: Shop argument `environment` no longer accepts `'test'`"],
    ),
    "one environment more": (
        NAMED.format(LIVE),
        NAMED.format(LIVE + TEST),
        ["safe: Shop argument `environment` accepts `'test'`"],
    ),
    "another default": (
        NAMED.format(LIVE + TEST),
        NAMED.format(TEST + LIVE),
        ["risky: Shop talks to https://test.example by default instead of https://live.example"],
    ),
    "another address": (
        NAMED.format(LIVE + TEST),
        NAMED.format(LIVE + TEST.replace("test.", "new.")),
        [f"risky: Shop with `environment='test'` talks to {NEW} instead of https://test.example"],
    ),
    "another header": (
        HEADER.format("X-A", "A"),
        HEADER.format("X-B", "A"),
        ["safe: Shop now sends `organization` in the header `X-B` (before: in the header `X-A`)"],
    ),
    "a variable of a header": (
        HEADER.format("X-A", "A"),
        HEADER.format("X-A", "B"),
        ["breaking: Shop reads `organization` from B instead of A"],
    ),
    "another default of an argument": (
        f'{ACCOUNT}default = "one"\n',
        f'{ACCOUNT}default = "two"\n',
        ['risky: Shop argument `account` now has the default "two" (before: "one")'],
    ),
    "another library": (
        "",
        'http = "httpx2"\n',
        ["breaking: Shop sends requests with httpx2 instead of httpx, and takes objects of it"],
    ),
    "a first extra": ("", 'extras = ["otel"]\n', ["safe: Shop gained the extra `otel`"]),
    "no extra": ('extras = ["otel"]\n', "", ["breaking: Shop lost the extra `otel`"]),
    "no fake": (
        "",
        "testing = false\n",
        ["breaking: Shop lost the module `testing` and the argument `validate_requests`"],
    ),
    "a fake": (
        "testing = false\n",
        "testing = true\n",
        ["safe: Shop gained the module `testing` and the argument `validate_requests`"],
    ),
    "less of a client": (
        'optional = ["hooks"]\n',
        'optional = ["rate_limit"]\n',
        [
            "breaking: Shop lost the arguments `on_request`, `on_response` and `on_attempt`",
            "safe: Shop gained the argument `rate_limit`",
        ],
    ),
    "no async client": (
        "",
        "async_client = false\n",
        ["breaking: Shop lost the async client"],
    ),
    "an async client": (
        "async_client = false\n",
        "async_client = true\n",
        ["safe: Shop gained the async client"],
    ),
    "downloads to read": (
        "",
        'downloads = "stream"\n',
        ["breaking: client.picture.get() returns a download instead of bytes"],
    ),
    "one that is not read": (
        'downloads = "stream"\n',
        'downloads = "stream"\n[operations.getPicture]\ndownload = "bytes"\n',
        ["breaking: client.picture.get() returns bytes instead of a download"],
    ),
    "another distribution": (
        "",
        'distribution = "store"\n',
        ["risky: Shop is installed as `store` instead of `shop`"],
    ),
    "only files": (
        'description = "A"\nlicense = "MIT"\n',
        'description = "B"\nlicense = "BSD-3-Clause"\nruntime = "shared"\n',
        [],
    ),
    "the same": (f'{ACCOUNT}default = "one"\n', f'{ACCOUNT}default = "one"\n', []),
}


@pytest.mark.parametrize("name", CAUSES)
def test_settings_of_the_client_are_reported(name: str, tmp_path: Path) -> None:
    before, after, expected = CAUSES[name]
    old, new = read(tmp_path / "old", before), read(tmp_path / "new", after)
    found = compare_apis(old, new).changes
    assert [f"{each.level.name.lower()}: {each.subject} {each.text}" for each in found] == expected


def test_environments_in_place_of_variables_are_one_change(tmp_path: Path) -> None:
    variables = "{area: {default: eu}, stage: {default: v1}}"
    server = f"{{url: 'https://{{area}}.shop.example/{{stage}}', variables: {variables}}}"
    document = DOCUMENT.replace("{url: https://shop.example}", server)
    named = read(tmp_path / "named", NAMED.format(LIVE + TEST), document)
    free = read(tmp_path / "free", "", document)
    live = "https://live.example"
    address = "https://{area}.shop.example/{stage} (area=eu, stage=v1)"
    (forth,), (back,) = compare_apis(free, named).changes, compare_apis(named, free).changes
    assert (str(forth), forth.breaks) == (
        (
            "breaking: `Shop` takes `environment` instead of `area` and `stage`,"
            f" and talks to {live} by default instead of {address}"
        ),
        "Shop(area=...)",
    )
    assert (str(back), back.breaks) == (
        (
            "breaking: `Shop` takes `area` and `stage` instead of `environment`,"
            f" and talks to {address} by default instead of {live}"
        ),
        "Shop(environment='live')",
    )


CALLS = {
    "another library": "Shop(http_client=httpx.Client())",
    "no extra": 'pip install "shop[otel]"',
    "no fake": "import shop.testing",
    "no async client": "AsyncShop()",
}


@pytest.mark.parametrize("name", CALLS)
def test_what_breaks_is_named(name: str, tmp_path: Path) -> None:
    before, after, _ = CAUSES[name]
    old, new = read(tmp_path / "old", before), read(tmp_path / "new", after)
    assert [each.breaks for each in compare_apis(old, new).changes] == [CALLS[name]]


@pytest.mark.parametrize(
    "settings",
    ["", 'http = "httpx2"\nextras = ["otel"]\ntesting = false\n', 'optional = ["hooks"]\n'],
)
def test_a_package_says_what_it_offers(settings: str, tmp_path: Path) -> None:
    api = read(tmp_path, settings)
    read_back = load_surface(dump_surface(api))
    assert (read_back.package, read_back.extras) == (api.package, api.extras)
    assert compare_apis(read_back, api).changes == ()


@pytest.mark.parametrize("name", [*CALLS, "a first extra", "another distribution"])
def test_what_a_package_offers_is_told_with_the_client(name: str, tmp_path: Path) -> None:
    before, after, _ = CAUSES[name]
    old, new = read(tmp_path / "old", before), read(tmp_path / "new", after)
    assert [group.name for group in outline(compare_apis(old, new).changes)] == [CLIENT]
