# Verdicts that were wrong once: kinds of changes, each in several spellings, with every entry that a review must give.
from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
import yaml
from clientloom.config.load import one_off
from clientloom.pipeline import analyse
from clientloom.review import compare_apis
from clientloom.symbols import SymbolLock

Node = Mapping[str, object]

TEXT: Node = {"type": "string"}
WHOLE: Node = {"type": "integer"}
NULL: Node = {"type": "null"}


def ref(name: str) -> Node:
    return {"$ref": f"#/components/schemas/{name}"}


def obj(**properties: Node) -> Node:
    return {"type": "object", "properties": properties}


def answer(schema: Node, headers: Node | None = None) -> Node:
    content = {"application/json": {"schema": schema}}
    return {"200": {"description": "fine", "content": content, "headers": headers or {}}}


def operation(name: str, responses: Node, **more: object) -> Node:
    return {"operationId": name, "tags": ["things"], "responses": responses, **more}


def body(schema: Node) -> Node:
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def document(paths: Node, schemas: Node | None = None, **components: Node) -> Node:
    return {
        "openapi": "3.1.0",
        "info": {"title": "T", "version": "1"},
        "servers": [{"url": "https://x.example"}],
        "paths": paths,
        "components": {"schemas": schemas or {}, **components},
    }


def of_property(schema: Node, **schemas: Node) -> Node:
    """A document in which a property of an answer and one of a body have a schema."""
    sent = operation(
        "createThing", {"204": {"description": "made"}}, requestBody=body(obj(p=schema))
    )
    paths = {"/things": {"get": operation("getThing", answer(ref("Thing"))), "post": sent}}
    return document(paths, {"Thing": obj(p=schema), **schemas})


def received(schema: Node, **schemas: Node) -> Node:
    """A document in which a property of an answer has a schema."""
    paths = {"/things": {"get": operation("getThing", answer(ref("Thing")))}}
    return document(paths, {"Thing": obj(p=schema), **schemas})


def many(count: int = 6, responses: Node | None = None, **more: object) -> Node:
    """The paths of operations that are alike."""
    found = responses or answer(ref("Thing"))
    return {f"/t{n}": {"get": operation(f"get{n}", found, **more)} for n in range(count)}


def told(old: Node, new: Node, folder: Path, *, lock: bool = True) -> list[str]:
    """Every entry, with its direction."""
    analyses = []
    symbols = SymbolLock()
    for name, node in (("old", old), ("new", new)):
        path = folder / f"{name}.yaml"
        path.write_text(yaml.safe_dump(node, sort_keys=False), "utf-8")
        analyses.append(analyse(one_off(path, "demo"), symbols=symbols, root=folder))
        symbols = analyses[0].symbols if lock else SymbolLock()
    review = compare_apis(analyses[0].api, analyses[1].api)
    return [f"{change} [{change.direction}]" for change in review.changes]


# -- enumerations

ENUMS: dict[str, Callable[[list[str]], Node]] = {
    "plain": lambda v: {"type": "string", "enum": v},
    "nullable": lambda v: {"type": ["string", "null"], "enum": [*v, None]},
    "no-type": lambda v: {"enum": [*v, None]},
    "any-of-null": lambda v: {"anyOf": [{"type": "string", "enum": v}, NULL]},
    "constants": lambda v: {"oneOf": [{"const": value} for value in v]},
    "constants-or-null": lambda v: {"oneOf": [*({"const": value} for value in v), NULL]},
    "beside-text": lambda v: {"anyOf": [TEXT, {"type": "string", "enum": v}]},
    "beside-a-number": lambda v: {"anyOf": [WHOLE, {"type": "string", "enum": v}]},
    "beside-a-class": lambda v: {"anyOf": [obj(x=TEXT), {"type": "string", "enum": v}]},
}


@pytest.mark.parametrize("shape", ENUMS.values(), ids=ENUMS)
def test_a_new_value_of_an_answer_is_safe_however_it_is_spelled(
    shape: Callable[[list[str]], Node], tmp_path: Path
) -> None:
    old, new = shape(["a", "b"]), shape(["a", "b", "c"])
    assert told(received(old), received(new), tmp_path) == [
        "safe: `Thing.p` may now be `'c'` [response]"
    ]


@pytest.mark.parametrize("name", ["plain", "beside-text", "nullable"])
def test_a_new_value_of_items_is_reported(name: str, tmp_path: Path) -> None:
    old, new = ({"type": "array", "items": ENUMS[name](v)} for v in (["a"], ["a", "b"]))
    assert told(received(old), received(new), tmp_path) == [
        "safe: `Thing.p` (each item) may now be `'b'` [response]"
    ]


