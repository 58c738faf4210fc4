# Requests to endpoints that are not in the document. Imports light modules; loaded with the first such call.
"""`request_for`."""

from __future__ import annotations

from collections.abc import Mapping

from ..core.api import ApiDescription
from ..core.basics import UNSET
from ..core.errors import InvalidRequestError
from ..core.headers import is_token
from ..core.mistakes import check_types
from ..core.operations import BodyKind, Operation, Request, Retry


def request_for(
    api: ApiDescription,
    method: str,
    path: str,
    query: Mapping[str, object] | None,
    headers: Mapping[str, object] | None,
    bodies: Mapping[BodyKind, object],
) -> Request[object]:
    """Returns a request to an endpoint that is not in the document.

    Raises:
        InvalidRequestError: an argument has another type, or there are several bodies.
    """
    check_types("request()", str, method=method, path=path)
    check_types("request()", Mapping, query=query or {}, headers=headers or {})
    method = method.upper()
    if not is_token(method):
        raise InvalidRequestError(f"{method!r} is not an HTTP method")
    kind, body = _chosen(bodies)
    operation = Operation[object](
        id=f"{method} {path.partition('?')[0]}",
        method=method,
        path=("/" + path.lstrip("/")).replace("{", "%7B").replace("}", "%7D"),
        retry=Retry.of(method),
        success={},
        security=api.security,
        body=kind,
    )
    absolute = path.startswith(("http://", "https://"))
    url = path if absolute else None
    return Request(operation, query=query or {}, headers=headers or {}, body=body, url=url)


def _chosen(bodies: Mapping[BodyKind, object]) -> tuple[BodyKind, object]:
    """Returns the given body and its kind."""
    given: list[BodyKind] = [
        k for k, v in bodies.items() if v is not UNSET and (v is not None or k == "json")
    ]
    if len(given) > 1:
        raise InvalidRequestError(
            f"a request has only one body, but {' and '.join(given)} were given"
        )
    return (given[0], bodies[given[0]]) if given else ("json", UNSET)
