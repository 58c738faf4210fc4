# Which module a schema goes to, in which order, and that the text depends on nothing but the API.
from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from itertools import pairwise
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import get_args

import pytest
from clientloom.diagnostics import InputError
from clientloom.ir import Api, ListOf, Webhook
from clientloom.models import index as indexing
from clientloom.models.index import index_schemas
from clientloom.models.package import render_models
from clientloom.models.views import AliasView, sort_aliases
from clientloom.python.model_index import name_params
from clientloom.render.environment import load_templates
from pydantic import TypeAdapter
from unit.models.by_hand import (
    SPAN,
    STRING,
    alias,
    api,
    field,
    nasty,
    needed,
    obj,
    operation,
    ref,
)
from unit.models.packages import TEMPLATES, imported, render, write_package

from templates.runtime.features.validation.open_objects import further_type, model_name


def three() -> Api:
    return api(
        obj("Cat", field("owner", ref("Owner")), field("fur", ref("Fur"))),
        obj("Dog", field("owner", ref("Owner"))),
        obj("Owner", field("city", ref("City"))),
        obj("City"),
        obj("Fur"),
        obj("Unused", field("dog", ref("Bone"))),
        obj("Bone"),
        obj("Event", field("at")),
        operations=(
            operation("cats", "get", gives=ref("Cat")),
            operation("dogs", "get", gives=ListOf(ref("Dog")), takes=ref("Dog")),
        ),
    )


def test_a_schema_of_nested_resources_lives_with_the_nearest_that_leads_to_all() -> None:
    nested = api(
        obj("Account"),
        obj("Bank", field("account", ref("Account")), field("state", ref("State"))),
        obj("State"),
        obj("Card"),
        obj("Everywhere"),
        operations=(
            operation("accounts", "get", gives=ref("Account"), takes=ref("Everywhere")),
            operation("accounts.banks", "get", gives=ref("Bank")),
            operation("accounts.cards", "get", gives=ref("Card"), takes=ref("Account")),
            operation("accounts.cards.states", "get", gives=ref("Card")),
            operation("accounts_old", "get", gives=ref("Everywhere")),
        ),
    )
    assert {entry.name: entry.module for entry in index_schemas(nested).entries.values()} == {
        "Account": "accounts",
        "Bank": "accounts__banks",
        "State": "accounts__banks",
        "Card": "accounts__cards",
        "Everywhere": "shared",
    }


def test_a_schema_lives_with_the_only_resource_that_reaches_it() -> None:
    index = index_schemas(three())
    assert {entry.name: entry.module for entry in index.entries.values()} == {
        "Cat": "cats",
        "Fur": "cats",
        "Dog": "dogs",
        **dict.fromkeys(("Owner", "City", "Unused", "Bone", "Event"), "shared"),
    }


def test_what_only_webhooks_send_has_a_module() -> None:
    cats = three()
    hook = Webhook(id="cat", name="Cat", payload=ref("Fur"), doc="", span=cats.schemas[0].span)
    event = replace(hook, id="event", payload=ref("Event"))
    given = replace(cats, webhooks=(hook, event))
    modules = [index_schemas(given).module(f"#/{name}") for name in ("Event", "Fur", "Cat")]
    assert modules == ["webhooks", "shared", "cats"]
    assert '"""Models of webhooks."""' in render(given)[PurePosixPath("models/webhooks.py")]


def chain() -> Api:
    """Ten classes that lead to the next, the last two to each other, and an alias of the first."""
    names = [f"N{number}" for number in range(10)]
    linked = [obj(name, field("to", ref(after))) for name, after in pairwise([*names, "N8"])]
    return api(
        *linked,
        alias("First", ListOf(ref("N0"))),
        operations=(operation("a", "get", gives=ref("First")),),
    )


def test_a_large_module_is_written_in_parts_that_import_earlier_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    whole = index_schemas(chain())
    monkeypatch.setattr(indexing, "LARGE", 6)
    split = index_schemas(chain())
    assert {entry.module for entry in whole.entries.values()} == {"a"}
    module = {entry.name: entry.module for entry in split.entries.values()}
    assert module == {
        **dict.fromkeys(("N8", "N9", "N7"), "a_1"),
        **dict.fromkeys(("N6", "N5", "N4"), "a_2"),
        **dict.fromkeys(("N3", "N2", "N1"), "a_3"),
        **dict.fromkeys(("N0", "First"), "a_4"),
    }
    for number in range(1, 5):
        text = render(chain())[PurePosixPath(f"models/a_{number}.py")]
        assert text.split("\n")[1] == '"""Models of `client.a`."""'
        imported_parts = re.findall(r"^from \.a_(\d) import", text, re.MULTILINE)
        assert all(int(part) < number for part in imported_parts)
    with imported(write_package(chain(), tmp_path)) as (models, _):
        value = TypeAdapter(models.First).validate_python([{"to": {"to": {}}}])
        assert type(value[0].to.to) is models.N2


