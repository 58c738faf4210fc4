# References between files, into odd places and by name -> references to components.
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clientloom.document.grammar.tables import OPENAPI_3
from clientloom.document.references.component_keys import assign, candidates
from support.limits import processor_time

INFO = {"title": "A", "version": "1"}
Write = Callable[..., Path]
Load = Callable[..., Any]


def api(**parts: Any) -> dict[str, Any]:
    return {"openapi": "3.1.0", "info": INFO, "paths": {}, **parts}


def schemas(**named: Any) -> dict[str, Any]:
    return api(components={"schemas": named})


def ref(target: str, **siblings: Any) -> dict[str, Any]:
    return {"$ref": target, **siblings}


def answer(schema: Any) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"get": {"responses": {"200": {"description": "", "content": content}}}}


def test_a_component_that_points_at_a_file_gives_its_content_the_name(
    write: Write, load: Load
) -> None:
    path = write(
        {
            "a.json": schemas(
                Animal=ref("models/pet.yaml"), List={"items": ref("models/pet.yaml")}
            ),
            "models/pet.yaml": "{type: object, properties: {friend: {$ref: '#'}, owner: {$ref: person.yaml}}}",
            "models/person.yaml": "{type: object, properties: {pet: {$ref: ../a.json#/components/schemas/Animal}}}",
        }
    )
    found = load(path).root["components"]["schemas"]
    animal, person = "#/components/schemas/Animal", "#/components/schemas/person"
    assert found == {
        "Animal": {"type": "object", "properties": {"friend": ref(animal), "owner": ref(person)}},
        "List": {"items": ref(animal)},
        "person": {"type": "object", "properties": {"pet": ref(animal)}},
    }


def test_each_kind_goes_to_its_own_section(write: Write, load: Load) -> None:
    operation = {
        "parameters": [ref("parts.json#/parameters/Limit")],
        "requestBody": ref("parts.json#/bodies/New"),
        "responses": {"200": ref("parts.json#/responses/Ok")},
        "callbacks": {"done": ref("parts.json#/callbacks/Done")},
    }
    parts = {
        "parameters": {"Limit": {"name": "limit", "in": "query"}},
        "bodies": {"New": {"content": {"text/plain": {"examples": {"x": ref("#/examples/X")}}}}},
        "responses": {
            "Ok": {
                "description": "",
                "headers": {"X": ref("#/headers/X")},
                "links": {"n": ref("#/links/N")},
            }
        },
        "headers": {"X": {"schema": {"type": "string"}}},
        "links": {"N": {"operationId": "n"}},
        "examples": {"X": {"value": 1}},
        "callbacks": {"Done": {"{$request.body#/url}": {"post": {"responses": {}}}}},
    }
    root = load(write({"a.json": api(paths={"/a": {"post": operation}}), "parts.json": parts})).root
    assert {section: list(members) for section, members in root["components"].items()} == {
        "parameters": ["Limit"],
        "requestBodies": ["New"],
        "responses": ["Ok"],
        "headers": ["X"],
        "links": ["N"],
        "examples": ["X"],
        "callbacks": ["Done"],
    }
    post = root["paths"]["/a"]["post"]
    assert post["parameters"] == [ref("#/components/parameters/Limit")]
    assert post["responses"]["200"] == ref("#/components/responses/Ok")


def test_path_items_are_written_out_and_siblings_win(write: Write, load: Load) -> None:
    item = {"summary": "theirs", "description": "kept", **answer(ref("#/s"))}
    path = write(
        {
            "a.json": api(
                paths={"/a": ref("p.json#/item", summary="ours"), "/b": ref("#/paths/~1a")},
                webhooks={"w": ref("p.json#/item")},
            ),
            "p.json": {"item": item, "s": {"type": "string"}},
        }
    )
    root = load(path).root
    written = answer(ref("#/components/schemas/s"))
    assert root["paths"]["/a"] == {"summary": "ours", "description": "kept", **written}
    assert root["paths"]["/b"] == root["paths"]["/a"]
    assert root["paths"]["/b"] is not root["paths"]["/a"]
    assert root["webhooks"]["w"] == {"summary": "theirs", "description": "kept", **written}


