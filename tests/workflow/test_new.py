# `new`: what it writes for editors, and what it says of a document that refers to nothing.
from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from clientloom.config.settings_schema import schema_text
from support.bad_server import BadServer, Reply
from support.checkouts import texts
from support.command_line import Run

CASES = Path(__file__).parents[1] / "cases"
DANGLING = CASES / "dangling-reference" / "openapi.yaml"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    return tmp_path


@pytest.fixture
def server() -> Iterator[BadServer]:
    with BadServer() as server:
        yield server


def overlay_of(out: str) -> str:
    return out[out.index("overlay: ") :]


def test_a_dangling_reference_makes_the_folder_and_says_what_to_correct(
    checkout: Path, run: Run
) -> None:
    done = run("new", "acme", "--spec", str(DANGLING), "--root", str(checkout))
    assert done.code == 0
    assert sorted(texts(checkout / "specs/acme")) == ["client.toml", "openapi.yaml"]
    assert "openapi.yaml:6:185: warning[unresolved-ref]" in done.err
    assert "specs/acme/overlay.yaml can correct them" in done.out
    place = (
        "$.paths['/lost'].get.responses['200'].content['application/json'].schema.properties.gone"
    )
    assert f'- target: "{place}"' in done.out
    overlay = overlay_of(done.out).replace("{description: to be written}", "{type: integer}")
    (checkout / "specs/acme/overlay.yaml").write_text(overlay, "utf-8")
    lint = run("lint", "acme", "--root", str(checkout))
    assert "unresolved-ref" not in lint.err
    assert run("generate", "acme", "--strict", "--root", str(checkout)).code == 0
    models = (checkout / "generated/acme/src/acme_client/models/lost.py").read_text("utf-8")
    assert "gone: int | None" in models


@pytest.mark.parametrize("case", ["swagger2", "openapi-3-0", "dangling-reference", "http-auth"])
def test_a_document_at_a_url_is_read_as_one_in_a_file(
    checkout: Path, run: Run, server: BadServer, case: str
) -> None:
    spec = CASES / case / "openapi.yaml"
    server.queue(Reply(200, spec.read_bytes()))
    address = f"{server.url}/spec"
    of_file = run("new", "filed", "--spec", str(spec), "--root", str(checkout))
    of_url = run("new", "fetched", "--spec", address, "--root", str(checkout))
    assert (of_file.code, of_url.code) == (0, 0)
    assert of_url.out.replace("fetched", "filed") == of_file.out
    assert of_url.err.replace("fetched", "filed") == of_file.err
    filed, fetched = (texts(checkout / "specs" / name) for name in ("filed", "fetched"))
    settings = fetched["client.toml"].decode()
    upstream = f'[upstream]\nurl = "{address}"\n\n'
    assert upstream in settings
    for before, after in ((upstream, ""), ("fetched", "filed"), ("FETCHED", "FILED")):
        settings = settings.replace(before, after)
    assert {**fetched, "client.toml": settings.replace("Fetched", "Filed").encode()} == filed


@pytest.mark.parametrize("case", ["swagger2", "http-auth", "tag-groups"])
def test_each_comment_of_the_first_settings_can_be_used(
    checkout: Path, run: Run, case: str
) -> None:
    spec = CASES / case / "openapi.yaml"
    assert run("new", "acme", "--spec", str(spec), "--root", str(checkout)).code == 0
    settings = checkout / "specs/acme/client.toml"
    text = settings.read_text("utf-8")
    sections = re.findall(r"(?:^# (?=\S*[\[\w]+[^.:]*[=\]]).*\n)+", text, re.MULTILINE)
    assert len(sections) >= 6
    for section in sections:
        used = re.sub(r"^# ", "", section, flags=re.MULTILINE)
        settings.write_text(text.replace(section, used), "utf-8")
        linted = run("lint", "acme", "--root", str(checkout))
        assert linted.code < 2, used + linted.err  # a warning that a pattern matches no name


def test_what_no_overlay_corrects_is_still_found(checkout: Path, run: Run) -> None:
    done = run("new", "acme", "--spec", str(DANGLING), "--root", str(checkout))
    overlay = overlay_of(done.out).replace(".properties.gone", ".properties.here")
    (checkout / "specs/acme/overlay.yaml").write_text(overlay, "utf-8")
    lint = run("lint", "acme", "--root", str(checkout))
    assert "warning[unresolved-ref]" in lint.err + lint.out
    strict = run("generate", "acme", "--strict", "--root", str(checkout))
    assert strict.code == 2
    assert "error[unresolved-ref]" in strict.err


def test_keys_that_look_like_places_are_quoted(checkout: Path, run: Run) -> None:
    gone = {"$ref": "#/components/schemas/Gone"}
    schema = {"properties": {"it's": gone, "0": gone, "a\\b": {"anyOf": [{"type": "null"}, gone]}}}
    answer = {"description": "ok", "content": {"application/json": {"schema": schema}}}
    document = {
        "openapi": "3.1.0",
        "info": {"title": "t", "version": "1"},
        "paths": {"/a": {"get": {"responses": {"200": answer}}}},
    }
    spec = checkout / "a.json"
    spec.write_text(json.dumps(document), "utf-8")
    done = run("new", "acme", "--spec", str(spec), "--root", str(checkout))
    assert done.out.count("- target:") == 3
    overlay = overlay_of(done.out).replace("{description: to be written}", "{type: integer}")
    (checkout / "specs/acme/overlay.yaml").write_text(overlay, "utf-8")
    lint = run("lint", "acme", "--root", str(checkout))
    assert "unresolved-ref" not in lint.err + lint.out
    assert "overlay" not in lint.err + lint.out


def test_editors_get_the_schema_which_each_new_vendor_renews(checkout: Path, run: Run) -> None:
    spec = CASES / "enums" / "openapi.yaml"
    for vendor in ("one", "two"):
        assert run("new", vendor, "--spec", str(spec), "--root", str(checkout)).code == 0
        path = checkout / "specs/client.schema.json"
        assert path.read_text("utf-8") == schema_text()
        path.write_text("old", "utf-8")
    assert sorted(p.name for p in (checkout / "specs").iterdir()) == [
        "client.schema.json",
        "one",
        "two",
    ]
    assert run("explain", "--schema").out == schema_text()


def test_a_key_in_the_wrong_table_is_an_error_that_says_where_it_belongs(
    checkout: Path, run: Run
) -> None:
    folder = checkout / "specs/acme"
    folder.mkdir()
    shutil.copy(DANGLING, folder)
    for text, hint in (
        ('[document]\nbase_url = "x"', "it belongs at the top of the file, before the first [table]"),
        ('[lint]\ncode = "x"', "it belongs in [[lint.ignore]]"),
        ('[operations.a]\nstyle = "x"', "in [pagination] or in [operations.<name>.pagination]"),
        ('[pagination]\npaths = "x"', "valid keys are"),
    ):  # fmt: skip
        (folder / "client.toml").write_text(f'[package]\nname = "acme"\n{text}\n', "utf-8")
        done = run("lint", "acme", "--root", str(checkout))
        assert done.code == 2
        assert "specs/acme/client.toml:4:1: error[unknown-key]" in done.err
        assert hint in done.err