def test_a_named_value_is_one_of_the_enumeration(tmp_path: Path) -> None:
    values = {f"K{v}": {"type": "string", "enum": [v]} for v in "abc"}
    old = received({"oneOf": [ref("Ka"), ref("Kb")]}, **values)
    new = received({"oneOf": [ref("Ka"), ref("Kb"), ref("Kc")]}, **values)
    assert told(old, new, tmp_path) == [
        "safe: `Thing.p` may now be `'c'` (adds `models.Kc`) [response]"
    ]


KINDS: dict[str, Callable[[int], Node]] = {
    "constants": lambda n: {"oneOf": [{"const": i, "title": f"K{i}"} for i in range(1, n + 1)]},
    "single-values": lambda n: {"anyOf": [{"enum": [i]} for i in range(1, n + 1)]},
    "behind-all-of": lambda n: {"allOf": [{"oneOf": [{"const": i} for i in range(1, n + 1)]}]},
}
NARROWED: dict[str, Node] = {
    "enum-beside-all-of": {"type": "integer", "enum": [3], "allOf": [ref("Kind")]},
    "constant-beside-all-of": {"const": 3, "allOf": [ref("Kind")]},
    "beside-the-reference": {**ref("Kind"), "enum": [2, 3]},
    "in-another-part": {"allOf": [ref("Kind"), {"enum": [3]}]},
    "or-null": {"type": ["integer", "null"], "enum": [3, None], "anyOf": [ref("Kind"), NULL]},
}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("narrowed", NARROWED.values(), ids=NARROWED)
def test_a_narrowed_value_does_not_grow_with_its_kind(
    narrowed: Node, kind: Callable[[int], Node], tmp_path: Path
) -> None:
    old, new = (of_property(narrowed, Kind=kind(n)) for n in (3, 4))
    assert told(old, new, tmp_path) == []


# -- what adds nothing

PROJECT = obj(id=TEXT)
TRIVIAL: dict[str, Node] = {
    "all-of": {"allOf": [ref("Project")]},
    "title": {"allOf": [ref("Project"), {"type": "object", "title": "A project"}]},
    "no-properties": {"allOf": [ref("Project"), {"type": "object", "properties": {}}]},
    "none-required": {"allOf": [ref("Project"), {"required": []}]},
    "open": {"allOf": [ref("Project"), {"type": "object", "additionalProperties": True}]},
    "twice": {"allOf": [ref("Project"), ref("Project")]},
    "same-property": {"allOf": [ref("Project"), obj(id={"type": "string", "description": "x"})]},
    "one-of": {"oneOf": [ref("Project")]},
    "beside": {"type": "object", "properties": {}, "allOf": [ref("Project")]},
}


@pytest.mark.parametrize("schema", TRIVIAL.values(), ids=TRIVIAL)
def test_what_adds_nothing_changes_nothing(schema: Node, tmp_path: Path) -> None:
    plain, wrapped = (of_property(s, Project=PROJECT) for s in (ref("Project"), schema))
    assert told(plain, wrapped, tmp_path) == []
    assert told(wrapped, plain, tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ({**TEXT, "default": None}, TEXT),
        ({"type": "number", "default": 1.0}, {"type": "number", "default": 1}),
        ({**WHOLE, "default": 1}, {**WHOLE, "default": 1.0}),
        ({"type": "object", "default": {"a": 1, "b": [2.0]}}, {"type": "object", "default": {"b": [2], "a": 1}}),
        ({"type": "number", "maximum": 1.0}, {"type": "number", "maximum": 1}),
    ],
    ids=["null", "one", "one-point-zero", "order", "limit"],
)  # fmt: skip
def test_the_same_default_in_other_words_is_no_change(old: Node, new: Node, tmp_path: Path) -> None:
    assert told(of_property(old), of_property(new), tmp_path) == []


def test_true_is_not_one(tmp_path: Path) -> None:
    old, new = ({"type": ["boolean", "integer"], "default": v} for v in (True, 1))
    assert told(of_property(old), of_property(new), tmp_path) == [
        (
            "risky: `client.things.create()` keyword `p` now has the default `1` (before: the default"
            " `true`) (also `CreateThingRequest.p`) [request]"
        )
    ]


# -- unions

CLASSES = {name: obj(**{name.lower(): TEXT}) for name in "ABCD"}


