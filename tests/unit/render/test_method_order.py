# The order of the methods of a resource, by names and paths.
from __future__ import annotations

from dataclasses import replace

from clientloom.ir import Operation
from clientloom.render.method_order import method_order
from unit.render.sample_api import SAMPLE


def operation(name: str, where: str) -> Operation:
    method, path = where.split()
    return replace(SAMPLE.operations[0], name=name, method=method, path=path)


def test_first_what_creates_lists_gets_updates_and_deletes_then_the_rest_by_collection() -> None:
    in_order = [
        operation("create", "POST /repos"),
        operation("list", "GET /repos"),
        operation("describe", "GET /repos/{repo}"),
        operation("retrieve", "GET /repos/{repo}/full"),
        operation("update", "PATCH /repos/{repo}"),
        operation("delete_", "DELETE /repos/{repo}"),
        operation("search", "GET /repos"),
        operation("archive", "POST /repos/{repo}/archive"),
        operation("create_tag", "POST /repos/{repo}/tags"),
        operation("list_tags", "GET /repos/{repo}/tags"),
        operation("get_tag", "GET /repos/{repo}/tags/{tag}"),
        operation("update_tag", "PUT /repos/{repo}/tags/{tag}/"),
        operation("delete_tag", "DELETE /repos/{repo}/tags/{tag}"),
        operation("move_tag", "POST /repos/{repo}/tags"),
        operation("tag_all", "POST /tags"),
    ]
    shuffled = sorted(in_order, key=lambda each: (each.method, each.name))
    assert sorted(shuffled, key=method_order) == in_order