def test_a_reference_into_an_inline_schema_makes_it_a_component(write: Write, load: Load) -> None:
    inner = {"type": "object", "properties": {"x": {"type": "string"}}}
    path = write(
        {
            "a.json": api(
                paths={"/pets/{id}": answer({"type": "array", "items": inner})},
                components={
                    "schemas": {
                        "Pet": {"properties": {"tag": {"type": "string"}}},
                        "Tag": ref("#/components/schemas/Pet/properties/tag"),
                        "Item": {
                            "anyOf": [
                                ref(
                                    "#/paths/~1pets~1%7Bid%7D/get/responses/200/content/application~1json/schema/items"
                                ),
                                {"type": "null"},
                            ]
                        },
                    }
                },
            )
        }
    )
    found = load(path).root
    assert found["components"]["schemas"]["Pet"] == {
        "properties": {"tag": ref("#/components/schemas/Tag")}
    }
    assert found["components"]["schemas"]["Tag"] == {"type": "string"}
    [name] = set(found["components"]["schemas"]) - {"Pet", "Tag", "Item"}
    assert name == "PetsIdGet200Items"
    assert found["components"]["schemas"][name] == inner
    shown = found["paths"]["/pets/{id}"]["get"]["responses"]["200"]["content"]["application/json"][
        "schema"
    ]
    assert shown == {"type": "array", "items": ref(f"#/components/schemas/{name}")}


def test_a_reference_of_another_kind_leaves_the_original_alone(write: Write, load: Load) -> None:
    document = schemas(A={"items": ref("#/components/responses/R")})
    document["components"]["responses"] = {"R": {"description": "d"}}
    path = write({"a.json": document})
    components = load(path).root["components"]
    assert components["responses"] == {"R": {"description": "d"}}
    assert components["schemas"] == {
        "A": {"items": ref("#/components/schemas/R")},
        "R": {"description": "d"},
    }
    assert components["schemas"]["R"] is not components["responses"]["R"]


def test_keys_do_not_depend_on_the_order_of_the_document(write: Write, load: Load) -> None:
    files = {
        "one/pet.json": {"type": "string"},
        "two/pet.json": {"type": "integer"},
        "three.json": {"pet": {"type": "boolean"}},
    }
    uses = {"A": "one/pet.json", "B": "two/pet.json", "C": "three.json#/pet"}
    listed = {key: {"items": ref(target)} for key, target in uses.items()}
    one = load(write({"a.json": schemas(**listed), **files})).root
    other = load(write({"a.json": schemas(**dict(reversed(listed.items()))), **files})).root
    assert one == other
    assert set(one["components"]["schemas"]) == {"A", "B", "C", "one_pet", "two_pet", "three_pet"}


def test_the_name_of_a_component_is_not_taken_by_a_file(write: Write, load: Load) -> None:
    path = write(
        {"a.json": schemas(pet={"items": ref("pet.json")}), "pet.json": {"type": "string"}}
    )
    found = load(path).root["components"]["schemas"]
    [name] = set(found) - {"pet"}
    assert found["pet"] == {"items": ref(f"#/components/schemas/{name}")}
    assert found[name] == {"type": "string"}


def test_candidates_grow_with_the_path_and_end_unique() -> None:
    found = candidates("models/v1/pet store.schema.yaml", ("definitions", "Big Pet"))
    assert found[:4] == [
        "Big_Pet",
        "pet_store_Big_Pet",
        "v1_pet_store_Big_Pet",
        "models_v1_pet_store_Big_Pet",
    ]
    assert found[4].startswith("models_v1_pet_store_Big_Pet_")
    assert (
        candidates("", ("components", "schemas", "A", "properties", "b_c", "items"))[0]
        == "ABCItems"
    )
    assert candidates("../common/Error.yaml", ())[:2] == ["Error", "common_Error"]
    assert candidates("", ("x-ü", "§"))[0]


