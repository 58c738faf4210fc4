# client.toml: every key is read into its type, and what is wrong is told with file, line and hint.
from __future__ import annotations

from pathlib import Path

import pytest
from clientloom.config.load import (
    display_path,
    document_source,
    load_vendor,
    one_off,
    overlay_files,
    read_table,
)
from clientloom.config.settings import (
    AuthConfig,
    CredentialConfig,
    EnvelopeConfig,
    HeaderArgument,
    OperationConfig,
    PaginationConfig,
    Selector,
    VendorConfig,
)
from clientloom.diagnostics import InputError, Span

FULL = """\
templates = "extra"
base_url = "https://example.test"

[package]
name = "acme_things"
version = "1.2.3"

[document]
path = "acme.yaml"
overlays = ["overlay.yaml", "more.yaml"]

[upstream]
url = "https://example.test/acme.yaml"
max_bytes = 5_000

[auth.ApiKeyAuth]
key = { argument = "api_key", env = "ACME_KEY" }

[auth."basic auth".username]
env = "ACME_USER"

[headers]
X-Constant = "v1"

[header_arguments.project]
header = "X-Project"

[envelope]
result = "result"
success = "success"

[operations."GET /things"]
accessor = "things.list"
pagination = { style = "cursor", parameter = "after" }

[operations.create_thing.arguments]
thingName = "name"

[schemas]
"#/components/schemas/Thing" = "Item"

[[include]]
tag = "things"

[[include]]
path = "/other/*"
method = "GET"
"""


def vendor(tmp_path: Path, text: str, *names: str) -> Path:
    folder = tmp_path / "specs" / "acme"
    folder.mkdir(parents=True)
    (folder / "client.toml").write_text(text, "utf-8")
    for name in names:
        (folder / name).write_text("x", "utf-8")
    return folder


def messages(tmp_path: Path, text: str, *names: str) -> list[str]:
    folder = vendor(tmp_path, text, *names)
    with pytest.raises(InputError) as caught:
        load_vendor(folder, root=tmp_path)
    return [str(problem) for problem in caught.value.diagnostics]


def test_every_kind_of_key_is_read(tmp_path: Path) -> None:
    folder = vendor(tmp_path, FULL, "acme.yaml", "overlay.yaml", "more.yaml")
    (folder / "extra").mkdir()
    config = load_vendor(folder, root=tmp_path)
    assert config.file == "specs/acme/client.toml"
    assert config.folder == folder
    assert (config.templates, config.base_url) == ("extra", "https://example.test")
    assert (config.package.name, config.package.version) == ("acme_things", "1.2.3")
    assert config.upstream.max_bytes == 5000
    assert config.auth == {
        "ApiKeyAuth": AuthConfig(key=CredentialConfig(argument="api_key", env="ACME_KEY")),
        "basic auth": AuthConfig(username=CredentialConfig(env="ACME_USER")),
    }
    assert config.headers == {"X-Constant": "v1"}
    assert config.header_arguments == {"project": HeaderArgument(header="X-Project")}
    assert config.envelope == EnvelopeConfig(result="result", success="success")
    assert config.operations == {
        "GET /things": OperationConfig(
            accessor="things.list", pagination=PaginationConfig(style="cursor", parameter="after")
        ),
        "create_thing": OperationConfig(arguments={"thingName": "name"}),
    }
    assert config.schemas == {"#/components/schemas/Thing": "Item"}
    assert config.include == (Selector(tag="things"), Selector(path="/other/*", method="GET"))
    assert document_source(config) == folder / "acme.yaml"
    assert overlay_files(config) == (folder / "overlay.yaml", folder / "more.yaml")