def union(*names: str) -> Node:
    return {"oneOf": [ref(name) for name in names]}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (union("A", "B"), union("A", "B", "C"), ["risky: `U` may now also be C (adds `models.C`) [response]"]),
        (union("A", "B"), union("A", "C"), [
            "breaking: `U` may now be C instead of B (adds `models.C`; removes `models.B`) [response]",
        ]),
        (union("A", "B"), union("C", "D"), [
            ("breaking: `U` changed its type from A or B to C or D (adds `models.C`, `models.D`; removes"
            " `models.A`, `models.B`) [response]"),
        ]),
        ({"anyOf": [TEXT, WHOLE]}, {"anyOf": [TEXT, {"type": "number"}]}, [
            "breaking: `Thing.p` may now be number instead of integer [response]",
        ]),
    ],
    ids=["gained", "gained-and-lost", "all-others", "scalars"],
)  # fmt: skip
def test_a_union_says_what_it_gained_and_lost(
    old: Node, new: Node, expected: list[str], tmp_path: Path
) -> None:
    named = "oneOf" in old
    first, second = (received(ref("U") if named else s, U=s, **CLASSES) for s in (old, new))
    assert told(first, second, tmp_path) == expected


def test_a_union_that_may_be_null_has_not_changed_besides(tmp_path: Path) -> None:
    old = received(ref("U"), U=union("A", "B"), **CLASSES)
    new = received({"anyOf": [ref("U"), NULL]}, U=union("A", "B", "C"), **CLASSES)
    assert told(old, new, tmp_path) == [
        "risky: `U` may now also be C (adds `models.C`) [response]",
        "safe: `Thing.p` may now be null [response]",
    ]


# -- one cause, one entry


def used(thing: Node) -> Node:
    """A document that sends and receives a component in several places."""
    sent = {"requestBody": body(ref("T"))}
    paths = {
        "/t": {
            "post": operation("createThing", answer(ref("T")), **sent),
            "put": operation("putThing", answer(ref("T")), **sent),
        }
    }
    return document(paths, {"T": thing})


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (obj(a=TEXT, b=TEXT), obj(a=TEXT), (
            "breaking: `client.t.create()` lost the keyword `b` (also `client.t.put()`, `T.b`)"
            " [request and response]"
        )),
        (obj(a=TEXT), {**obj(a=TEXT, b=TEXT), "required": ["b"]}, (
            "breaking: `client.t.create()` gained the required keyword `b` (also"
            " `client.t.put()`, `T.b`) [request]"
        )),
        ({**obj(a=TEXT), "required": ["a"]}, obj(a=TEXT), (
            "breaking: `T.a` is no longer required (also `client.t.create()`, `client.t.put()`)"
            " [response]"
        )),
        ({**obj(a=TEXT), "required": ["a"]}, obj(a={"type": ["string", "null"]}), (
            "breaking: `T.a` is no longer required and may now be null (also `client.t.create()`,"
            " `client.t.put()`) [response]"
        )),
        (obj(a={**TEXT, "enum": ["x"]}), obj(a={**TEXT, "enum": ["x", "y"]}), (
            "safe: `client.t.create()` keyword `a` accepts `'y'` (also `client.t.put()`, `T.a`)"
            " [request and response]"
        )),
        (obj(a={**TEXT, "maxLength": 5}), obj(a=TEXT), (
            "risky: `T.a` is no longer always at most 5 characters long (also `client.t.create()`,"
            " `client.t.put()`) [response]"
        )),
    ],
    ids=["removed", "required", "optional", "optional-and-null", "value", "limit"],
)  # fmt: skip
def test_a_component_changes_once(old: Node, new: Node, expected: str, tmp_path: Path) -> None:
    assert told(used(old), used(new), tmp_path) == [expected]


def test_a_component_in_the_place_of_another_is_one_entry(tmp_path: Path) -> None:
    def named(name: str) -> Node:
        paths = {
            "/t": {"get": operation("getThing", answer(ref(name)))},
            "/u": {"get": operation("getUse", answer(ref("Use")))},
        }
        use = obj(one=ref(name), all={"type": "array", "items": ref(name)})
        return document(paths, {name: PROJECT, "Use": use})

    (entry,) = told(named("Thing"), named("Item"), tmp_path)
    assert entry == (
        "breaking: `client.t.get()` returns a value that changed its type from Thing to Item (also"
        " `Use.all`, `Use.one`; adds `models.Item`; removes `models.Thing`) [response]"
    )