def test_all_that_want_a_key_move_on_together() -> None:
    options = {1: ["a", "x_a"], 2: ["a", "y_a"], 3: ["b"], 4: ["taken", "z_taken"]}
    found = assign(options.__getitem__, list(options), {"taken"})
    assert found == {1: "x_a", 2: "y_a", 3: "b", 4: "z_taken"}


def test_circles_are_fine(write: Write, load: Load) -> None:
    path = write(
        {
            "a.json": schemas(A={"properties": {"b": ref("b.json")}}),
            "b.json": {"properties": {"a": ref("a.json#/components/schemas/A"), "b": ref("#")}},
        }
    )
    found = load(path).root["components"]["schemas"]
    assert found["b"] == {
        "properties": {"a": ref("#/components/schemas/A"), "b": ref("#/components/schemas/b")}
    }


def test_schemas_that_are_only_a_circle_mean_nothing_and_are_told(write: Write, load: Load) -> None:
    path = write(
        {"a.json": schemas(A=ref("#/components/schemas/B"), B=ref("#/components/schemas/A"))}
    )
    document = load(path)
    assert document.root["components"]["schemas"] == {"A": {}, "B": ref("#/components/schemas/A")}
    assert ["circular" in found.message for found in document.report.diagnostics] == [True]


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("#/components/schemas/Nope", "unresolved-ref"),
        ("nope.yaml", "missing-file"),
        ("b.json#/nope", "unresolved-ref"),
        ("#nope", "unresolved-ref"),
        ("#", "unresolved-ref"),
        ("b.json#/list", "bad-ref"),
        ("b.json#/circle", "circular-ref"),
        ("ftp://example.com/x", "bad-ref"),
        ("https://example.com/x.json", "remote-ref"),
        ("../out.json", "ref-outside"),
        ("/etc/passwd", "ref-outside"),
        ("file:///etc/passwd", "ref-outside"),
        ("%2e%2e/out.json", "ref-outside"),
        ("link.json", "ref-outside"),
        ("folder/../../out.json", "ref-outside"),
    ],
)
def test_what_cannot_be_followed_is_named_with_its_place(
    write: Write, refusal: Load, tmp_path: Path, target: str, code: str
) -> None:
    write({"out.json": {}})
    path = write(
        {
            "api/a.json": '{"openapi": "3.1.0", "info": {"title": "A", "version": "1"}, "paths": {},\n'
            '"components": {"schemas": {"A":\n  {"$ref": "' + target + '"}}}}',
            "api/b.json": {"list": [1], "circle": ref("#/circle")},
        }
    )
    (tmp_path / "api" / "link.json").symlink_to(tmp_path / "out.json")
    [found] = refusal(path)
    assert (str(found.span), found.code) == ("api/a.json:3:4", code)
    assert target.rsplit("/", maxsplit=1)[-1] in found.message or code in {
        "circular-ref",
        "bad-ref",
        "unresolved-ref",
    }
    assert found.hint
    assert str(tmp_path) not in str(found)


def test_every_bad_reference_is_told_at_once(write: Write, refusal: Load) -> None:
    path = write({"a.json": schemas(A=ref("#/x"), B={"items": ref("#/y")})})
    assert [found.pointer for found in refusal(path)] == [
        "/components/schemas/A/$ref",
        "/components/schemas/B/items/$ref",
    ]


def test_a_wider_base_lets_references_out(write: Write, load: Load, tmp_path: Path) -> None:
    path = write(
        {"api/a.json": schemas(A=ref("../common/b.json")), "common/b.json": {"type": "string"}}
    )
    root = load(path, base=tmp_path).root
    assert root["components"]["schemas"] == {"A": {"type": "string"}}