PACKAGE = '[package]\nname = "a"\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            PACKAGE + '[[lint.ignore]]\ncode = "no-servers"\nreason = "none"\n',
            "4:1: error[bad-value]: unknown code 'no-servers'; did you mean `no-server`?",
        ),
        (
            PACKAGE + '[[lint.ignore]]\ncode = "yaml-syntax"\nreason = "x"\n',
            "4:1: error[bad-value]: 'yaml-syntax' is an error; only warnings and notes can be ignored",
        ),
        (
            PACKAGE + '[[lint.ignore]]\ncode = "no-server"\n',
            "3:3: error[missing-key]: `lint.ignore[0].reason` is missing; add `reason = ...`",
        ),
        (
            PACKAGE + '[[lint.ignore]]\ncode = "no-server"\nreason = " "\n',
            "5:1: error[bad-value]: the entry needs a reason; write why",
        ),
        (
            PACKAGE
            + '[[lint.ignore]]\ncode = "no-server"\nreason = "x"\npath = "/a"\nschema = "A"\n',
            "7:1: error[bad-value]: an entry can have `path` or `schema`, not both",
        ),
        (
            PACKAGE + 'http = "requests"\n',
            "3:1: error[bad-value]: 'requests' is not a library that packages can use; write `httpx` or `httpx2`",
        ),
        (
            PACKAGE + 'runtime = "own"\n',
            "3:1: error[bad-value]: unknown runtime 'own'; use one of vendored, shared",
        ),
        (
            PACKAGE + 'verison = "1"\n',
            "3:1: error[unknown-key]: [package] has no key `verison`; did you mean `version`?",
        ),
        (
            PACKAGE
            + "[operations.a]\n\n[operations.a.pagination]\nstyle = 'cursor'\n  curser = ''\n",
            "7:3: error[unknown-key]: [operations.a.pagination] has no key `curser`; did you mean `cursor`?",
        ),
        (
            PACKAGE + "[operations.a.waiters.wait]\npath = 's'\n",
            "3:2: error[bad-value]: waiter 'wait' does not say what it waits for; set `path` and `success`",
        ),
        (
            PACKAGE + "[operations.a.waiters.wait]\ngone = true\ninterval = 0\n",
            "5:1: error[bad-value]: `interval` must be above 0; give seconds",
        ),
        (
            PACKAGE + "[operations.a.waiters.wait-a]\ngone = true\n",
            "3:2: error[bad-value]: 'wait-a' is not a valid name of a method; write it in snake_case",
        ),
        (
            PACKAGE + "extras = ['otle']\n",
            "3:11: error[bad-value]: unknown extra 'otle'; use otel",
        ),
        (
            PACKAGE + "optional = ['hook', 'hooks']\n",
            "3:13: error[bad-value]: a client has no optional part 'hook'; use connections, deadlines",
        ),
        (
            PACKAGE + "[env]\nproxy = 'P'\n",
            "4:1: error[bad-value]: the argument 'proxy' cannot come from an environment variable; use one of base_url",
        ),
        (
            PACKAGE + "[env]\nbase_url = 'A B'\n",
            "4:1: error[bad-value]: 'A B' is not a valid name of an environment variable",
        ),
        (
            PACKAGE + "[env]\nbase_url = ''\n",
            "4:1: error[bad-value]: the variable has no name; write it as in `ACME_URL`",
        ),
        (
            PACKAGE + "[environments]\ntest = 'test.example'\n",
            "4:1: error[bad-value]: 'test.example' is not an http(s) URL; write it as",
        ),
        (
            "base_url = 'https://a.example'\n"
            + PACKAGE
            + "[environments]\ntest = 'https://b.example'\n",
            "1:1: error[bad-value]: `base_url` and `environments` both say where the API is",
        ),
        (
            PACKAGE + "[webhooks]\nevent = 'a'\nevent_header = 'X-A'\n",
            "5:1: error[bad-value]: an event has its name in `event` or in `event_header`, not in both",
        ),
        (
            PACKAGE + "[webhooks]\nevent_header = 'X A'\n",
            "4:1: error[bad-value]: 'X A' is not a valid header name",
        ),
        (
            PACKAGE + "[webhooks.events]\na = 'b'\n",
            "3:2: error[bad-value]: `events` maps names, and nothing says where a payload has its name",
        ),
        (
            PACKAGE + "[webhooks.signature]\nscheme = 'standart'\n",
            "4:1: error[bad-value]: unknown scheme 'standart'; use one of standard, hmac",
        ),
        (
            PACKAGE + "[webhooks.signature]\nscheme = 'standard'\nheader = 'X'\n",
            "5:1: error[bad-value]: scheme 'standard' has no `header`; remove it",
        ),
        (
            PACKAGE + "[webhooks.signature]\nscheme = 'hmac'\n",
            "3:2: error[bad-value]: `header` is missing; name the header that has the signature",
        ),
        (
            PACKAGE + "[webhooks.signature]\nscheme = 'hmac'\nheader = 'X'\nalgorithm = 'md5'\n",
            "6:1: error[bad-value]: unknown algorithm 'md5'; use one of sha1, sha256, sha384, sha512",
        ),
        (
            PACKAGE + "[webhooks.signature]\nscheme = 'hmac'\nheader = 'X'\nformat = 'v1={sig}'\n",
            "6:1: error[bad-value]: `format` must contain {signature}",
        ),
        (
            PACKAGE + "[webhooks.signature]\nscheme = 'hmac'\nheader = 'X'\ncontent = '{id}'\n",
            "6:1: error[bad-value]: `content` must contain {body}, or nothing protects the payload",
        ),
        (
            PACKAGE
            + "[webhooks.signature]\nscheme = 'hmac'\nheader = 'X'\ntimestamp_header = 'T'\n",
            "6:1: error[bad-value]: the timestamp is not signed, so it can be forged; add {timestamp}",
        ),
        (
            PACKAGE
            + "[webhooks.signature]\nscheme = 'hmac'\nheader = 'X'\ncontent = '{timestamp}.{body}'\n",
            "6:1: error[bad-value]: nothing says where the {timestamp} of `content` is",
        ),
        (
            PACKAGE + "[webhooks.signature]\nscheme = 'hmac'\nheader = 'X'\ntolerance = 5\n",
            "6:1: error[bad-value]: a replay window needs a signed timestamp",
        ),
        (
            PACKAGE + "[webhooks.signature]\nscheme = 'standard'\ntolerance = 0\nenv = 'A B'\n",
            "5:1: error[bad-value]: `tolerance` must be above 0; give seconds",
        ),
        (
            PACKAGE + "version = 2\n",
            "3:1: error[wrong-type]: `package.version` must be a string, not an integer",
        ),
        (
            PACKAGE + "[upstream]\nmax_bytes = true\n",
            "4:1: error[wrong-type]: `upstream.max_bytes` must be an integer, not a boolean",
        ),
        (
            PACKAGE + "[document]\noverlays = [\n  'a',\n  3,\n]\n",
            "6:3: error[wrong-type]: `document.overlays[1]` must be a string, not an integer",
        ),
        (
            PACKAGE + "[[include]]\ntag='a'\n[[include]]\ntag=1979-05-27 07:32:00\n",
            "6:1: error[wrong-type]: `include[1].tag` must be a string, not a date or a time",
        ),
        (
            'auth."x y" = 1\n' + PACKAGE,
            '1:1: error[wrong-type]: `auth."x y"` must be a table, not an integer',
        ),
        ("[document]\n", "1:1: error[missing-key]: `package` is missing; add a table [package]"),
        ("x = [\n", "2:1: error[toml-syntax]: Invalid value"),
        (
            '[operations."a"] retry = "safe"\n',
            "1:18: error[toml-syntax]: Expected newline or end of document after a statement; write what is behind the table",
        ),
        (
            "a = 1\na = 2\n",
            "2:6: error[toml-syntax]: Cannot overwrite a value; correct the TOML syntax",
        ),
        ('[package]\nname = "a-b"\n', "2:1: error[bad-value]: 'a-b' is not a valid Python module"),
        (
            '[package]\nname = "../a"\n',
            "2:1: error[bad-value]: '../a' is not a valid Python module",
        ),
        ('[package]\nname = "_a"\n', "2:1: error[bad-value]: '_a' is not a valid package name"),
        (
            '[package]\nname = "json"\n',
            "2:1: error[bad-value]: 'json' is the name of a module of the standard",
        ),
        (
            '[package]\nname = "httpx"\n',
            "2:1: error[bad-value]: 'httpx' is the name of a package that the",
        ),
        (
            PACKAGE + 'distribution = "a b"\n',
            "3:1: error[bad-value]: 'a b' is not a valid distribution",
        ),
        (
            PACKAGE + 'client = "class"\n',
            "3:1: error[bad-value]: 'class' is not a valid class name",
        ),
        (PACKAGE + 'version = "one"\n', "3:1: error[bad-value]: 'one' is not a valid version of a"),
        (
            PACKAGE + '[auth.k.key]\nargument = "timeout"\n',
            "4:1: error[bad-value]: every client already has an argument 'timeout'; choose another",
        ),
        (
            PACKAGE + '[auth.k.key]\nenv = "A B"\n',
            "4:1: error[bad-value]: 'A B' is not a valid name of an",
        ),
        (
            PACKAGE + '[header_arguments."a b"]\nheader = "H"\n',
            "3:2: error[bad-value]: 'a b' is not a valid argument name; write it as in `api_key`",
        ),
        (
            PACKAGE + '[client_arguments.timeout]\nparameter = "p"\n',
            "3:2: error[bad-value]: every client already has an argument 'timeout'",
        ),
        (
            PACKAGE + '[client_arguments.a]\nparameter = "p"\nlocation = "body"\n',
            "5:1: error[bad-value]: 'body' is not a location of parameters; use one of query, header",
        ),
        (
            PACKAGE + '[client_arguments.a]\nparameter = "p"\nsecret = true\ndefault = "x"\n',
            "6:1: error[bad-value]: a credential has no default; remove it",
        ),
        (
            PACKAGE + '[client_arguments.a]\nlocation = "query"\n',
            "3:2: error[missing-key]: `client_arguments.a.parameter` is missing",
        ),
        (
            PACKAGE + '[headers]\n"a b" = ""\n',
            "4:1: error[bad-value]: 'a b' is not a valid header name",
        ),
        (
            PACKAGE + '[headers]\na = "x\\ny"\n',
            "4:1: error[bad-value]: 'x\\ny' is not a valid header value",
        ),
        (
            PACKAGE + '[upstream]\nurl = "u"\nfile = "f"\n',
            "5:1: error[bad-value]: only one of",
        ),
        (PACKAGE + '[pagination]\nstyle = "curser"\n', "4:1: error[bad-value]: unknown style"),
        (
            PACKAGE + '[operations.a.arguments]\nx = "class"\n',
            "4:1: error[bad-value]: 'class' is not a valid argument name",
        ),
        ('base_url = "ftp://x"\n' + PACKAGE, "1:1: error[bad-value]: 'ftp://x' is not an http(s)"),
        (
            'request_id_header = "a b"\n' + PACKAGE,
            "1:1: error[bad-value]: 'a b' is not a valid header name",
        ),
        (
            PACKAGE + '[document]\nbase = "no"\n',
            "4:1: error[missing-file]: the folder 'no' does not exist",
        ),
        ('headers = "x"\n' + PACKAGE, "1:1: error[wrong-type]: "),
        (
            PACKAGE + '[[include]]\ntag = "a"\n[[include]]\n[include.nope]\nx = 1\n',
            "6:2: error[unknown-key]: [include[1]] has no key `nope`",
        ),
        ('templates = "no"\n' + PACKAGE, "1:1: error[bad-value]: specs/acme/ has no folder 'no'"),
        (
            PACKAGE + 'license = "Not A License"\n',
            "3:1: error[bad-value]: 'Not A License' is not an SPDX license expression; write it as",
        ),
        (
            PACKAGE + 'client = "NotFoundError"\n',
            "3:1: error[bad-value]: the client 'NotFoundError' would replace NotFoundError, which packages",
        ),
        (
            PACKAGE + 'client = "Pager"\n',
            "3:1: error[bad-value]: the client 'Pager' would replace AsyncPager, which packages use; write it as in `PagerClient`",
        ),
        (
            PACKAGE + 'client = "BaseException"\n',
            "3:1: error[bad-value]: the client 'BaseException' would replace",
        ),
        (
            PACKAGE + '[operations.a]\naccessor = ""\n',
            "4:1: error[bad-value]: `accessor` is empty; write it as in",
        ),
    ],
)
def test_a_wrong_file_is_told_with_line_and_mend(tmp_path: Path, text: str, expected: str) -> None:
    assert any(
        line.startswith(f"specs/acme/client.toml:{expected}")
        for line in messages(tmp_path, text, "openapi.yaml")
    )


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    found = messages(tmp_path, "x = 1\n[package]\nname = 2\n[header]\n")
    assert len(found) == 3


