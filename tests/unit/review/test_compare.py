# What a review says about two documents: one edit a case, with every sentence that it must give and no other.
from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from clientloom.config.load import one_off
from clientloom.ir import Api, Waiter
from clientloom.ir.surface import dump_surface, load_surface, packed
from clientloom.pipeline import Analysis, analyse
from clientloom.review import Level, Review, compare_apis
from clientloom.review.output.code_index import CodeIndex
from clientloom.symbols import SymbolLock
from support.review_cases import BASE, CASES, Case
from support.review_further import FURTHER


def api(text: str, folder: Path, symbols: SymbolLock | None = None) -> Analysis:
    path = folder / "openapi.yaml"
    path.write_text(text, "utf-8")
    return analyse(one_off(path, "shop"), symbols=symbols or SymbolLock(), root=folder)


def both_ways(first: str, second: str, folder: Path) -> tuple[Review, Review]:
    """The review from the first to the second, which keeps its names, and that of the way back."""
    old = api(first, folder)
    new = api(second, folder, old.symbols)
    return compare_apis(old.api, new.api), compare_apis(new.api, old.api)


def told(review: Review) -> tuple[str, ...]:
    """Every change with its class, its sentence and the caller's code that breaks."""
    return tuple(f"{c}{f' // {c.breaks}' if c.breaks else ''}" for c in review.changes)


def edited(old: str, new: str) -> str:
    assert old in BASE
    return BASE.replace(old, new)


@pytest.mark.parametrize("case", [*CASES, *FURTHER], ids=lambda case: case.name)
def test_one_edit_and_its_reverse(case: Case, tmp_path: Path) -> None:
    forth, back = both_ways(BASE, edited(case.old, case.new), tmp_path)
    assert told(forth) == case.forth
    assert told(back) == case.back


