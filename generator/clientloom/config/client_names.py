# The names that the class of a client cannot have. Imports the standard library only.
"""`taken_by`: what has the name of a client's class already; `free_client_name`: a derived name that nothing has."""

from __future__ import annotations

import builtins

_EXPORTED = """
AsyncBinaryResponse AsyncListing AsyncPage AsyncPager AsyncResource AsyncStream Attempt
BinaryResponse Drift FakeClock FakeWebhookEvents File JsonValue Model Page RateLimit
RawResponse RecordedRequest RequestOptions Resource RetryPolicy Stream Stub Timeout
UNSET UndeclaredBody UnknownVariant Unset
"""
EXPORTED = frozenset(_EXPORTED.split())
"""What packages export beside clients and exceptions, and what their modules are made of."""


def taken_by(client: str) -> str:
    """Returns the class of a package, or of Python, that a client would replace, "" for none.

    A client comes with an async client and a fake. The names of exceptions end in Error; which ones a package has
    depends on its document.
    """
    for name in (client, f"Async{client}", f"Fake{client}"):
        if name in EXPORTED or name.endswith("Error") or hasattr(builtins, name):
            return name
    return ""


def free_client_name(wanted: str) -> str:
    """Returns the name of a client's class that follows from another name: `stream` -> StreamClient."""
    return f"{wanted}Client" if taken_by(wanted) else wanted