@pytest.mark.parametrize("shared", [True, False], ids=["shared", "repeated"])
def test_one_default_on_many_operations_is_one_entry(shared: bool, tmp_path: Path) -> None:
    def paged(default: int) -> Node:
        size = {"name": "size", "in": "query", "schema": {**WHOLE, "default": default}}
        use = {"$ref": "#/components/parameters/Size"} if shared else size
        return document(many(parameters=[use]), {"Thing": PROJECT}, parameters={"Size": size})

    (entry,) = told(paged(10), paged(20), tmp_path)
    assert entry.startswith(
        "risky: `client.t0.get0()` keyword `size` now has the default `20` (before: the default"
        " `10`) (also `client.t1.get1()`, "
    )


def test_two_operations_of_one_shared_parameter_are_one_entry(tmp_path: Path) -> None:
    def limited(maximum: int) -> Node:
        size = {"name": "size", "in": "query", "schema": {**WHOLE, "maximum": maximum}}
        use = [{"$ref": "#/components/parameters/Size"}]
        return document(many(2, parameters=use), {"Thing": PROJECT}, parameters={"Size": size})

    assert told(limited(10), limited(5), tmp_path) == [
        (
            "risky: `client.t0.get0()` keyword `size` must now be at most 5 (before: at most 10) (also"
            " `client.t1.get1()`) [request]"
        )
    ]


def test_two_limits_of_one_value_are_two_entries(tmp_path: Path) -> None:
    old = received({**TEXT, "maxLength": 5, "minLength": 2})
    new = received({**TEXT, "maxLength": 9, "minLength": 1})
    assert [entry.partition(" is ")[0] for entry in told(old, new, tmp_path)] == [
        "risky: `Thing.p`",
        "risky: `Thing.p`",
    ]


def test_a_class_comes_and_goes_with_what_uses_it(tmp_path: Path) -> None:
    old = document(many(1), {"Thing": PROJECT})
    part = obj(deep=ref("Deep"))
    schemas = {"Thing": PROJECT, "Part": part, "Deep": PROJECT}
    new = document(
        {**many(1), "/parts": {"get": operation("getPart", answer(ref("Part")))}}, schemas
    )
    assert told(old, new, tmp_path) == [
        "safe: `client.parts.get()` was added (adds `models.Deep`, `models.Part`) []"
    ]
    assert told(new, old, tmp_path) == [
        "breaking: `client.parts.get()` was removed (removes `models.Deep`, `models.Part`) []"
    ]


def test_a_shared_body_of_errors_changes_once(tmp_path: Path) -> None:
    def failing(schema: Node) -> Node:
        use = {**answer(ref("Thing")), "400": {"$ref": "#/components/responses/Bad"}}
        bad = {"description": "bad", "content": {"application/json": {"schema": schema}}}
        return document(many(3, use), {"Thing": PROJECT}, responses={"Bad": bad})

    listed = {"type": "array", "items": TEXT}
    assert told(failing(obj(a=TEXT)), failing(listed), tmp_path) == [
        (
            "breaking: `client.t0.get0()` status 400: the error's body changed its type from Bad to list"
            " of string (also `client.t1.get1()`, `client.t2.get2()`, `errors.BadRequestError`;"
            " removes `models.Bad`) [response]"
        )
    ]


# -- headers, limits, credentials


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"X-A": {"schema": TEXT}}, {}, ["risky: `client.t0.get0()` response header `x-a` was removed"]),
        ({"X-A": {"schema": TEXT}}, {"x-a": {"schema": TEXT}}, []),
        ({"X-A": {"schema": TEXT}}, {"X-A": {"schema": WHOLE}}, [
            "breaking: `client.t0.get0()` response header `x-a` changed its type from string to integer"
        ]),
        ({"X-A": {"schema": {**WHOLE, "maximum": 5}}}, {"X-A": {"schema": {**WHOLE, "maximum": 9}}}, [
            "risky: `client.t0.get0()` response header `x-a` is now at most 9 (before: at most 5)"
        ]),
    ],
    ids=["removed", "case", "type", "limit"],
)  # fmt: skip
def test_headers_of_a_shared_response_are_reported_once(
    old: Node, new: Node, expected: list[str], tmp_path: Path
) -> None:
    def answered(headers: Node) -> Node:
        shared = {"Fine": answer(ref("Thing"), headers)["200"]}
        use = {"200": {"$ref": "#/components/responses/Fine"}}
        return document(many(2, use), {"Thing": PROJECT}, responses=shared)

    assert told(answered(old), answered(new), tmp_path) == [
        f"{entry} (also `client.t1.get1()`) [response]" for entry in expected
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ({"maximum": 10}, {"maximum": 50}, "risky: `Thing.p` is now at most 50 (before: at most 10)"),
        ({"maximum": 50}, {"maximum": 10}, "safe: `Thing.p` is now at most 10 (before: at most 50)"),
        ({"maximum": 10}, {}, "risky: `Thing.p` is no longer always at most 10"),
        ({}, {"maximum": 10}, "safe: `Thing.p` is now always at most 10"),
        ({"exclusiveMaximum": 10}, {"maximum": 10}, "risky: `Thing.p` is now at most 10 (before: below 10)"),
        ({"minimum": 1}, {"minimum": 1, "exclusiveMinimum": 1}, "safe: `Thing.p` is now above 1 (before: at least 1)"),
    ],
)  # fmt: skip
def test_limits_of_answers_have_their_level(
    old: Node, new: Node, expected: str, tmp_path: Path
) -> None:
    first, second = (received({**WHOLE, **limits}) for limits in (old, new))
    assert told(first, second, tmp_path) == [f"{expected} [response]"]