def test_references_that_name_nothing_can_be_tolerated(
    write: Write, load: Load, refusal: Load
) -> None:
    path = write({"a.json": schemas(A={"properties": {"x": ref("#/nope", description="d")}})})
    document = load(path, tolerate_missing_refs=True)
    assert document.root["components"]["schemas"]["A"] == {
        "properties": {"x": {"description": "d"}}
    }
    assert [found.code for found in document.report.diagnostics] == ["unresolved-ref"]
    outside = write({"api/b.json": schemas(A=ref("../a.json"))})
    assert refusal(outside, tolerate_missing_refs=True)[0].code == "ref-outside"
    assert refusal(path, tolerate_missing_refs=False)[0].code == "unresolved-ref"


def test_ids_and_anchors_are_followed(write: Write, load: Load) -> None:
    named = {
        "$id": "https://example.com/pet",
        "$defs": {"Name": {"type": "string", "$anchor": "name"}},
        "properties": {"a": ref("#name"), "b": ref("#/$defs/Name"), "c": ref("pet#/$defs/Name")},
    }
    path = write({"a.json": schemas(Pet=named, Use={"items": ref("https://example.com/pet")})})
    found = load(path).root["components"]["schemas"]
    assert found["Use"] == {"items": ref("#/components/schemas/Pet")}
    assert {item["$ref"] for item in found["Pet"]["properties"].values()} == {
        "#/components/schemas/Name"
    }
    assert found["Name"]["type"] == "string"


def test_each_id_has_its_own_anchors(write: Write, load: Load) -> None:
    def resource(own: str, **words: object) -> dict[str, object]:
        inner = {"$anchor": "inner", "type": "object", **words}
        return {"$id": own, "$defs": {"In": inner}, "items": ref("#inner"), "not": ref("#")}

    path = write(
        {
            "a.json": schemas(
                One=resource("https://example.com/one", title="1"),
                Two=resource("urn:example:two", title="2"),
                Use={"anyOf": [ref("https://example.com/one#inner"), ref("urn:example:two#inner")]},
            )
        }
    )
    found = load(path).root["components"]["schemas"]

    def title(node: dict[str, str]) -> object:
        return found[node["$ref"].rpartition("/")[2]]["title"]

    assert [title(found[name]["items"]) for name in ("One", "Two")] == ["1", "2"]
    assert [title(node) for node in found["Use"]["anyOf"]] == ["1", "2"]
    assert [found[name]["not"] for name in ("One", "Two")] == [
        ref("#/components/schemas/One"),
        ref("#/components/schemas/Two"),
    ]


def test_a_dynamic_reference_becomes_what_it_falls_back_to(write: Write, load: Load) -> None:
    tree = {
        "$dynamicAnchor": "node",
        "properties": {"children": {"items": {"$dynamicRef": "#node"}}},
    }
    found = load(write({"a.json": schemas(Tree=tree)})).root["components"]["schemas"]
    assert found["Tree"]["properties"]["children"]["items"] == ref("#/components/schemas/Tree")


def test_siblings_of_a_reference_are_kept(write: Write, load: Load) -> None:
    path = write(
        {
            "a.json": schemas(A={"items": ref("b.json", description="d", minLength=1)}),
            "b.json": {"type": "string"},
        }
    )
    found = load(path).root["components"]["schemas"]["A"]
    assert found == {"items": ref("#/components/schemas/b", description="d", minLength=1)}


@pytest.mark.parametrize(
    "target", ["#/components/schemas/a~1b%20c~0%25", "#/components/schemas/a~1b c~0%25"]
)
def test_encoded_pointers_are_decoded(write: Write, load: Load, target: str) -> None:
    path = write(
        {"a.json": schemas(**{"a/b c~%": {"type": "string"}, "U": {"items": ref(target)}})}
    )
    found = load(path).root["components"]["schemas"]["U"]
    assert found == {"items": ref("#/components/schemas/a~1b c~0%")}


