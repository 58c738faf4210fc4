# What a document writes several times: which schemas become one class, which enums an alias, and what keeps them apart.
from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from clientloom.config.settings import NamesConfig
from clientloom.ir import (
    AliasSchema,
    Api,
    JsonResult,
    LiteralOf,
    Named,
    ObjectSchema,
    TupleOf,
)
from clientloom.ir.walk import types_in
from clientloom.symbols import SymbolLock
from unit.normalize.operation_cases import STRING, json_answer, json_body, normalized

ADDRESS = {
    "type": "object",
    "required": ["city"],
    "properties": {"city": STRING, "zip": {"type": "string", "maxLength": 9}},
}


def holder(**properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties}


def answers(**schemas: object) -> dict[str, object]:
    """A resource each with one answer."""
    return {
        "paths": {
            f"/{name}": {
                "get": {"operationId": f"get_{name}", "responses": {"200": json_answer(schema)}}
            }
            for name, schema in schemas.items()
        }
    }


def api_of(root: Mapping[str, Any], lock: SymbolLock | None = None, **config: Any) -> Api:
    return normalized(root, symbols=lock, **config).api


def names(root: Mapping[str, Any], lock: SymbolLock | None = None, **config: Any) -> set[str]:
    return {schema.name for schema in api_of(root, lock, **config).schemas}


def lock_of(root: Mapping[str, Any], **config: Any) -> SymbolLock:
    return normalized(root, **config).symbols


TWO = answers(
    orders=holder(id=STRING, address=ADDRESS), shops=holder(id=STRING, name=STRING, address=ADDRESS)
)
"""Two different answers with an address each."""
APART = NamesConfig(merge_repeated=False)


def test_inline_schemas_of_one_structure_and_role_are_one_class() -> None:
    assert names(TWO) == {"GetOrdersResponse", "GetShopsResponse", "Address"}


def test_the_setting_keeps_every_place_apart() -> None:
    assert names(TWO, names=APART) == {
        *("GetOrdersResponse", "GetOrdersResponseAddress"),
        *("GetShopsResponse", "GetShopsResponseAddress"),
    }


def test_the_same_structure_with_another_role_is_another_class() -> None:
    root = answers(orders=holder(id=STRING, billing=ADDRESS, shipping=ADDRESS))
    assert names(root) == {
        *("GetOrdersResponse", "GetOrdersResponseBilling", "GetOrdersResponseShipping"),
    }


def changed(**more: object) -> dict[str, object]:
    """The address with something about its city that its class would show."""
    return {
        **ADDRESS,
        "properties": {"city": {**STRING, **more}, "zip": {"type": "string", "maxLength": 9}},
    }


def test_what_differs_in_anything_that_a_class_shows_only_looks_alike() -> None:
    for more in (
        {"description": "the town of the seller"},
        {"maxLength": 3},
        {"format": "uuid"},
        {"enum": ["Rome", "Oslo"]},
        {"readOnly": True},
        {"deprecated": True},
    ):
        root = answers(
            orders=holder(id=STRING, address=ADDRESS),
            shops=holder(id=STRING, n=STRING, address=changed(**more)),
        )
        assert "Address" not in names(root), more
    optional = {**ADDRESS, "required": []}
    root = answers(
        orders=holder(id=STRING, address=ADDRESS),
        shops=holder(id=STRING, n=STRING, address=optional),
    )
    assert "Address" not in names(root)


def test_a_title_is_the_role_of_a_schema_wherever_it_stands() -> None:
    user = {**ADDRESS, "title": "Simple User"}
    root = answers(orders=holder(id=STRING, owner=user, payer=user))
    assert names(root) == {"GetOrdersResponse", "SimpleUser"}
    other = {**ADDRESS, "title": "Company"}
    apart = answers(orders=holder(id=STRING, owner=user), shops=holder(id=STRING, owner=other))
    assert not {"SimpleUser", "Company"} & names(apart)


def test_items_of_a_list_are_what_a_single_one_is() -> None:
    root = answers(
        orders=holder(id=STRING, addresses={"type": "array", "items": ADDRESS}),
        shops=holder(id=STRING, n=STRING, address=ADDRESS),
    )
    assert "Address" in names(root)


def test_an_inline_schema_that_repeats_a_component_is_the_component() -> None:
    root = {
        **answers(
            orders=holder(id=STRING, address=ADDRESS),
            shops=holder(address={"$ref": "#/components/schemas/Address"}),
        ),
        "components": {"schemas": {"Address": ADDRESS}},
    }
    assert names(root) == {"GetOrdersResponse", "GetShopsResponse", "Address"}
    found = {schema.name: schema.id for schema in api_of(root).schemas}
    assert found["Address"] == "/components/schemas/Address"


def test_components_stay_as_they_are() -> None:
    both = {name: {"$ref": f"#/components/schemas/{name}"} for name in ("Seller", "Buyer")}
    root = {
        **answers(orders=holder(**both)),
        "components": {"schemas": {"Seller": ADDRESS, "Buyer": ADDRESS}},
    }
    assert names(root) == {"GetOrdersResponse", "Seller", "Buyer"}


