# Waiters against the operations that they repeat: what fits, and what the settings get wrong.
from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from clientloom.config.load import load_vendor
from clientloom.config.settings import WaiterConfig
from clientloom.diagnostics import InputError
from clientloom.ir import Waiter
from clientloom.normalize.nodes import Place
from clientloom.normalize.waiters.extension import POLLING, Polling, read_polling
from clientloom.pipeline import analyse
from clientloom.symbols import SymbolLock

DOCUMENT = (Path(__file__).parents[2] / "cases/waiters/openapi.yaml").read_text("utf-8")
STATE = "path = 'finished'\nsuccess = ['true']\n"


def read(folder: Path, settings: str, document: str = DOCUMENT) -> tuple[Waiter, ...]:
    """The waiters of the operation `getJob`."""
    (folder / "openapi.yaml").write_text(document, "utf-8")
    head = "[package]\nname = 'jobs'\n[operations.getJob.waiters.wait]\n"
    (folder / "client.toml").write_text(head + settings, "utf-8")
    config = load_vendor(folder, root=folder)
    operations = analyse(config, symbols=SymbolLock(), root=folder).api.operations
    return next(o.waiters for o in operations if o.id == "getJob")


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ("path = 'nothing'\nsuccess = ['x']\n", "'nothing': the response has no such member"),
        ("path = 'finished'\nsuccess = ['yes']\n", "'yes': the state has no such value"),
        (
            "path = 'status.phase'\nsuccess = ['done']\nfailure = ['brokn']\n",
            "'brokn': the state has no such value; did you mean 'broken'?",
        ),
        (STATE + "create = ['makeJob']\n", "'makeJob': the document has no such operation"),
        (
            STATE + "create = ['createJob']\narguments = {job_id = 'finished'}\n",
            "'finished': the response of createJob may lack it",
        ),
        (
            STATE + "create = ['deleteJob']\narguments = {job_id = 'id'}\n",
            "its response has no members",
        ),
    ],
)
def test_what_the_document_does_not_have(tmp_path: Path, settings: str, problem: str) -> None:
    with pytest.raises(InputError) as refused:
        read(tmp_path, settings)
    (diagnostic,) = refused.value.diagnostics
    assert diagnostic.code == "waiter-mismatch"
    assert problem in f"{diagnostic.message}; {diagnostic.hint}"


def test_a_parameter_that_the_caller_gives_anyway(tmp_path: Path) -> None:
    (waiter, _) = read(tmp_path, STATE + "create = ['deleteJob']\n")
    assert [(c.name, c.arguments) for c in waiter.creations] == [
        ("delete_and_wait", (("job_id", ()),))
    ]


def test_an_operation_is_named_by_its_method_and_path_too(tmp_path: Path) -> None:
    (tmp_path / "by_id").mkdir()
    (tmp_path / "by_path").mkdir()
    by_id = read(tmp_path / "by_id", STATE + "create = ['createJob']\n")
    by_path = read(tmp_path / "by_path", STATE + "create = ['POST /jobs']\n")
    assert by_id == by_path
    assert by_id[0].creations[0].name == "create_and_wait"


def test_a_name_that_another_method_has(tmp_path: Path) -> None:
    (tmp_path / "openapi.yaml").write_text(DOCUMENT, "utf-8")
    settings = "[package]\nname = 'jobs'\n[operations.getJob.waiters.delete]\ngone = true\n"
    (tmp_path / "client.toml").write_text(settings, "utf-8")
    config = load_vendor(tmp_path, root=tmp_path)
    with pytest.raises(InputError) as refused:
        analyse(config, symbols=SymbolLock(), root=tmp_path)
    assert [str(d.code) for d in refused.value.diagnostics] == ["duplicate-accessor"]