def test_pointers_may_lead_through_references(write: Write, load: Load) -> None:
    path = write(
        {
            "a.json": schemas(
                A=ref("b.json"), U={"items": ref("#/components/schemas/A/properties/x")}
            ),
            "b.json": {"properties": {"x": {"type": "string"}}},
        }
    )
    found = load(path).root["components"]["schemas"]
    assert found["U"] == {"items": ref("#/components/schemas/BX")}
    assert found["BX"] == {"type": "string"}
    assert found["A"] == {"properties": {"x": ref("#/components/schemas/BX")}}


def test_maps_lists_and_texts_may_be_references_too(write: Write, load: Load) -> None:
    path = write(
        {
            "a.json": api(
                info={"title": "A", "version": "1", "description": ref("about.md")},
                tags=[ref("t.json#/tag")],
                paths=ref("p.json"),
                components={"schemas": ref("s/all.json")},
            ),
            "about.md": "# Hello: world\n",
            "t.json": {"tag": {"name": "t"}},
            "p.json": {"/a": answer(ref("a.json#/components/schemas/B"))},
            "s/all.json": {"B": {"properties": ref("props.json")}, "C": ref("c.json")},
            "s/props.json": {"c": ref("c.json")},
            "s/c.json": {"type": "string"},
        }
    )
    root = load(path).root
    assert root["info"]["description"] == "# Hello: world\n"
    assert root["tags"] == [{"name": "t"}]
    assert root["paths"] == {"/a": answer(ref("#/components/schemas/B"))}
    assert root["components"]["schemas"] == {
        "B": {"properties": {"c": ref("#/components/schemas/C")}},
        "C": {"type": "string"},
    }


def test_a_list_that_is_one_reference_has_that_item(write: Write, load: Load) -> None:
    path = write(
        {
            "a.json": schemas(
                A={"allOf": ref("b.json")}, B={"anyOf": ref("list.json")}, C={"oneOf": ref("#/x")}
            )
            | {"x": {"type": "integer"}},
            "b.json": {"type": "string"},
            "list.json": [ref("b.json")],
        }
    )
    found = load(path).root["components"]["schemas"]
    item = ref("#/components/schemas/b")
    assert found["A"] == {"allOf": [item]}
    assert found["B"] == {"anyOf": [item]}
    assert found["C"] == {"oneOf": [ref("#/components/schemas/x")]}


def test_a_property_may_be_called_ref(write: Write, load: Load) -> None:
    schema = {"properties": {"$ref": {"type": "string"}}, "example": {"$ref": "#/not/ours"}}
    found = load(write({"a.json": schemas(A=schema)})).root["components"]["schemas"]["A"]
    assert found == {
        "properties": {"$ref": {"type": "string"}},
        "examples": [{"$ref": "#/not/ours"}],
    }


def test_an_example_in_a_file_becomes_its_content(write: Write, load: Load) -> None:
    content = {
        "application/json": {
            "example": ref("e.json"),
            "examples": {"x": {"value": ref("e.json#/a")}},
        }
    }
    item = {"get": {"responses": {"200": {"description": "", "content": content}}}}
    root = load(write({"a.json": api(paths={"/a": item}), "e.json": {"a": [1]}})).root
    found = root["paths"]["/a"]["get"]["responses"]["200"]["content"]["application/json"]
    assert found == {"example": {"a": [1]}, "examples": {"x": {"value": [1]}}}


def test_mappings_of_discriminators_become_pointers(write: Write, load: Load) -> None:
    discriminator = {
        "propertyName": "kind",
        "mapping": {
            "cat": "Cat",
            "dog": "dog.json",
            "cow": "#/components/schemas/Cat",
            "x": "Nope",
        },
    }
    path = write(
        {
            "a.json": schemas(Pet={"discriminator": discriminator}, Cat={"type": "object"}),
            "dog.json": {"type": "object"},
        }
    )
    document = load(path)
    cat = "#/components/schemas/Cat"
    assert document.root["components"]["schemas"]["Pet"]["discriminator"]["mapping"] == {
        "cat": cat,
        "dog": "#/components/schemas/dog",
        "cow": cat,
    }
    assert [
        "'x' does not name a schema" in found.message for found in document.report.diagnostics
    ] == [True]


