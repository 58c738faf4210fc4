# Chooses the calls of the quick start, and how it gives credentials. May import ir and this room.
"""What most users of an API do first: list something, then get or create one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clientloom import ir
from clientloom.ir.walk import value_type
from clientloom.python.literals import quote
from clientloom.render.results import CallKind, call_kind
from clientloom.render.view_context import Method, ViewContext

Rank = tuple[bool | int, ...]
"""What sorts candidates; the smallest is best."""


@dataclass(frozen=True, slots=True)
class TypicalCalls:
    """Methods of one resource: one that lists, one that gets or creates. Either can be missing, not both."""

    resource: str
    listing: Method | None
    single: Method | None


_FEW = 2
"""So many arguments for two calls are as good as fewer."""


def find_typical_calls(context: ViewContext) -> TypicalCalls | None:
    """Returns the calls of the resource that a newcomer would try first; None without a method that answers at once."""
    found = [
        TypicalCalls(resource, _find_listing(methods), _find_single(methods))
        for resource, methods in context.methods.items()
    ]
    candidates = [calls for calls in found if calls.listing or calls.single]
    return min(candidates, key=lambda calls: _rank(context, calls)) if candidates else None


def _rank(context: ViewContext, calls: TypicalCalls) -> Rank:
    """Prefers both calls, few arguments, a resource of the client itself, and one with many methods."""
    chosen = [m for m in (calls.listing, calls.single) if m is not None]
    required = sum(map(count_required, chosen))
    return (
        any(method.operation.deprecated for method in chosen),
        calls.single is None or not _is_typical(calls.single),
        calls.listing is None,
        calls.single is None or not _is_get(calls.single),
        calls.resource == "",
        max(required, _FEW),
        calls.resource.count("."),
        -len(context.methods[calls.resource]),
        required,
    )


def _find_listing(methods: Sequence[Method]) -> Method | None:
    def rank(method: Method) -> Rank:
        return method.operation.deprecated, method.name != "list", count_required(method)

    return _best(methods, _is_listing, rank)


def _is_listing(method: Method) -> bool:
    is_list = method.pagination is not None or method.listing is not None
    return is_list and method.operation.method == "GET"


def _find_single(methods: Sequence[Method]) -> Method | None:
    def rank(method: Method) -> Rank:
        return (
            method.operation.deprecated,
            isinstance(method.result, ir.NoContent),
            not _is_get(method),
            not _is_plain_list(method),
            not _is_create(method),
            not _gives_object(method),
            method.operation.method != "GET",
            abs(count_required(method) - 1),
        )

    return _best(methods, lambda method: call_kind(method) is CallKind.VALUE, rank)


def _is_typical(method: Method) -> bool:
    return _is_get(method) or _is_plain_list(method) or _is_create(method)


def _is_plain_list(method: Method) -> bool:
    """Whether the method lists things that the document does not describe."""
    is_list = method.operation.method == "GET" and method.name == "list"
    return is_list and not _is_listing(method)


def _is_get(method: Method) -> bool:
    """Whether the method gets one thing by its id."""
    operation = method.operation
    of_one = operation.path.endswith("}") and not _is_listing(method)
    return of_one and operation.method == "GET" and _gives_object(method)


def _is_create(method: Method) -> bool:
    return method.operation.method == "POST" and method.name == "create"


def _gives_object(method: Method) -> bool:
    return isinstance(ir.without_null(value_type(method.result)), ir.Named)


def _best(
    methods: Sequence[Method], wanted: Callable[[Method], bool], rank: Callable[[Method], Rank]
) -> Method | None:
    return min(filter(wanted, methods), key=rank, default=None)


def count_required(method: Method) -> int:
    """Returns how many arguments a call needs."""
    return sum(argument.required for argument in method.arguments)


def find_typical_credentials(
    api: ir.Api, operations: Sequence[ir.Operation]
) -> Sequence[ir.Credential]:
    """Returns the credentials that the operations need, or else those that most operations of the API need."""
    shown = _find_needed(operations) or _find_needed(api.operations)
    schemes = {scheme.id: scheme for scheme in api.security_schemes}
    return [each for id_ in shown if id_ in schemes for each in _secrets_to_give(schemes[id_])]


def _find_needed(operations: Sequence[ir.Operation]) -> tuple[str, ...]:
    """Returns the ids of the schemes that most of the operations prefer."""
    preferred = Counter(
        next(filter(None, (tuple(id_ for id_, _ in r.schemes) for r in operation.requirements)), ())
        for operation in operations
    )
    del preferred[()]
    return max(preferred, key=lambda each: preferred[each], default=())


def _secrets_to_give(scheme: ir.SecurityScheme) -> Sequence[ir.Credential]:
    """Returns the secrets that a user has; a token of client credentials is fetched with the others."""
    secrets = ir.secrets_of(scheme)
    return secrets[:2] if isinstance(scheme, ir.OAuth2ClientCredentials) else secrets


def base_url(api: ir.Api) -> str:
    """Returns the argument that every client needs where the document has no address of a server, else ""."""
    is_known = api.servers and api.servers[0].url.startswith(("https://", "http://", "{"))
    return "" if is_known else f"base_url={quote('https://api.example.com')}"


def client_call(api: ir.Api, credentials: Sequence[ir.Credential]) -> tuple[str, str]:
    """Returns the arguments of the client in the quick start, and a comment about the environment, or ""."""
    shown = list(dict.fromkeys(credentials))
    arguments = [f"{credential.argument}={quote('...')}" for credential in shown]
    if address := base_url(api):
        arguments.insert(0, address)
    names = [credential.env for credential in shown if credential.env]
    comment = f"or set {' and '.join(names)}" if names and len(names) == len(shown) else ""
    return ", ".join(arguments), comment