def key(where: str, name: str = "X-Key") -> Node:
    return {"type": "apiKey", "in": where, "name": name}


def tokens(url: str) -> Node:
    flows = {"clientCredentials": {"tokenUrl": url, "scopes": {}}}
    return {"type": "oauth2", "flows": flows}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (key("header"), key("query"), [
            "risky: `Demo` now sends `api_key` in the query `X-Key` (before: in the header `X-Key`) []"
        ]),
        (key("query"), key("header"), [
            "safe: `Demo` now sends `api_key` in the header `X-Key` (before: in the query `X-Key`) []"
        ]),
        (tokens("https://a.example/t"), tokens("https://b.example/t"), [
            ("risky: `Demo` now sends `client_id` and `client_secret` to `https://b.example/t` (before: to"
            " `https://a.example/t`) []")
        ]),
    ],
    ids=["to-the-query", "to-a-header", "token-server"],
)  # fmt: skip
def test_a_credential_that_moves_is_reported(
    old: Node, new: Node, expected: list[str], tmp_path: Path
) -> None:
    first, second = (
        document(many(1, security=[{"key": []}]), {"Thing": PROJECT}, securitySchemes={"key": s})
        for s in (old, new)
    )
    assert told(first, second, tmp_path) == expected


# -- names


@pytest.mark.parametrize(("old", "new"), [("", "listAll"), ("listAll", ""), ("getThing", "read")])
def test_an_operation_keeps_its_name_whatever_its_id(old: str, new: str, tmp_path: Path) -> None:
    first, second = (
        document({"/things": {"get": {k: v for k, v in operation(name, answer(ref("Thing"))).items() if v}}}, {"Thing": PROJECT})
        for name in (old, new)
    )  # fmt: skip
    assert told(first, second, tmp_path) == []


@pytest.mark.parametrize("lock", [True, False], ids=["locked", "fresh"])
@pytest.mark.parametrize("kind", ["responses", "parameters", "requestBodies"])
def test_classes_of_shared_components_are_not_called_after_an_operation(
    kind: str, lock: bool, tmp_path: Path
) -> None:
    schema = obj(code=TEXT, inner=obj(z=TEXT))
    content = {"application/json": {"schema": schema}}
    shared: Node = {
        "responses": {"description": "bad", "content": content},
        "parameters": {"name": "filter", "in": "query", "content": content},
        "requestBodies": {"content": content},
    }
    use = {"$ref": f"#/components/{kind}/Shared"}

    def operations(*names: str) -> Node:
        shapes: dict[str, Node] = {
            "responses": {"responses": {**answer(TEXT), "503": use}},
            "parameters": {"responses": answer(TEXT), "parameters": [use]},
            "requestBodies": {"responses": answer(TEXT), "requestBody": use},
        }
        one = shapes[kind]
        paths = {f"/{n}": {"post": {"operationId": f"do_{n}", "tags": ["t"], **one}} for n in names}
        return document(paths, **{kind: {"Shared": shared[kind]}})

    few, more = operations("bbb", "ccc"), operations("aaa", "bbb", "ccc")
    assert told(few, more, tmp_path, lock=lock) == ["safe: `client.aaa.do()` was added []"]
    assert told(more, few, tmp_path, lock=lock) == ["breaking: `client.aaa.do()` was removed []"]