def test_copies_may_not_expand_without_bounds(
    write: Write, refusal: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clientloom.document.references.targets.MAX_INLINED_NODES", 50)
    levels = {f"l{n}": {"a": ref(f"#/l{n + 1}"), "b": ref(f"#/l{n + 1}")} for n in range(20)}
    servers = [{"url": "/", "variables": ref("#/x/l0")}]
    tree = {f"l{n}": {"v": {"enum": ["a"]}, "w": {"enum": ["b"]}} for n in range(1)}
    document = api(servers=servers * 60, x=tree, levels=levels)
    assert {found.code for found in refusal(write({"a.json": document}))} == {"too-many-copies"}


def test_messages_hold_no_path_of_the_machine(write: Write, refusal: Load, tmp_path: Path) -> None:
    path = write({"api/a.json": schemas(A=ref("sub/b.yaml")), "api/sub/b.yaml": "a:\n\tb\n"})
    [found] = refusal(path)
    assert str(found).startswith("api/sub/b.yaml:2:1: error[yaml-tab]")
    assert str(tmp_path) not in found.listing()


def test_a_reference_that_passes_through_itself_is_told(write: Write, load: Load) -> None:
    odd = {
        **api(components=ref("#/components/schemas/A")),
        "paths": {"/a": answer(ref("#/components/schemas/A"))},
    }
    with processor_time(5):
        document = load(write({"a.json": odd}), tolerate_missing_refs=True)
    assert {found.code for found in document.report.diagnostics} == {"unresolved-ref"}


def test_a_name_that_no_file_can_have_is_a_missing_file(write: Write, load: Load) -> None:
    odd = {**api(), "paths": {"/a": answer(ref("x" * 5000 + ".yaml"))}}
    document = load(write({"a.json": odd}), tolerate_missing_refs=True)
    (found,) = document.report.diagnostics
    assert (found.code, found.span.line > 0) == ("missing-file", True)


@pytest.mark.parametrize("key", ["#", "#/", "#/info", "#/components", "/"])
def test_a_requirement_that_names_no_scheme_keeps_its_key(
    write: Write, load: Load, key: str
) -> None:
    document = api(security=[{key: []}], components={"schemas": {}})
    assert load(write({"a.json": document})).root["security"] == [{key: []}]


@pytest.mark.parametrize("bad", ["#/x-loop", "other.json#/x-loop"])
def test_a_requirement_whose_scheme_is_a_circle_keeps_its_key(
    write: Write, load: Load, bad: str
) -> None:
    circle = {"$ref": "#/x-loop"}
    document = api(security=[{bad: []}], **{"x-loop": circle})
    other = {"x-loop": circle}
    found = load(write({"a.json": document, "other.json": other}), tolerate_missing_refs=True)
    assert found.root["security"] == [{bad: []}]
    assert {each.code for each in found.report.diagnostics} == {"circular-ref"}


def test_a_path_of_another_file_may_not_lead_back(write: Write, load: Load) -> None:
    back = {"$ref": "../a.json#/paths/~1a"}
    files = {"a.json": {**api(), "paths": {"/a": ref("paths/a.json")}}, "paths/a.json": back}
    found = load(write(files), tolerate_missing_refs=True)
    assert [(each.code, each.span.file) for each in found.report.diagnostics] == [
        ("circular-ref", "paths/a.json")
    ]


def test_an_overlay_cannot_correct_a_reference_of_another_file(write: Write, load: Load) -> None:
    """Its places are those of the root file; the finding stays although the root has the same place."""
    other = {"a": {"properties": {"x": ref("#/nothing")}}}
    root = {**schemas(A=ref("other.json#/a")), "a": {"properties": {"x": {}}}}
    patch = {
        "overlay": "1.0.0",
        "info": {"title": "p", "version": "1"},
        "actions": [{"target": "$.a.properties.x", "update": {"type": "string"}}],
    }
    paths = write({"a.json": root, "other.json": other, "p.json": patch})
    found = load(paths, paths.parent / "p.json", tolerate_missing_refs=True)
    assert [(each.code, each.span.file) for each in found.report.diagnostics][:1] == [
        ("unresolved-ref", "other.json")
    ]


@pytest.mark.parametrize(
    ("pointer", "kind"),
    [
        ((), "document"),
        (("components", "schemas"), None),
        (("components", "schemas", "A"), "schema"),
        (("components", "schemas", "A", "default"), None),
        (("paths", "/a", "get", "parameters"), None),
        (("paths", "/a", "get", "parameters", "0"), "parameter"),
    ],
)
def test_a_place_has_a_kind_unless_it_holds_several(
    pointer: tuple[str, ...], kind: str | None
) -> None:
    assert OPENAPI_3.kind_at(pointer) == kind


def test_a_copy_of_a_copy_has_what_stands_beside_both(write: Write, load: Load) -> None:
    """A path that is another path, which takes its parameters from a file and says an operation beside it."""
    own = {"responses": {"200": {"description": "own"}}}
    paths = {"/b": ref("#/paths/~1a"), "/a": ref("other.json#/item", get=own)}
    other = {"item": {"post": {"responses": {"200": {"description": "other"}}}}}
    found = load(write({"a.json": api(paths=paths), "other.json": other}))
    both = {**other["item"], "get": own}
    assert found.root["paths"] == {"/b": both, "/a": both}
    assert found.locate("/paths/~1b/get").file == "a.json"
    assert found.locate("/paths/~1a/post").file == "other.json"


@pytest.mark.parametrize(
    "paths",
    [
        {"/a": ref("#/x-list")},
        {"/a": {"get": {"parameters": ref("#/x-text"), "responses": {"200": {"description": ""}}}}},
    ],
)
def test_a_reference_to_no_object_is_no_reason_to_stop(
    write: Write, load: Load, paths: dict[str, Any]
) -> None:
    document = {**api(paths=paths), "x-list": [1], "x-text": "no"}
    found = load(write({"a.json": document}), tolerate_missing_refs=True)
    assert all(each.span.line for each in found.report.diagnostics)
    assert found.report.diagnostics


def test_two_components_that_are_one_schema_and_one_that_is_any_value(
    write: Write, load: Load
) -> None:
    other = {"x": {"type": "string"}, "any": True}
    names = {"A": ref("other.json#/x"), "B": ref("other.json#/x"), "C": ref("other.json#/any")}
    tagged = {
        "oneOf": [ref("#/components/schemas/A")],
        "discriminator": {"mapping": {"a": 5, "b": "A"}},
    }
    document = schemas(**names, D=tagged)
    found = load(write({"a.json": document, "other.json": other})).root["components"]["schemas"]
    assert (found["A"], found["B"]) == ({"type": "string"}, ref("#/components/schemas/A"))
    assert found["C"] in (True, {})


def test_a_callback_that_is_a_path_is_a_path_of_its_own(write: Write, load: Load) -> None:
    item = {"post": {"responses": {"200": {"description": "d"}}}}
    callbacks = {"Done": {"{$request.body#/url}": ref("#/paths/~1b")}}
    document = api(paths={"/b": item}, components={"callbacks": callbacks})
    root = load(write({"a.json": document})).root
    assert root["paths"] == {"/b": item}
    (done,) = root["components"]["callbacks"]["Done"].values()
    assert root["components"]["pathItems"][done["$ref"].rpartition("/")[2]] == item