def test_an_identifier_that_may_be_missing_is_not_taken(tmp_path: Path) -> None:
    optional = DOCUMENT.replace("required: [id]", "required: [finished]")
    with pytest.raises(InputError, match="nothing in the response of createJob says what 'job_id'"):
        read(tmp_path, STATE + "create = ['createJob']\n", optional)
    with pytest.raises(InputError, match=r'arguments = \{"x" = "y", "job_id" = "..."\}'):
        read(tmp_path, STATE + "create = ['createJob']\narguments = {x = 'y'}\n", optional)


def test_a_response_of_several_types_is_told(tmp_path: Path) -> None:
    job = "#/components/schemas/Job"
    other = {"type": "object", "properties": {"finished": {"type": "boolean"}}}
    tree = yaml.safe_load(DOCUMENT)
    tree["components"]["schemas"]["Other"] = other
    content = tree["paths"]["/jobs/{job_id}"]["get"]["responses"]["200"]["content"]
    content["application/json"]["schema"] = {
        "oneOf": [{"$ref": job}, {"$ref": "#/components/schemas/Other"}]
    }
    with pytest.raises(InputError, match="one of several types there"):
        read(tmp_path, STATE, yaml.safe_dump(tree))


GONE, STATE_IS = "$statusCode == 404", "$response.body#/status/phase == {}"


def extension(success: list[str], failure: list[str] | None = None, **more: object) -> Polling:
    criteria = [[{"condition": text} for text in texts] for texts in (success, failure or [])]
    entry = {"name": "Wait", "successCriteria": criteria[0], "failureCriteria": criteria[1], **more}
    operation = {POLLING: [entry]}
    (found,) = read_polling(Place(operation, operation, ""))
    return found


@pytest.mark.parametrize("text", ['"done"', "'done'", "done"])
def test_the_extension_names_states(text: str) -> None:
    found = extension(
        [STATE_IS.format(text)], [STATE_IS.format("3")], intervalSeconds=2, limitCount=5
    )
    assert found.settings == WaiterConfig(
        path="status.phase", success=("done",), failure=("3",), interval=2, timeout=10
    )
    assert extension([GONE]).settings == WaiterConfig(gone=True)


@pytest.mark.parametrize(
    ("success", "failure", "problem"),
    [
        (["$statusCode == 200"], [], "no condition of success names a member of the response"),
        (
            [STATE_IS.format("done")],
            ["$response.body#/other == x"],
            "success and failure are read from different members",
        ),
        (
            ["$response.header.x == 1"],
            [],
            "the condition '$response.header.x == 1' is not supported",
        ),
    ],
)
def test_what_the_extension_cannot_say(
    success: list[str], failure: list[str], problem: str
) -> None:
    found = extension(success, failure)
    assert (found.problem, found.settings) == (problem, WaiterConfig())


def test_an_extension_that_does_not_fit_the_response_is_told(tmp_path: Path) -> None:
    document = DOCUMENT.replace("#/status/phase", "#/status/faze")
    (tmp_path / "openapi.yaml").write_text(document, "utf-8")
    (tmp_path / "client.toml").write_text("[package]\nname = 'jobs'\n", "utf-8")
    found = analyse(load_vendor(tmp_path, root=tmp_path), symbols=SymbolLock(), root=tmp_path)
    told = [d.message for d in found.report.diagnostics if d.code == "unsupported-polling"]
    assert any("'status.faze': the response has no such member" in message for message in told)


def test_the_settings_win_over_the_extension(tmp_path: Path) -> None:
    document = DOCUMENT.replace("name: WaitForStart", "name: Wait")
    found = read(tmp_path, STATE, document)
    assert [(waiter.name, waiter.success) for waiter in found] == [("wait", ("true",))]


def test_numbers_are_written_as_in_json(tmp_path: Path) -> None:
    document = DOCUMENT.replace("type: boolean", "type: integer, enum: [1, 2]")
    assert read(tmp_path, "path = 'finished'\nsuccess = ['2']\n", document)[0].success == ("2",)