@pytest.mark.parametrize(
    ("other", "name", "needed"),
    [("org", "org", "`api_key` and `org`"), ("api_key", "api_key_", "`api_key_` and `api_key`")],
)
def test_a_further_scheme_does_not_rename_the_credential_of_the_first(
    other: str, name: str, needed: str, tmp_path: Path
) -> None:
    def secured(*schemes: str) -> Node:
        paths = many(1, security=[{scheme: [] for scheme in schemes}])
        declared = {each: {"type": "apiKey", "in": "header", "name": each} for each in schemes}
        return document(paths, {"Thing": PROJECT}, securitySchemes=declared)

    one, both = secured("main"), secured("main", other)
    assert told(one, both, tmp_path) == [
        f"breaking: `client.t0.get0()` needs {needed} instead of `api_key` []",
        f"safe: `Demo` gained the argument `{name}` []",
    ]


def test_the_last_scheme_keeps_the_name_of_its_credential(tmp_path: Path) -> None:
    def secured(*schemes: str) -> Node:
        paths = many(1, security=[{"main": []}])
        declared = {each: {"type": "apiKey", "in": "header", "name": each} for each in schemes}
        return document(paths, {"Thing": PROJECT}, securitySchemes=declared)

    assert told(secured("main", "org"), secured("main"), tmp_path) == [
        "breaking: `Demo` lost the argument `org` []"
    ]


# -- what follows from something else


def test_a_body_that_must_be_given_is_one_entry(tmp_path: Path) -> None:
    schema = {**obj(name=TEXT, size=WHOLE, note=TEXT), "required": ["name", "size"]}
    made = {"204": {"description": "made"}}
    old, new = (
        document({"/t": {"post": operation("make", made, requestBody={**body(schema), "required": r})}})
        for r in (False, True)
    )  # fmt: skip
    assert told(old, new, tmp_path) == [
        "breaking: `client.t.make()` keywords `name`, `size` are now required [request]"
    ]
    assert told(new, old, tmp_path) == [
        "safe: `client.t.make()` keywords `name`, `size` are no longer required [request]"
    ]


def test_a_member_that_every_body_needs_has_no_changed_default(tmp_path: Path) -> None:
    size = {"size": {"type": "integer", "default": 3}}
    made = {"204": {"description": "made"}}
    old, new = (
        document({"/t": {"post": operation("make", made, requestBody={**body({**obj(**size), **more}), "required": False})}})
        for more in ({}, {"required": ["size"]})
    )  # fmt: skip
    assert told(old, new, tmp_path) == [
        (
            "breaking: `client.t.make()` keyword `size` must now be in every body"
            " (also `MakeRequest.size`) [request]"
        )
    ]
    assert told(new, old, tmp_path) == [
        "safe: `client.t.make()` keyword `size` is no longer required (also `MakeRequest.size`) [request]"
    ]


@pytest.mark.parametrize(
    ("status", "forth", "back"),
    [
        ("423", [
            "safe: `client.t0.get0()` declares status 423 (adds `errors.LockedError`) [response]"
        ], [
            ("breaking: `client.t0.get0()` no longer declares status 423"
            " (removes `errors.LockedError`) [response]"),
        ]),
        ("409", [
            "safe: `client.t0.get0()` declares status 409 [response]"
        ], [
            ("breaking: `client.t0.get0()` no longer declares status 409:"
            " `errors.ConflictError` no longer has a typed `body` (was Thing) [response]"),
        ]),
    ],
)  # fmt: skip
def test_an_exception_is_told_where_it_is_declared(
    status: str, forth: list[str], back: list[str], tmp_path: Path
) -> None:
    failed = {"description": "no", "content": {"application/json": {"schema": ref("Thing")}}}
    responses = answer(ref("Thing"))
    old, new = (
        document(many(1, responses=found), {"Thing": PROJECT})
        for found in (responses, {**responses, status: failed})
    )
    assert told(old, new, tmp_path) == forth
    assert told(new, old, tmp_path) == back


def test_an_exception_without_a_type_names_the_methods(tmp_path: Path) -> None:
    failed = {"description": "no", "content": {"application/json": {"schema": ref("Thing")}}}
    old, new = (
        document(many(2, responses={**answer(ref("Thing")), "409": found}), {"Thing": PROJECT})
        for found in (failed, {"description": "no"})
    )
    assert told(old, new, tmp_path) == [
        (
            "breaking: `errors.ConflictError` no longer has a typed `body` (was Thing)"
            " (also `client.t0.get0()`, `client.t1.get1()`) [response]"
        )
    ]
