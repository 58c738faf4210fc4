# The JSON Schema of client.toml and the loader: each accepts what the other accepts, and refuses what it refuses.
from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from clientloom.config.load import load_vendor
from clientloom.config.settings_schema import settings_schema
from clientloom.diagnostics import InputError
from jsonschema import Draft202012Validator

ROOT = Path(__file__).parents[3]
SCHEMA: Any = settings_schema()
PACKAGE = '[package]\nname = "acme"\n'

ACCEPTED = [
    PACKAGE,
    '[package]\nname = "acme"\ndistribution = "acme-x"\nclient = "Acme"\nversion = "1.0.0rc1"\n',
    PACKAGE + 'client = "Client"\nlicense = "MIT OR LicenseRef-Acme"\n',
    PACKAGE + 'http = "httpx2"\n',
    PACKAGE + 'runtime = "shared"\nhttp = "httpx2"\n',
    PACKAGE + '[client_arguments.v]\nparameter = "V"\nlocation = "path"\ndefault = "1"\n',
    PACKAGE + '[client_arguments.v]\nparameter = "V"\nsecret = true\nenv = "A"\n',
    'base_url = "https://x.example/v1"\nrequest_id_header = "X-Id"\n' + PACKAGE,
    'base_url = ""\n' + PACKAGE,
    PACKAGE + '[upstream]\nurl = "https://x.example/a"\nmax_bytes = 5\n',
    PACKAGE + '[upstream]\ngit = "git@x:y"\npath = "a"\n',
    PACKAGE + '[auth.k.key]\nargument = "token"\nenv = "A_B"\n',
    PACKAGE + '[auth."x y".client_id]\nargument = "größe"\n',
    PACKAGE + '[headers]\nX-A = "b c"\n[header_arguments.tenant]\nheader = "X-Tenant"\n',
    PACKAGE + '[envelope]\nresult = "result"\n',
    PACKAGE + '[pagination]\nstyle = "none"\n',
    PACKAGE + '[operations."GET /a"]\naccessor = "a.b"\narguments = {x = "y"}\n',
    PACKAGE + '[operations.a.waiters.wait]\npath = "s"\nsuccess = ["x"]\ninterval = 1\n',
    PACKAGE + "[operations.a.waiters.wait]\ngone = true\n",
    PACKAGE + "[names]\ndeclared = false\nmethods = {'^a_' = ''}\n",
    PACKAGE + '[resources]\n"A b" = "a.b"\n[schemas]\nA = "B"\n[types]\nA = "any"\n',
    PACKAGE + '[[include]]\ntag = "a"\n[[exclude]]\npath = "/x/*"\nmethod = "get"\n',
    PACKAGE + '[[lint.ignore]]\ncode = "no-server"\nreason = "so"\npath = "/a"\n',
    PACKAGE + "[webhooks]\nevent = 'a.b'\nevents = {a = 'b'}\n",
    PACKAGE + "[webhooks.signature]\nscheme = 'standard'\nprefix = 'svix-'\n",
    PACKAGE + "[webhooks.signature]\nscheme = 'hmac'\nheader = 'X'\nalgorithm = 'sha1'\n",
]
REFUSED = [
    "",
    "package = 1\n",
    "[package]\n",
    '[package]\nname = ""\n',
    '[package]\nname = "a b"\n',
    '[package]\nname = "class"\n',
    '[package]\nname = "_a"\n',
    '[package]\nname = "größe"\n',
    PACKAGE + 'distribution = "a b"\n',
    PACKAGE + 'client = "class"\n',
    PACKAGE + 'client = "A b"\n',
    PACKAGE + 'client = "_Acme"\n',
    PACKAGE + 'client = "acme"\n',
    PACKAGE + 'client = "APIError"\n',
    PACKAGE + 'client = "Page"\n',
    PACKAGE + 'client = "Pager"\n',
    PACKAGE + 'client = "Clock"\n',
    PACKAGE + 'version = "one"\n',
    PACKAGE + "version = 2\n",
    PACKAGE + 'http = "requests"\n',
    PACKAGE + 'runtime = "none"\n',
    PACKAGE + '[client_arguments.v]\nlocation = "query"\n',
    PACKAGE + '[client_arguments.v]\nparameter = "V"\nlocation = "body"\n',
    PACKAGE + '[client_arguments.v]\nparameter = "V"\nsecret = true\nlocation = "path"\n',
    PACKAGE + '[client_arguments.v]\nparameter = "V"\nsecret = true\ndefault = "1"\n',
    PACKAGE + '[client_arguments.timeout]\nparameter = "V"\n',
    PACKAGE + 'verison = "1"\n',
    PACKAGE + '[document]\nbase_url = "https://x.example"\n',
    PACKAGE + 'base_url = "https://x.example"\n',
    'base_url = "ftp://x"\n' + PACKAGE,
    'base_url = "https://x.example/?q"\n' + PACKAGE,
    'request_id_header = "a b"\n' + PACKAGE,
    PACKAGE + '[document]\noverlays = ["a", 3]\n',
    PACKAGE + '[upstream]\nurl = "u"\nfile = "f"\n',
    PACKAGE + '[upstream]\ngit = "g"\n',
    PACKAGE + "[upstream]\nmax_bytes = true\n",
    PACKAGE + '[auth.k.key]\nargument = "timeout"\n',
    PACKAGE + '[auth.k.key]\nargument = "a b"\n',
    PACKAGE + '[auth.k.key]\nenv = "A B"\n',
    PACKAGE + "[auth.k]\nkey = 1\n",
    PACKAGE + '[auth.k.secret]\nenv = "A"\n',
    PACKAGE + '[headers]\n"a b" = ""\n',
    PACKAGE + '[headers]\na = "x\\ny"\n',
    PACKAGE + '[header_arguments."a b"]\nheader = "H"\n',
    PACKAGE + '[header_arguments.timeout]\nheader = "H"\n',
    PACKAGE + '[header_arguments.a]\nenv = "H"\n',
    PACKAGE + '[header_arguments.a]\nheader = ""\n',
    PACKAGE + "[envelope]\n",
    PACKAGE + '[pagination]\nstyle = "curser"\n',
    PACKAGE + '[pagination]\nitems = "a"\n',
    PACKAGE + '[operations.a]\naccesor = "a"\n',
    PACKAGE + '[operations.a]\naccessor = ""\n',
    PACKAGE + '[operations.a.arguments]\nx = "class"\n',
    PACKAGE + "[operations.a.arguments]\nx = 1\n",
    PACKAGE + '[operations.a.waiters.wait]\npath = "s"\n',
    PACKAGE + "[operations.a.waiters.wait]\ngone = false\n",
    PACKAGE + "[operations.a.waiters.wait]\ngone = true\ninterval = 0\n",
    PACKAGE + "[operations.a.waiters.wait-a]\ngone = true\n",
    PACKAGE + "[operations.a.waiters._wait]\ngone = true\n",
    PACKAGE + "[names]\ndeclared = 1\n",
    PACKAGE + "[names.methods]\n'' = 'a'\n",
    PACKAGE + "[names.methods]\n'^a' = 1\n",
    PACKAGE + "[names.fields]\n'^a' = ''\n",
    PACKAGE + '[resources]\na = "b..c"\n',
    PACKAGE + '[resources]\na = ""\n',
    PACKAGE + '[[include]]\ntags = "a"\n',
    PACKAGE + "[include]\ntag = 'a'\n",
    PACKAGE + '[[lint.ignore]]\ncode = "no-servers"\nreason = "x"\n',
    PACKAGE + '[[lint.ignore]]\ncode = "yaml-syntax"\nreason = "x"\n',
    PACKAGE + '[[lint.ignore]]\ncode = "no-server"\nreason = " "\n',
    PACKAGE + '[[lint.ignore]]\ncode = "no-server"\n',
    PACKAGE + '[[lint.ignore]]\ncode = "no-server"\nreason = "x"\npath = "a"\nschema = "b"\n',
    PACKAGE + "[webhooks]\nevent = 'a'\nevent_header = 'X-A'\n",
    PACKAGE + "[webhooks]\nevent = 'a..b'\n",
    PACKAGE + "[webhooks]\nevent_header = 'X A'\n",
    PACKAGE + "[webhooks.events]\na = 'b'\n",
    PACKAGE + "[webhooks.signature]\nscheme = 'standart'\n",
    PACKAGE + "[webhooks.signature]\nscheme = 'standard'\nheader = 'X'\n",
    PACKAGE + "[webhooks.signature]\nscheme = 'standard'\ntolerance = 0\n",
    PACKAGE + "[webhooks.signature]\nscheme = 'standard'\nenv = 'A B'\n",
    PACKAGE + "[webhooks.signature]\nscheme = 'hmac'\n",
    PACKAGE + "[webhooks.signature]\nscheme = 'hmac'\nheader = 'X'\nprefix = 'a-'\n",
    PACKAGE + "[webhooks.signature]\nscheme = 'hmac'\nheader = 'X'\nalgorithm = 'md5'\n",
]


def by_schema(text: str) -> bool:
    return bool(Draft202012Validator(SCHEMA).is_valid(tomllib.loads(text)))


def by_loader(text: str, folder: Path) -> bool:
    (folder / "client.toml").write_text(text, "utf-8")
    (folder / "openapi.yaml").write_text("openapi: 3.1.0\n", "utf-8")
    try:
        load_vendor(folder, root=folder)
    except InputError:
        return False
    return True


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("text", ACCEPTED)
def test_both_accept(text: str, tmp_path: Path) -> None:
    assert (by_schema(text), by_loader(text, tmp_path)) == (True, True)


@pytest.mark.parametrize("text", REFUSED)
def test_both_refuse(text: str, tmp_path: Path) -> None:
    assert (by_schema(text), by_loader(text, tmp_path)) == (False, False)


@pytest.mark.parametrize("path", sorted((ROOT / "specs").glob("*/client.toml")), ids=str)
def test_the_settings_of_our_vendors_are_valid(path: Path) -> None:
    assert by_schema(path.read_text("utf-8"))


def test_every_key_says_what_its_table_is_for() -> None:
    tables = [node for node in SCHEMA["properties"].values() if node.get("properties")]
    assert all(table["description"] for table in tables)