def errors(*operations: str) -> dict[str, object]:
    """Operations with two failures of one structure."""
    failure = json_answer(holder(code=STRING, message=STRING))
    return {
        "paths": {
            f"/{name}": {
                "get": {
                    "operationId": name,
                    "responses": {"200": {"description": ""}, "404": failure, "500": failure},
                }
            }
            for name in operations
        }
    }


def test_the_errors_of_all_operations_are_one_class() -> None:
    api = api_of(errors("a", "b", "c"))
    assert [schema.name for schema in api.schemas] == ["ErrorResponse"]
    kinds = {error.type for operation in api.operations for error in operation.errors}
    assert kinds == {Named(api.schemas[0].id)}


def test_answers_with_one_thing_are_one_class_for_every_resource() -> None:
    action = {"$ref": "#/components/schemas/Action"}
    root = {
        **answers(disks=holder(action=action), nets=holder(action=action)),
        "components": {"schemas": {"Action": ADDRESS}},
    }
    assert names(root) == {"Action", "ActionResponse"}


def test_answers_without_a_class_are_only_the_same_for_one_resource() -> None:
    assert len(names(answers(disks=holder(id=STRING), nets=holder(id=STRING)))) == 2
    one = {
        "paths": {
            "/disks/{id}": {
                verb: {
                    "operationId": f"{verb}_disk",
                    "parameters": [
                        {"name": "id", "in": "path", "required": True, "schema": STRING}
                    ],
                    "responses": {"200": json_answer(holder(id=STRING, size=STRING))},
                }
                for verb in ("get", "put")
            }
        }
    }
    assert names(one) == {"Disk"}


def test_what_is_nested_in_repeated_schemas_is_repeated_as_well() -> None:
    deep = holder(id=STRING, place=holder(address=ADDRESS, at=holder(lat=STRING)))
    found = names(answers(orders=deep, shops={**deep, "required": ["id"]}))
    assert {"Place", "PlaceAddress", "PlaceAt"} <= found
    assert len(found) == 5


def test_repeated_classes_are_one_in_tuples_and_unions() -> None:
    pair = {"type": "array", "prefixItems": [ADDRESS, STRING], "items": False, "minItems": 2}
    either = {"oneOf": [ADDRESS, {**ADDRESS, "description": "Another."}]}
    twice = {"pair": pair, "either": either}
    root = answers(orders=holder(id=STRING, **twice), shops=holder(name=STRING, **twice))
    first, second = (
        {f.wire_name: f.type for f in schema.fields}
        for schema in api_of(root).schemas
        if isinstance(schema, ObjectSchema) and schema.name.startswith("Get")
    )
    assert isinstance(first["pair"], TupleOf)
    assert {name: first[name] for name in twice} == {name: second[name] for name in twice}


def test_the_lock_keeps_apart_what_was_apart() -> None:
    lock = lock_of(TWO, names=APART)
    assert names(TWO, lock) == names(TWO, names=APART)


def test_a_class_of_several_places_keeps_its_name_with_more_and_with_fewer_of_them() -> None:
    lock = lock_of(TWO)
    more = answers(
        aaa=holder(address=ADDRESS, x=STRING),
        orders=holder(id=STRING, address=ADDRESS),
        shops=holder(id=STRING, name=STRING, address=ADDRESS),
    )
    assert names(more, lock) == {
        *("GetAaaResponse", "GetOrdersResponse", "GetShopsResponse", "Address"),
    }
    fewer = answers(shops=holder(id=STRING, name=STRING, address=ADDRESS))
    assert names(fewer, lock) == {"GetShopsResponse", "Address"}


def test_the_places_that_stay_the_same_keep_the_name_of_the_class() -> None:
    three = answers(
        aaa=holder(address=ADDRESS, x=STRING),
        bbb=holder(address=ADDRESS, y=STRING),
        ccc=holder(address=ADDRESS, z=STRING),
    )
    lock = lock_of(three)
    bigger = {
        **ADDRESS,
        "properties": {"city": STRING, "zip": {"type": "string", "maxLength": 9}, "more": STRING},
    }
    after = answers(
        aaa=holder(address=bigger, x=STRING),
        bbb=holder(address=ADDRESS, y=STRING),
        ccc=holder(address=ADDRESS, z=STRING),
    )
    found = {schema.name: schema for schema in api_of(after, lock).schemas}
    assert "/bbb" in found["Address"].id.replace("~1", "/")
    assert "GetAaaResponseAddress" in found


def test_a_rename_by_any_of_its_places_names_the_class() -> None:
    place = "/paths/~1shops/get/responses/200/content/application~1json/schema/properties/address"
    assert "Spot" in names(TWO, schemas={place: "Spot"})
    assert "Address" not in names(TWO, schemas={place: "Spot"})


# -- enums

ORDER = {"type": "string", "enum": ["asc", "desc"]}


def sorted_lists(count: int, enum: object = ORDER) -> dict[str, object]:
    parameters = [{"name": "sort_order", "in": "query", "schema": enum}]
    return {
        "paths": {
            f"/r{number}": {
                "get": {"parameters": parameters, "responses": {"204": {"description": ""}}}
            }
            for number in range(count)
        }
    }


