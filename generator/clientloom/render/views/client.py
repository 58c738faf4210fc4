# `_client.py` and `_api.py`: the two client classes and the description of the API. May import ir and this room.
"""Views of the client classes: one argument a credential, a server variable, a header; then the common ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from clientloom.ir import (
    Api,
    ApiKey,
    BasicAuth,
    BearerAuth,
    ClientHeader,
    Credential,
    OAuth2ClientCredentials,
    Requirement,
    Resource,
    SecurityScheme,
    ServerVariable,
    secrets_of,
)
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.docstrings import described, docstring, section, title_of
from clientloom.python.literals import python_literal, quoted
from clientloom.python.prose import short
from clientloom.render.results import mapping
from clientloom.render.view_context import Context, imports_view
from clientloom.render.view_types import (
    ClientModule,
    ClientView,
    DescriptionModule,
    ResourceLink,
)
from clientloom.render.views.requests import security, servers

_INDENT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientArgument:
    """One keyword argument of the client."""

    name: str
    annotation: str
    default: str
    doc: str


def credentials_of(api: Api) -> tuple[tuple[Credential, str], ...]:
    """Every credential of the API once, with a line about it."""
    found: dict[str, tuple[Credential, str]] = {}
    for scheme in api.security_schemes:
        for credential in secrets_of(scheme):
            doc = " ".join(filter(None, [short(scheme.doc, 200), _fallback(credential)]))
            found.setdefault(credential.argument, (credential, doc))
    return tuple(found.values())


def _fallback(credential: Credential) -> str:
    return f"Read from `{credential.env}` where not given." if credential.env else ""


def variables_of(api: Api) -> tuple[ServerVariable, ...]:
    """Every server variable once, by name."""
    places = [*api.servers, *(s for operation in api.operations for s in operation.servers)]
    found: dict[str, ServerVariable] = {}
    for server in places:
        for variable in server.variables:
            found.setdefault(variable.name, variable)
    return tuple(found.values())


def client_module(context: Context, custom_classes: frozenset[str]) -> ClientModule:
    """The view of `_client.py`; `custom_classes` are those that a hand-written module has of the same name."""
    api = context.api
    names = {resource.name for resource in api.resources}
    printer = context.printer({*names, api.package.client, api.package.async_client}, root=".")
    clients = (
        _client(context, printer, Flavor.SYNC, custom_classes),
        _client(context, printer, Flavor.ASYNC, custom_classes),
    )
    return ClientModule(imports=imports_view(printer), clients=clients)


def _client(
    context: Context, printer: AnnotationPrinter, flavor: Flavor, custom_classes: frozenset[str]
) -> ClientView:
    api = context.api
    name = api.package.client if flavor is Flavor.SYNC else api.package.async_client
    base = "SyncClient" if flavor is Flavor.SYNC else "AsyncClient"
    arguments = [*_own_arguments(api, printer, flavor), *_common_arguments(api, printer, flavor)]
    kind = "Asynchronous" if flavor is Flavor.ASYNC else "Synchronous"
    summary = f"{kind} client of {short(api.title, 100) or name}."
    lines = described(summary, api.doc, fallback=summary, indent=_INDENT)
    lines += section("Args", [(a.name, a.doc) for a in arguments], _INDENT)
    return ClientView(
        name=name,
        base=printer.ours(base, runtime=True),
        docstring=docstring(lines, _INDENT),
        signature=tuple(f"{a.name}: {a.annotation} = {a.default}" for a in arguments),
        description=printer.imports.name("._api", "API", runtime=True),
        settings=tuple(_settings(api, printer)),
        resources=tuple(_link(r, printer, flavor, custom_classes) for r in api.resources),
        cached_property=printer.standard("functools", "cached_property", runtime=True),
    )


def _own_arguments(
    api: Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    credential_type = printer.ours(f"{flavor.value}Credential") if api.security_schemes else ""
    text = printer.builtin("str")
    for credential, doc in credentials_of(api):
        yield ClientArgument(
            name=credential.argument,
            annotation=f"{credential_type} | None",
            default="None",
            doc=doc,
        )
    for variable in variables_of(api):
        annotation = text
        if variable.choices:
            literal = ", ".join(map(python_literal, variable.choices))
            annotation = f"{printer.standard('typing', 'Literal')}[{literal}]"
        yield ClientArgument(
            name=variable.name,
            annotation=f"{annotation} | {printer.ours('Unset')}",
            default=printer.ours("UNSET", runtime=True),
            doc=f"{short(variable.doc)} Defaults to `{short(variable.default)}`.".strip(),
        )
    for header in api.client_headers:
        yield ClientArgument(
            name=header.argument,
            annotation=f"{text} | None",
            default="None",
            doc=_header_doc(header),
        )


def _header_doc(header: ClientHeader) -> str:
    doc = f"Sent as header `{header.header}`."
    return f"{doc} Read from `{header.env}` where not given." if header.env else doc


def _common_arguments(
    api: Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    text, number, flag, whole = map(printer.builtin, ("str", "float", "bool", "int"))
    call = printer.standard("collections.abc", "Callable")
    httpx = printer.imports.name("", "httpx")
    hook = "None"
    if flavor is Flavor.ASYNC:
        hook = f"{printer.standard('collections.abc', 'Awaitable')}[None] | None"

    def argument(name: str, annotation: str, default: str, doc: str) -> ClientArgument:
        return ClientArgument(name=name, annotation=annotation, default=default, doc=doc)

    yield argument(
        "base_url", f"{text} | None", "None", "Where the API is, in place of the vendor's address."
    )
    if len(api.servers) > 1:
        yield argument(
            "server", whole, "0", f"Which of the documented servers: 0 to {len(api.servers) - 1}."
        )
    unset = printer.ours("UNSET", runtime=True)
    yield argument(
        "timeout",
        f"{number} | {httpx}.Timeout | None | {printer.ours('Unset')}",
        unset,
        "Seconds for each phase of an attempt, or httpx's own; None waits for ever.",
    )
    yield argument(
        "deadline", f"{number} | None", "None", "Seconds for a whole call, retries included."
    )
    yield argument(
        "max_retries", whole, "2", "How often a failed attempt is repeated where that is safe."
    )
    mapping_ = printer.standard("collections.abc", "Mapping")
    yield argument(
        "default_headers", f"{mapping_}[{text}, {text}] | None", "None", "Sent with every request."
    )
    yield argument(
        "http_client",
        f"{httpx}.{flavor.value}Client | None",
        "None",
        "A client of your own; you close it.",
    )
    yield argument(
        "strict_responses",
        flag,
        "False",
        "Raise `ResponseValidationError` where a response breaks its schema, instead of reading it as it is.",
    )
    drift = f"{call}[[{printer.ours('Drift')}], None] | None"
    yield argument("on_drift", drift, "None", "Called when a response breaks its schema.")
    yield argument(
        "on_request",
        f"{call}[[{httpx}.Request], {hook}] | None",
        "None",
        "Called before each attempt.",
    )
    yield argument(
        "on_response",
        f"{call}[[{httpx}.Response], {hook}] | None",
        "None",
        "Called after each attempt.",
    )
    yield argument(
        "log_bodies", flag, "False", "Log bodies too, at debug level; they may hold secrets."
    )
    yield argument(
        "clock", f"{printer.ours('Clock')} | None", "None", "Time and chance, for tests."
    )


_PASSED_ON = (
    "timeout",
    "deadline",
    "max_retries",
    "default_headers",
    "http_client",
    "strict_responses",
    "on_drift",
    "on_request",
    "on_response",
    "log_bodies",
    "clock",
)


def _settings(api: Api, printer: AnnotationPrinter) -> Iterator[str]:
    """What the constructor of the base class is given."""
    schemes = (
        (scheme.id, f"({''.join(f'{secret.argument}, ' for secret in secrets_of(scheme))})")
        for scheme in api.security_schemes
    )
    yield f"credentials={mapping(schemes)}"
    if variables := variables_of(api):
        yield f"variables={mapping((v.wire_name, v.name) for v in variables)}"
    if api.client_headers:
        yield f"headers={mapping((h.header, _header_value(h, printer)) for h in api.client_headers)}"
    yield "base_url=base_url"
    if len(api.servers) > 1:
        yield "server=server"
    yield from (f"{name}={name}" for name in _PASSED_ON)


def _header_value(header: ClientHeader, printer: AnnotationPrinter) -> str:
    if not header.env:
        return header.argument
    os = printer.imports.name("", "os", runtime=True)
    given = header.argument
    return f"{given} if {given} is not None else {os}.environ.get({quoted(header.env)})"


def _link(
    resource: Resource, printer: AnnotationPrinter, flavor: Flavor, custom_classes: frozenset[str]
) -> ResourceLink:
    class_name = f"{flavor.value}{resource.class_name}"
    own = "_custom" if class_name in custom_classes else resource.name
    fallback = f"Methods about {title_of(resource.name).lower()}."
    lines = described("", short(resource.doc), fallback=fallback, indent=8)
    return ResourceLink(
        name=resource.name,
        module=f".resources.{own}",
        class_name=class_name,
        local_name=printer.imports.name(f".resources.{own}", class_name),
        docstring=docstring(lines, 8),
    )


def description_module(context: Context) -> DescriptionModule:
    """The view of `_api.py`."""
    api = context.api
    printer = context.printer({"API"}, root=".")
    settings = [
        f"title={quoted(short(api.title))}",
        f"name={quoted(api.package.distribution)}",
        f"version={printer.imports.name('._version', '__version__', runtime=True)}",
        f"servers={servers(api.servers, printer)}",
    ]
    if api.security_schemes:
        schemes = "".join(f"{_scheme(scheme, printer)}, " for scheme in api.security_schemes)
        settings.append(f"schemes=({schemes})")
    if requirements := usual_requirements(api):
        settings.append(f"security={security(requirements)}")
    if api.constant_headers:
        settings.append(f"headers={python_literal(dict(api.constant_headers))}")
    printer.ours("ApiDescription", runtime=True)
    printer.ours("APIStatusError")
    printer.standard("collections.abc", "Mapping")
    return DescriptionModule(imports=imports_view(printer), settings=tuple(settings))


def usual_requirements(api: Api) -> tuple[Requirement, ...]:
    """The security of most operations: what a call to an endpoint outside the document is given."""
    counts = Counter(operation.requirements for operation in api.operations)
    if not counts:
        return ()
    return min(counts, key=lambda each: (-counts[each], repr(each)))


def _scheme(scheme: SecurityScheme, printer: AnnotationPrinter) -> str:
    def secret(credential: Credential) -> str:
        name = printer.ours("Secret", runtime=True)
        return f"{name}({quoted(credential.argument)}, {quoted(credential.env)})"

    id_ = quoted(scheme.id)
    match scheme:
        case ApiKey(wire_name=name, location=location, key=key):
            arguments = f"name={quoted(name)}, location={quoted(location.value)}, key={secret(key)}"
            return f"{printer.ours('ApiKeyAuth', runtime=True)}({id_}, {arguments})"
        case BasicAuth(username=username, password=password):
            arguments = f"username={secret(username)}, password={secret(password)}"
            return f"{printer.ours('BasicAuth', runtime=True)}({id_}, {arguments})"
        case BearerAuth(token=token, prefix=prefix):
            given = f", prefix={quoted(prefix)}" if prefix != "Bearer" else ""
            return (
                f"{printer.ours('BearerAuth', runtime=True)}({id_}, token={secret(token)}{given})"
            )
        case OAuth2ClientCredentials():
            parts = [
                id_,
                f"token_url={quoted(scheme.token_url)}",
                f"client_id={secret(scheme.client_id)}",
                f"client_secret={secret(scheme.client_secret)}",
                f"token={secret(scheme.token)}",
                *([f"scopes={python_literal(scheme.scopes)}"] if scheme.scopes else []),
            ]
            name = printer.ours("OAuth2ClientCredentials", runtime=True)
            return f"{name}({', '.join(parts)})"
    assert_never(scheme)