def events(*names: str) -> Api:
    """Webhooks with a class each of its own, which all lead to `Base`; `Pull...` also to `PullBase`."""
    payloads = [
        obj(
            f"{name}Payload",
            field("base", ref("Base")),
            field("more", ref("PullBase" if name.startswith("Pull") else "Base")),
        )
        for name in names
    ]
    hooks = tuple(
        Webhook(id=name, name=name, payload=ref(f"{name}Payload"), doc="", span=SPAN)
        for name in names
    )
    given = api(*payloads, obj("Base", field("id")), obj("PullBase", field("id")))
    return replace(given, webhooks=hooks)


def test_many_webhooks_have_a_module_a_family_and_a_new_one_moves_no_class(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    names = ("IssueOpened", "IssueClosed", "PullOpened", "PullClosed", "PullEdited", "Push")
    assert set(modules(events(*names)).values()) == {"webhooks"}
    monkeypatch.setattr(indexing, "LARGE", 8)
    before = modules(events(*names))
    assert before == {
        "Base": "webhooks",
        "PullBase": "webhooks_pull",
        "IssueOpenedPayload": "webhooks_issue",
        "IssueClosedPayload": "webhooks_issue",
        "PullOpenedPayload": "webhooks_pull_opened",
        "PullClosedPayload": "webhooks_pull_closed",
        "PullEditedPayload": "webhooks_pull_edited",
        "PushPayload": "webhooks_push",
    }
    after = modules(events("AlertRaised", *names))
    assert after == {**before, "AlertRaisedPayload": "webhooks_alert"}


def test_a_resource_called_webhooks_keeps_its_classes_beside_those_of_many_webhooks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(indexing, "LARGE", 2)
    hooks = events("IssueOpened", "PullOpened")
    own = api(obj("Hook"), operations=(operation("webhooks", "get", gives=ref("Hook")),))
    both = replace(hooks, schemas=(*hooks.schemas, *own.schemas), operations=own.operations)
    found, alone = modules(both), modules(hooks)
    apart = {name: module for name, module in alone.items() if module != "webhooks"}
    assert apart.items() <= found.items()
    assert found["Hook"] not in apart.values()
    assert found["Hook"].startswith("webhooks")


def modules(given: Api) -> dict[str, str]:
    return {entry.name: entry.module for entry in index_schemas(given).entries.values()}


def test_shared_never_imports_a_resource() -> None:
    for given in (three(), nasty()):
        files = render(given)
        for package in ("models", "params"):
            lines = files[PurePosixPath(package, "shared.py")].splitlines()
            own = [line for line in lines if line.startswith("from .") and line[6] != "."]
            assert [line for line in own if not line.startswith("from ..")] == []


def test_a_resource_called_shared_has_a_module_of_its_own() -> None:
    given = api(obj("A"), obj("B"), operations=(operation("shared", "get", gives=ref("A")),))
    index = index_schemas(given)
    assert (index.module("#/A"), index.module("#/B")) == ("shared_", "shared")
    assert {path.name for path in render(given)} == {"__init__.py", "shared.py", "shared_.py"}


def test_the_index_tells_what_is_sent_and_what_is_open() -> None:
    given = api(
        obj("Sent", field("inner", ref("Inner")), extra=STRING, sent=False),
        obj("Inner", sent=False),
        obj("Got", sent=False),
        alias("Name", STRING),
        operations=(operation("x", "put", takes=ref("Sent"), gives=ref("Got")),),
    )
    index = index_schemas(given)
    sent = {entry.name for entry in index.entries.values() if entry.in_params}
    assert sent == {"Sent", "Inner", "Name"}
    assert index.has_params("#/Sent")
    assert not index.has_params("#/Got")
    assert not index.has_params("#/Unheard")
    names = {entry.name: entry.params_name for entry in index.entries.values()}
    assert names == {"Sent": "SentDict", "Inner": "InnerDict", "Got": "", "Name": "Name"}
    assert not index.entries["#/Name"].is_object


def test_the_dict_of_a_model_has_a_name_of_its_own() -> None:
    """The runtime finds the model of a dict by its name alone, and messages call the dict as the model."""
    schemas = (obj("Sent"), alias("SentDict", STRING), obj("EventDict"), obj("Dict"))
    names = name_params(schemas)
    assert names == {
        "Sent": "SentDict_",
        "SentDict": "SentDict",
        "EventDict": "EventDictDict",
        "Dict": "DictDict",
    }
    dicts = {
        each.name: type(names[each.name], (), {}) for each in schemas if each.name != "SentDict"
    }
    assert {name: model_name(each) for name, each in dicts.items()} == {
        name: name for name in dicts
    }


MODELS = """
from __future__ import annotations
from templates.runtime import Model
class Sent(Model): ...
class Holder(Model):
    __pydantic_extra__: dict[str, Sent]
"""
PARAMS = """
from typing import TypedDict
class SentDict_(TypedDict): ...
class HolderDict(TypedDict): ...
"""


def test_further_keys_find_the_dict_of_a_class_by_the_same_rule(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    modules = {}
    for name, source in (("dicts_of.models.shared", MODELS), ("dicts_of.params.shared", PARAMS)):
        modules[name] = module = ModuleType(name)
        monkeypatch.setitem(sys.modules, name, module)
        exec(source, vars(module))
    models, params = modules.values()
    assert get_args(further_type(params.HolderDict)) == (models.Sent, params.SentDict_)


def test_everything_comes_from_templates_that_a_user_may_shadow(tmp_path: Path) -> None:
    folder = tmp_path / "package" / "src" / "package"
    for package in ("models", "params"):
        (folder / package).mkdir(parents=True)
        for name, template in (
            (
                "module.py",
                "{{ module.classes | length }} {{ module.aliases | map(attribute='name') | join }}",
            ),
            ("__init__.py", "{{ package.names | join }}"),
        ):
            (folder / package / f"{name}.jinja").write_text(template, "utf-8")
    own = load_templates(TEMPLATES, tmp_path).render
    given = api(obj("A"), alias("B", STRING))
    files = render_models(given.schemas, index_schemas(given), own)
    names = {"models": "A", "params": "ADict"}
    assert {str(path): text for path, text in files.items()} == {
        **{f"{package}/shared.py": "1 B" for package in ("models", "params")},
        **{
            f"{package}/__init__.py": f"('{name}', 'shared')('B', 'shared')"
            for package, name in names.items()
        },
    }


def test_a_template_of_a_user_that_asks_for_the_unknown_is_reported_with_its_line(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "package" / "src" / "package" / "params"
    folder.mkdir(parents=True)
    (folder / "module.py.jinja").write_text("\n{{ module.nothing }}", "utf-8")
    own = load_templates(TEMPLATES, tmp_path).render
    given = api(obj("A"))
    with pytest.raises(InputError, match=r"params/module\.py\.jinja:2:1: error.*nothing"):
        render_models(given.schemas, index_schemas(given), own)


def test_an_api_without_schemas_has_both_packages() -> None:
    files = render(api())
    assert set(files) == {PurePosixPath("models/__init__.py"), PurePosixPath("params/__init__.py")}
    for text in files.values():
        compile(text, "<init>", "exec")


def test_the_order_of_the_schemas_changes_nothing() -> None:
    given = nasty()
    turned = replace(given, schemas=given.schemas[::-1], operations=given.operations[::-1])
    assert render(turned) == render(given)


def test_the_hash_seed_changes_nothing(tmp_path: Path) -> None:
    program = (
        "from unit.models.by_hand import nasty\n"
        "from unit.models.packages import render\n"
        "print('\\n'.join(render(nasty()).values()))"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "PYTHONPATH": os.pathsep.join(sys.path),
                "PYTHONIOENCODING": "utf-8",
            },
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(texts) == 1


def test_fields_of_one_type_are_written_alike() -> None:
    files = render(
        api(
            obj("A", needed("x"), needed("y"), sent=False),
            obj("B", needed("x"), field("z"), sent=False),
            obj("C", needed("x"), field("z"), sent=False),
        )
    )
    text = files[PurePosixPath("models/shared.py")]
    assert text.count("    x: str\n") == 3
    assert text.count("    z: str | None = None\n") == 2


def made_of(name: str, *uses: str) -> AliasView:
    return AliasView(name=name, annotation="", docstring="", uses=frozenset(uses))


def test_aliases_follow_what_they_are_made_of() -> None:
    found = sort_aliases(
        [
            made_of("A", "C", "Model"),
            made_of("B"),
            made_of("C", "D"),
            made_of("D", "Elsewhere"),
        ]
    )
    assert "".join(each.name for each in found) == "DCAB"


def test_recursive_aliases_stand_before_classes_and_those_before_aliases() -> None:
    text = render(nasty())[PurePosixPath("models/shared.py")]
    places = [
        text.index(start) for start in ("\nif TYPE_CHECKING", "\nclass ", "\nColor: TypeAlias")
    ]
    assert places == sorted(places)


@pytest.mark.slow
def test_strict_type_checkers_find_nothing(tmp_path: Path) -> None:
    root = write_package(nasty(), tmp_path)
    (tmp_path / "pyrightconfig.json").write_text('{"typeCheckingMode": "strict"}')
    parts = [str(root / "models"), str(root / "params")]
    mypy = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--config-file=",
            "--python-version=3.11",
            *parts,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert mypy.returncode == 0, mypy.stdout
    pyright = subprocess.run(
        [sys.executable, "-m", "pyright", "--pythonpath", sys.executable, *parts],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    found = [line for line in pyright.stdout.splitlines() if "is not accessed" not in line]
    assert [line for line in found if " error:" in line] == [], pyright.stdout