def test_a_table_that_only_its_parts_name_is_where_the_first_of_them_is(tmp_path: Path) -> None:
    text = '[package]\nname = "acme"\n\n[nothing.inside.deep]\na = 1\n'
    (found,) = messages(tmp_path, text)
    assert found.startswith(
        "specs/acme/client.toml:4:2: error[unknown-key]: the file has no key `nothing`"
    )


def test_a_key_inside_strings_and_comments_is_no_key(tmp_path: Path) -> None:
    text = 'base_url = """\n[package]\nnope = 1 # "\n"""\n# nope\n[package]\nname = \'a"#\'\nnope = 1\n'
    assert messages(tmp_path, text) == [
        (
            "specs/acme/client.toml:8:1: error[unknown-key]: [package] has no key `nope`; "
            "valid keys are async_client, client, description, distribution, downloads, extras, http, license, name, optional, runtime, testing, version"
        )
    ]


def test_a_missing_file_and_a_file_that_is_no_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"^nowhere/client.toml: error\[missing-file\]"):
        load_vendor(tmp_path / "nowhere", root=tmp_path)
    folder = vendor(tmp_path, "")
    (folder / "client.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="not UTF-8"):
        load_vendor(folder, root=tmp_path)
    (folder / "client.toml").unlink()
    (folder / "client.toml").mkdir()
    with pytest.raises(
        InputError, match=r"client.toml: error\[unreadable-file\]: this is a folder"
    ):
        load_vendor(folder, root=tmp_path)


def test_settings_that_a_package_stored_are_read_as_those_of_a_file() -> None:
    stored = read_table({"package": {"name": "a"}, "headers": {"X-A": "b"}})
    assert (stored.package.name, dict(stored.headers), str(stored.folder)) == (
        "a",
        {"X-A": "b"},
        ".",
    )
    assert stored.locate(("package",)) == Span("client.toml")
    with pytest.raises(InputError, match="the file has no key `nope`"):
        read_table({"package": {"name": "a"}, "nope": 1})


@pytest.mark.parametrize(
    ("names", "document", "overlays"),
    [
        (("acme.json",), "acme.json", ()),
        (("acme.yaml", "overlay.yaml", "evidence.yaml"), "acme.yaml", ("overlay.yaml",)),
        (("acme.yaml", "openapi.yaml"), "openapi.yaml", ()),
    ],
)
def test_the_document_is_found(
    tmp_path: Path, names: tuple[str, ...], document: str, overlays: tuple[str, ...]
) -> None:
    config = load_vendor(vendor(tmp_path, PACKAGE, *names), root=tmp_path)
    assert (config.document.path, config.document.overlays) == (document, overlays)


@pytest.mark.parametrize("place", ["folder", "link"])
def test_an_overlay_that_is_no_file_is_not_passed_over(tmp_path: Path, place: str) -> None:
    folder = vendor(tmp_path, PACKAGE, "acme.yaml")
    overlay = folder / "overlay.yaml"
    if place == "folder":
        overlay.mkdir()
    else:
        overlay.symlink_to("nowhere")
    with pytest.raises(
        InputError, match=r"acme/overlay\.yaml is a folder, or a link to nothing; put"
    ):
        load_vendor(folder, root=tmp_path)


def test_a_document_that_is_not_there_or_not_the_only_one(tmp_path: Path) -> None:
    assert "acme/ has no YAML or JSON document" in messages(tmp_path / "1", PACKAGE)[0]
    assert (
        "acme/ has several documents: a.yaml, b.yaml"
        in (messages(tmp_path / "2", PACKAGE, "b.yaml", "a.yaml")[0])
    )
    text = PACKAGE + "[document]\npath = 'no.yaml'\noverlays = ['no2.yaml']\n"
    assert [line.split(": error")[0] for line in messages(tmp_path / "3", text)] == [
        "specs/acme/client.toml:4:1",
        "specs/acme/client.toml:5:13",
    ]


def test_one_off_takes_a_file_or_an_address(tmp_path: Path) -> None:
    config = one_off(tmp_path / "a.yaml", "acme")
    assert isinstance(config, VendorConfig)
    assert document_source(config) == tmp_path / "a.yaml"
    assert document_source(one_off("https://example.test/a.yaml", "acme")) == (
        "https://example.test/a.yaml"
    )


def test_paths_are_shown_relative_to_the_root(tmp_path: Path) -> None:
    assert display_path(tmp_path / "a" / "b", tmp_path) == "a/b"
    assert display_path(Path("/elsewhere/x"), tmp_path) == "/elsewhere/x"
