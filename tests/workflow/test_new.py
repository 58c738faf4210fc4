# `new`: what it writes for editors, and what it says of a document that refers to nothing.
from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from clientloom.config.settings_schema import schema_text
from support.checkouts import texts
from support.command_line import Run

CASES = Path(__file__).parents[1] / "cases"
DANGLING = CASES / "dangling-reference" / "openapi.yaml"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "specs").mkdir()
    return tmp_path


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