def parameter_types(api: Api) -> set[object]:
    return {parameter.type for operation in api.operations for parameter in operation.parameters}


def test_an_enum_that_is_written_five_times_is_an_alias_called_after_its_property() -> None:
    api = api_of(sorted_lists(5))
    (alias,) = api.schemas
    assert isinstance(alias, AliasSchema)
    assert (alias.name, alias.type) == ("SortOrder", LiteralOf(("asc", "desc")))
    assert parameter_types(api) == {Named(alias.id)}
    assert (alias.used_in_request, alias.used_in_response) == (True, False)


def test_an_enum_that_is_written_four_times_stays_where_it_is() -> None:
    assert parameter_types(api_of(sorted_lists(4))) == {LiteralOf(("asc", "desc"))}
    assert parameter_types(api_of(sorted_lists(5), names=APART)) == {LiteralOf(("asc", "desc"))}


def test_the_same_values_of_another_property_are_another_enum() -> None:
    many = {
        "paths": {
            f"/r{n}": {
                "get": {
                    "parameters": [
                        {"name": name, "in": "query", "schema": ORDER}
                        for name in ("sort_order", "tie_break")
                    ],
                    "responses": {"204": {"description": ""}},
                }
            }
            for n in range(5)
        }
    }
    assert names(many) == {"SortOrder", "TieBreak"}


def test_two_enums_of_one_property_are_called_after_what_has_them() -> None:
    cat, dog = (
        {"type": "string", "enum": values} for values in (["tabby", "black"], ["poodle", "pug"])
    )
    schemas = {
        f"{kind}{n}": holder(kind=enum, **{f"f{n}": STRING})
        for kind, enum in (("Cat", cat), ("Dog", dog))
        for n in range(5)
    }
    root = {
        **answers(all=holder(**{n: {"$ref": f"#/components/schemas/{n}"} for n in schemas})),
        "components": {"schemas": schemas},
    }
    assert {"Cat0Kind", "Dog0Kind"} <= names(root)


def test_an_alias_stays_with_fewer_places_and_with_another_value() -> None:
    lock = lock_of(sorted_lists(5))
    assert names(sorted_lists(2), lock) == {"SortOrder"}
    grown = {"type": "string", "enum": ["asc", "desc", "none"]}
    assert names(sorted_lists(5, grown), lock) == {"SortOrder"}


def test_of_two_enums_that_are_like_one_of_the_lock_the_likest_has_its_name() -> None:
    enums = [
        {"type": "string", "enum": values}
        for values in (["asc", "desc", "none", "any"], ["asc", "desc", "none"])
    ]
    other, same = (sorted_lists(5, enum) for enum in enums)
    moved = {path.replace("r", "s"): item for path, item in cast("Any", same["paths"]).items()}
    both = {"paths": {**cast("Any", other["paths"]), **moved}}
    found = api_of(both, lock_of(sorted_lists(5)))
    aliases = {
        schema.name: schema.type for schema in found.schemas if isinstance(schema, AliasSchema)
    }
    assert aliases["SortOrder"] == LiteralOf(("asc", "desc", "none"))


def test_a_package_that_exists_gets_no_new_alias() -> None:
    lock = lock_of(sorted_lists(4))
    assert parameter_types(api_of(sorted_lists(6), lock)) == {LiteralOf(("asc", "desc"))}


def test_an_alias_reaches_lists_and_null_and_spread_bodies() -> None:
    body = holder(
        colors={"type": "array", "items": {"type": "string", "enum": ["red", "blue"]}},
        color={"type": ["string", "null"], "enum": ["red", "blue", None]},
    )
    root = {
        "paths": {
            f"/r{n}": {
                "post": {
                    "operationId": f"make{n}",
                    "requestBody": json_body({**body, "required": [f"x{n}"]}),
                    "responses": {"204": {"description": ""}},
                }
            }
            for n in range(5)
        }
    }
    api = api_of(root)
    alias = next(schema for schema in api.schemas if schema.name == "Color")
    for operation in api.operations:
        assert operation.body is not None
        types = {type_ for field in operation.body.fields for type_ in types_in(field.type)}
        assert Named(alias.id) in types
        assert not any(isinstance(type_, LiteralOf) for type_ in types)


def test_results_name_the_class_that_stays() -> None:
    api = api_of(TWO)
    known = {schema.id for schema in api.schemas}
    for operation in api.operations:
        assert isinstance(operation.result, JsonResult)
        assert isinstance(operation.result.type, Named)
        assert operation.result.type.id in known


def test_the_order_of_values_is_that_of_the_first_place_where_two_are_as_frequent() -> None:
    orders = [{"type": "string", "enum": values} for values in (["asc", "desc"], ["desc", "asc"])]
    for start in "abcdefgh":  # sets of ids are in another order each time
        named = {f"{start}{n}": holder(sort=orders[n % 2], **{f"f{n}": STRING}) for n in range(6)}
        api = api_of(answers(**named))
        (alias,) = (schema for schema in api.schemas if isinstance(schema, AliasSchema))
        assert alias.type == LiteralOf(("asc", "desc"))
