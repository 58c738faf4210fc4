# `testing.py`. May import ir and this room.
"""The view of the fake of the API."""

from __future__ import annotations

from clientloom.ir import Resource
from clientloom.render.view_context import ViewContext
from clientloom.render.view_types import (
    TestingModule,
)

_FAKE_ATTRIBUTES = frozenset(
    {
        "answer",
        "async_client",
        "async_http_client",
        "client",
        "clock",
        "http_client",
        "requests",
        "stub",
    }
)

_FROM_RUNTIME = ("Fake", "FakeClock", "RecordedRequest", "Stub", "UnstubbedCallError")


_EVENTS_CLASS = "FakeWebhookEvents"


def fake_path(resource: str) -> str:
    """Returns the path of a resource on the fake, which has other attributes too."""
    first, dot, rest = resource.partition(".")
    return f"{first}_{dot}{rest}" if first in _FAKE_ATTRIBUTES else resource


def fake_accessor(resource: str, method: str) -> str:
    """The accessor of a method on the fake."""
    return f"{fake_path(resource)}.{method}" if resource else fake_path(method)


def _fake_class(resource: Resource) -> str:
    return f"Fake{resource.class_name}"


def testing_module(context: ViewContext) -> TestingModule:
    """The view of `testing.py`."""
    package = context.api.package
    fake = f"Fake{package.client}"