@pytest.mark.parametrize("case", [*CASES, *FURTHER][::3], ids=lambda case: case.name)
def test_a_review_is_the_same_where_both_have_the_same_objects(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `generate` compares: what did not change is taken from the new API and not compared again."""
    monkeypatch.setattr(packed, "_ITEMS_OF_A_PIECE", 1)
    one = api(BASE, tmp_path)
    two = api(edited(case.old, case.new), tmp_path, one.symbols)
    for old, new in ((one.api, two.api), (two.api, one.api)):
        was = dump_surface(old)
        shared = load_surface(was, near=(dump_surface(new), new))
        assert told(compare_apis(shared, new)) == told(compare_apis(load_surface(was), new))
        assert set(map(id, shared.schemas)) & set(map(id, new.schemas))


@dataclass(frozen=True, slots=True)
class Swap:
    """Two edits of `BASE` at one place, and what the review says from one to the other and back."""

    name: str
    place: str
    first: str
    second: str
    forth: tuple[str, ...]
    back: tuple[str, ...]


INLINE = (
    "responses: {{'200': {{description: fine, content: {{application/json: {{schema: {}}}}}}}}}"
)
SWAPS = [
    Swap(
        "limits-of-a-result-without-a-name",
        INLINE.format("{$ref: '#/components/schemas/Shop'}"),
        INLINE.format("{type: array, maxItems: 5, items: {type: string, maxLength: 3}}"),
        INLINE.format("{type: array, maxItems: 9, items: {type: string, maxLength: 2}}"),
        (
            (
                "risky: `client.shops.list()` returns a value that is now at most 9 items long "
                "(before: at most 5 items long)"
            ),
            (
                "safe: `client.shops.list()` returns a value of which each item is now at most 2 characters long "
                "(before: at most 3 characters long)"
            ),
        ),
        (
            (
                "risky: `client.shops.list()` returns a value of which each item is now at most 3 characters long "
                "(before: at most 2 characters long)"
            ),
            (
                "safe: `client.shops.list()` returns a value that is now at most 5 items long "
                "(before: at most 9 items long)"
            ),
        ),
    ),
    Swap(
        "constant-of-a-response",
        "Circle: {type: object, required: [radius], properties: {radius: {type: number}}}",
        "Circle: {type: object, properties: {kind: {const: round}}}",
        "Circle: {type: object, properties: {kind: {enum: [round, oval]}}}",
        ("breaking: `Circle.kind` may now be `'oval'` // circle.kind",),
        ("safe: `Circle.kind` is no longer `'oval'`",),
    ),
    Swap(
        "other-constant-of-a-response",
        "Circle: {type: object, required: [radius], properties: {radius: {type: number}}}",
        "Circle: {type: object, properties: {kind: {const: round}}}",
        "Circle: {type: object, properties: {kind: {const: oval}}}",
        ("breaking: `Circle.kind` is `'oval'` instead of `'round'` // circle.kind",),
        ("breaking: `Circle.kind` is `'round'` instead of `'oval'` // circle.kind",),
    ),
    Swap(
        "values-of-a-map-in-requests",
        "note: {type: string}}}",
        "note: {type: object, additionalProperties: {type: number}}}}",
        "note: {type: object, additionalProperties: {type: integer}}}}",
        (
            (
                "breaking: `Part.note` (each value) changed its type from number to integer // "
                '{"note": ...}'
            ),
        ),
        ("safe: `Part.note` (each value) changed its type from integer to number",),
    ),
    Swap(
        "items-that-may-be-null-in-responses",
        "tags: {type: array, items: {type: string, enum: [a, b]}}",
        "tags: {type: array, items: {type: string}}",
        "tags: {type: array, items: {type: [string, 'null']}}",
        ("safe: `Thing.tags` (each item) may now be null",),
        ("safe: `Thing.tags` (each item) may no longer be null",),
    ),
    Swap(
        "a-value-becomes-a-stream",
        "operationId: getShop\n      responses: {'200': {description: fine, content: {application/json:",
        "operationId: getShop\n      responses: {'200': {description: fine, content: {application/json:",
        "operationId: getShop\n      responses: {'200': {description: fine, content: {text/event-stream:",
        (
            "breaking: `client.shops.get()` returns a stream of Shop instead of Shop // result = client.shops.get(...)",
        ),
        (
            "breaking: `client.shops.get()` returns Shop instead of a stream of Shop // result = client.shops.get(...)",
        ),
    ),
    Swap(
        "a-parameter-moves",
        "{name: order, in: query, schema: {type: string, enum: [asc, desc]}}",
        "{name: order, in: query, schema: {type: string}}",
        "{name: order, in: header, schema: {type: string}}",
        (
            "safe: `client.things.list()` keyword `order` is sent in the header instead of the query",
        ),
        (
            "safe: `client.things.list()` keyword `order` is sent in the query instead of the header",
        ),
    ),
    Swap(
        "a-list-is-written-otherwise",
        "{name: order, in: query, schema: {type: string, enum: [asc, desc]}}",
        "{name: order, in: query, schema: {type: array, items: {type: string}}}",
        "{name: order, in: query, explode: false, schema: {type: array, items: {type: string}}}",
        (
            "safe: `client.things.list()` keyword `order` is written as form instead of exploded form",
        ),
        (
            "safe: `client.things.list()` keyword `order` is written as exploded form instead of form",
        ),
    ),
    Swap(
        "a-single-value-is-written-alike",
        "{name: order, in: query, schema",
        "{name: order, in: query, schema",
        "{name: order, in: query, explode: false, schema",
        (),
        (),
    ),
    Swap(
        "text-is-a-string",
        "operationId: getShop\n      responses: {'200': {description: fine, content: {application/json:"
        " {schema: {$ref: '#/components/schemas/Shop'}}}}}",
        "operationId: getShop\n      responses: {'200': {description: fine, content: {text/plain:"
        " {schema: {type: string}}}}}",
        "operationId: getShop\n      responses: {'200': {description: fine, content: {application/json:"
        " {schema: {type: string}}}}}",
        (),
        (),
    ),
    Swap(
        "width-of-a-number",
        "size: {type: number}",
        "size: {type: integer, format: int64}",
        "size: {type: integer, format: int32}",
        (
            "risky: `client.things.create()` keyword `size` must now be of the format `int32` (also `NewThing.size`)",
        ),
        (
            "safe: `client.things.create()` keyword `size` no longer has to be of the format `int32` (also `NewThing.size`)",
        ),
    ),
    Swap(
        "limits-of-what-a-value-holds",
        "note: {type: string}}}",
        "note: {type: array, items: {type: string, maxLength: 9}}}}",
        "note: {type: array, items: {type: string, maxLength: 5}}}}",
        (
            "risky: `Part.note` (each item) must now be at most 5 characters long (before: at most 9 characters long)",
        ),
        (
            "safe: `Part.note` (each item) has a looser limit: at most 9 characters long (before: at most 5 characters long)",
        ),
    ),
    Swap(
        "limits-of-a-name-for-a-list",
        "Part: {type: object, required: [code], properties: {code: {type: string}, note: {type: string}}}",
        "Part: {type: array, maxItems: 4, items: {type: string}}",
        "Part: {type: array, maxItems: 3, items: {type: string, pattern: '^a'}}",
        (
            "risky: `Part` (each item) must now be a match of `^a`",
            "risky: `Part` must now be at most 3 items long (before: at most 4 items long)",
        ),
        (
            "safe: `Part` (each item) no longer has to be a match of `^a`",
            "safe: `Part` has a looser limit: at most 4 items long (before: at most 3 items long)",
        ),
    ),
    Swap(
        "choices-of-a-server",
        "[{url: 'https://a.test'}]",
        "[{url: 'https://{z}.test', variables: {z: {default: a, enum: [a, b]}}}]",
        "[{url: 'https://{z}.test', variables: {z: {default: c, enum: [a, c]}}}]",
        (
            "breaking: `Shop` argument `z` no longer accepts `'b'` // Shop(z='b')",
            "risky: `Shop` talks to https://{z}.test (z=c) by default instead of https://{z}.test (z=a)",
            "safe: `Shop` argument `z` accepts `'c'`",
        ),
        (
            "breaking: `Shop` argument `z` no longer accepts `'c'` // Shop(z='c')",
            "risky: `Shop` talks to https://{z}.test (z=a) by default instead of https://{z}.test (z=c)",
            "safe: `Shop` argument `z` accepts `'b'`",
        ),
    ),
    Swap(
        "a-server-without-choices",
        "[{url: 'https://a.test'}]",
        "[{url: 'https://{z}.test', variables: {z: {default: a}}}]",
        "[{url: 'https://{z}.test', variables: {z: {default: a, enum: [a]}}}]",
        ("breaking: `Shop` argument `z` accepts only `'a'` // Shop(z=...)",),
        ("safe: `Shop` argument `z` accepts any text",),
    ),
    Swap(
        "a-server-of-one-method",
        "    delete:\n      tags: [shops]",
        "    delete:\n      tags: [shops]",
        "    delete:\n      servers: [{url: 'https://b.test'}]\n      tags: [shops]",
        ("risky: `client.shops.delete()` talks to https://b.test instead of the client's server",),
        ("risky: `client.shops.delete()` talks to the client's server instead of https://b.test",),
    ),
    Swap(
        "one-more-body-of-an-error",
        "        '400': {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}",
        "        '400': {description: bad, content: {application/json: {schema: {$ref: '#/components/schemas/Problem'}}}}",
        "        '400': {description: bad, content: {application/json: {schema: {oneOf: [{$ref:"
        " '#/components/schemas/Problem'}, {$ref: '#/components/schemas/Shop'}]}}}}",
        (
            "breaking: `client.things.create()` status 400: the error's body may now also be Shop (also `errors.BadRequestError`; adds `models.CreateThing400Error`) // error.body",
        ),
        (
            "breaking: `client.things.create()` status 400: the error's body is no longer Shop (removes `models.CreateThing400Error`) // models.CreateThing400Error",
        ),
    ),
    Swap(
        "a-header-without-choice",
        "parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
        "parameters: [{name: id, in: path, required: true, schema: {type: string}}]",
        "parameters: [{name: id, in: path, required: true, schema: {type: string}},"
        " {name: X-Version, in: header, required: true, schema: {type: string, enum: ['2']}}]",
        (),
        (),
    ),
]


def test_a_scheme_that_is_called_otherwise_changes_nothing(tmp_path: Path) -> None:
    """Callers know the argument, and not what the document calls its scheme."""
    renamed = BASE.replace("{key: []}", "{token: []}").replace(
        "{key: {type: apiKey", "{token: {type: apiKey"
    )
    assert renamed.count("token") == 2
    assert [told(review) for review in both_ways(BASE, renamed, tmp_path)] == [(), ()]


@pytest.mark.parametrize("swap", SWAPS, ids=lambda swap: swap.name)
def test_two_states_of_one_place(swap: Swap, tmp_path: Path) -> None:
    first, second = edited(swap.place, swap.first), edited(swap.place, swap.second)
    forth, back = both_ways(first, second, tmp_path)
    assert told(forth) == swap.forth
    assert told(back) == swap.back


def test_a_change_leads_into_the_document_that_has_the_thing(tmp_path: Path) -> None:
    forth, back = both_ways(
        BASE, edited("    Problem:", "    Extra: {type: string}\n    Problem:"), tmp_path
    )
    assert not forth.changes + back.changes  # nothing reaches the new schema
    text = edited("owner: {type: string}", "owner: {type: integer}")
    (change,) = both_ways(BASE, text, tmp_path)[0].changes
    line = text.splitlines()[change.span.line - 1]
    assert change.pointer == "/components/schemas/Thing/properties/owner"
    assert line.strip() == "owner: {type: integer}"
    assert BASE.splitlines()[change.was.line - 1].strip() == "owner: {type: string}"
    (argument,) = both_ways(BASE, edited("enum: [asc, desc]", "enum: [asc]"), tmp_path)[0].changes
    assert argument.pointer == "/paths/~1things/get/parameters/1"
    assert BASE.splitlines()[argument.was.line - 1].strip().startswith("- {name: order,")
    (removed, *_) = both_ways(
        BASE, edited("operationId: deleteShop", "operationId: x\n      deprecated: true"), tmp_path
    )[0].changes
    assert removed.pointer == "/paths/~1shops/delete"
    assert BASE.splitlines()[removed.span.line - 1].strip() == "delete:"


def test_the_worst_comes_first(tmp_path: Path) -> None:
    text = edited("owner: {type: string}", "owner: {type: integer}").replace(
        "maximum: 10", "maximum: 5"
    )
    review, _ = both_ways(BASE, text.replace("enum: [a, b]", "enum: [a, b, c]"), tmp_path)
    assert [change.level for change in review.changes] == [Level.BREAKING, Level.RISKY, Level.SAFE]
    assert review.level is Level.BREAKING


def test_a_method_that_moves_below_another_resource_is_breaking(tmp_path: Path) -> None:
    old = api(BASE, tmp_path).api
    moved = next(o for o in old.operations if o.accessor == "things.list")
    nested = replace(moved, resource="shops.things")
    new = replace(old, operations=tuple(nested if o is moved else o for o in old.operations))
    assert told(compare_apis(old, new)) == (
        "breaking: `client.things.list()` is now `client.shops.things.list()` // client.things.list(...)",
    )
    (renamed,) = compare_apis(old, new).changes
    assert (renamed.span, renamed.was) == (moved.span, moved.span)
    module = "resources/shops__things.py"
    index = CodeIndex({f"shop/{module}": "class Things:\n    def list(self) -> None: ...\n"}, {})
    assert list(index.find("client.shops.things.list()")) == [(module, range(2, 3))]


def test_the_code_of_a_method_is_that_of_its_class_not_its_docstring() -> None:
    module = "resources/things.py"
    docs = 'class _ThingsDocs:\n    def list(self) -> Any:\n        """List."""\n'
    index = CodeIndex({f"shop/{module}": f"{docs}class Things:\n    def list(self): ...\n"}, {})
    assert list(index.find("client.things.list()")) == [(module, range(5, 6))]


def test_the_code_of_a_class_is_the_model_and_its_dict_whatever_it_is_called() -> None:
    modules = {
        "shop/models/shared.py": "class Pet:\n    name: str\n\n\nPetDict: TypeAlias = str\n",
        "shop/params/shared.py": "class PetDict_(TypedDict):\n    name: str\n\n\nPetDict: TypeAlias = str\n",
    }
    index = CodeIndex(modules, {"Pet": "PetDict_", "PetDict": "PetDict"})
    both = ["models/shared.py", "params/shared.py"]
    assert list(index.find("Pet.name")) == [(path, range(2, 3)) for path in both]
    assert list(index.find("models.Pet")) == [(path, range(1, 3)) for path in both]
    assert list(index.find("models.PetDict")) == [(path, range(5, 6)) for path in both]


def test_the_code_of_exceptions_events_and_odd_keys() -> None:
    modules = {
        "shop/errors.py": "class BadRequestError(Exception): ...\n",
        "shop/params/shared.py": "A = 1\nOddDict = TypedDict('OddDict', {'a-b': str})\n",
        "shop/webhooks.py": "def (:\n",
    }
    index = CodeIndex(modules, {"Odd": "OddDict"})
    assert list(index.find("errors.BadRequestError")) == [("errors.py", range(1, 2))]
    assert list(index.find("Odd")) == [("params/shared.py", range(2, 3))]
    assert list(index.find("webhooks.parse()")) == []  # a person has broken it


def test_methods_that_wait(tmp_path: Path) -> None:
    bare = api(BASE, tmp_path).api
    waiter = Waiter(name="wait_until_ready", state=("name",), success=("a",))
    old, new = with_waiters(bare, waiter), with_waiters(bare, replace(waiter, success=("b",)))
    subject = "`client.things.wait_until_ready()`"
    call = "client.things.wait_until_ready(...)"
    assert told(compare_apis(bare, old)) == (f"safe: {subject} was added",)
    assert told(compare_apis(old, new)) == (f"risky: {subject} waits for another state",)
    assert told(compare_apis(old, bare)) == (f"breaking: {subject} was removed // {call}",)


def with_waiters(api_: Api, *waiters: Waiter) -> Api:
    operations = tuple(
        replace(o, waiters=waiters) if o.accessor == "things.list" else o for o in api_.operations
    )
    return replace(api_, operations=operations)
