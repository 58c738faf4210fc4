# The arguments of the client classes: credentials, server variables and headers, then the common ones.
# May import ir, python and this room.
"""`client_arguments`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from clientloom.ir import (
    Api,
    ClientHeader,
    ClientParameter,
    Credential,
    OAuth2ClientCredentials,
    Scalar,
    ServerVariable,
    secrets_of,
)
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.literals import python_literal
from clientloom.python.prose import end_sentence, summarize
from clientloom.render.runtime.features import has_pages
from clientloom.render.views.access import (
    ClientArgument,
    from_environment,
    server_arguments,
)


def credentials_of(api: Api) -> tuple[tuple[Credential, str], ...]:
    """Returns every credential of the API once, with its description."""
    found: dict[str, tuple[Credential, str]] = {}
    for scheme in api.security_schemes:
        for credential in secrets_of(scheme):
            doc = " ".join(filter(None, [summarize(scheme.doc, 200), _fallback(credential)]))
            found.setdefault(credential.argument, (credential, doc))
    return tuple(found.values())


def _fallback(credential: Credential) -> str:
    return f"Read from `{credential.env}` if not given." if credential.env else ""


def variables_of(api: Api) -> tuple[ServerVariable, ...]:
    """Returns every server variable once, by name."""
    places = [*api.servers, *(s for operation in api.operations for s in operation.servers)]
    found: dict[str, ServerVariable] = {}
    for server in places:
        for variable in server.variables:
            found.setdefault(variable.name, variable)
    return tuple(found.values())


def client_arguments(
    api: Api, printer: AnnotationPrinter, flavor: Flavor
) -> tuple[ClientArgument, ...]:
    """Returns all arguments in the order of the docstring."""
    found = (*_own_arguments(api, printer, flavor), *_common_arguments(api, printer, flavor))
    variables = dict(api.env_settings)
    return tuple(
        from_environment(a, variables[a.name], printer) if a.name in variables else a for a in found
    )


def _own_arguments(
    api: Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    credential_type = (
        printer.runtime_name(f"{flavor.value}Credential") if api.security_schemes else ""
    )
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
            annotation=f"{annotation} | {printer.runtime_name('Unset')}",
            default=printer.runtime_name("UNSET", runtime=True),
            doc=f"{summarize(variable.doc)} Defaults to `{summarize(variable.default)}`.".strip(),
        )
    for parameter in api.client_parameters:
        yield _parameter_argument(parameter, printer, flavor)
    for header in api.client_headers:
        yield ClientArgument(
            name=header.argument,
            annotation=f"{text} | None",
            default="None",
            doc=_header_doc(header),
        )


def _parameter_argument(
    parameter: ClientParameter, printer: AnnotationPrinter, flavor: Flavor
) -> ClientArgument:
    annotation = printer.argument(parameter.type, flavor)
    default: Scalar = json.loads(parameter.default_json) if parameter.sends_default else None
    if parameter.env or default is None:
        annotation = f"{annotation.removesuffix(' | None')} | None"
        default = None
    sent = f"Sent as {parameter.location} parameter `{summarize(parameter.wire_name)}` by the methods that have it."
    known = f"Defaults to `{summarize(parameter.default_json)}`." if parameter.default_json else ""
    read = f"Read from `{parameter.env}` if not given." if parameter.env else ""
    about = [
        end_sentence(summarize(parameter.doc, 200)) if parameter.doc else "",
        sent,
        read,
        known,
    ]
    return ClientArgument(
        name=parameter.argument,
        annotation=annotation,
        default=python_literal(default),
        doc=" ".join(filter(None, about)),
    )


def _header_doc(header: ClientHeader) -> str:
    doc = f"Sent as header `{header.header}`."
    return f"{doc} Read from `{header.env}` if not given." if header.env else doc


def _common_arguments(
    api: Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    yield from server_arguments(api, printer)
    yield from _timeout_arguments(api, printer)
    yield from _transport_arguments(api, printer, flavor)
    yield from _response_arguments(api, printer)
    yield from _hook_arguments(api, printer, flavor)


def _timeout_arguments(api: Api, printer: AnnotationPrinter) -> Iterator[ClientArgument]:
    number, whole = printer.builtin("float"), printer.builtin("int")
    httpx = printer.imports.name("", api.package.http)
    yield ClientArgument(
        name="timeout",
        annotation=f"{number} | {httpx}.Timeout | None | {printer.runtime_name('Unset')}",
        default=printer.runtime_name("UNSET", runtime=True),
        doc=f"Seconds for each step of an attempt, or an {httpx}.Timeout; None waits indefinitely.",
    )
    yield ClientArgument(
        name="deadline",
        annotation=f"{number} | None",
        default="None",
        doc="Seconds for a whole call, including retries.",
    )
    yield ClientArgument(
        name="max_retries",
        annotation=whole,
        default="2",
        doc="How often a failed attempt is retried, if a retry is safe.",
    )
    yield ClientArgument(
        name="retry_policy",
        annotation=f"{printer.runtime_name('RetryPolicy')} | None",
        default="None",
        doc="Which failures are retried, and after what delay.",
    )
    yield ClientArgument(
        name="rate_limit",
        annotation=f"{printer.runtime_name('RateLimit')} | None",
        default="None",
        doc="How many attempts begin in a period; further ones wait.",
    )


def _transport_arguments(
    api: Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    text = printer.builtin("str")
    httpx = printer.imports.name("", api.package.http)
    mapping_ = printer.standard("collections.abc", "Mapping")
    yield ClientArgument(
        name="default_headers",
        annotation=f"{mapping_}[{text}, {text}] | None",
        default="None",
        doc="Sent with every request.",
    )
    yield ClientArgument(
        name="default_query",
        annotation=f"{mapping_}[{text}, {printer.builtin('object')}] | None",
        default="None",
        doc="Query parameters of every request, unless the call gives them.",
    )
    if fetches_tokens(api):
        yield ClientArgument(
            name="scopes",
            annotation=f"{printer.standard('collections.abc', 'Sequence')}[{text}] | None",
            default="None",
            doc="Scopes of OAuth2 tokens; None requests the scopes that the called method needs.",
        )
    yield ClientArgument(
        name="http_client",
        annotation=f"{httpx}.{flavor.value}Client | None",
        default="None",
        doc=f"Your own {httpx} client, which also handles redirects and cookies; you close it.",
    )
    yield from _pool_arguments(api, printer)
    if has_pages(api):
        yield ClientArgument(
            name="allowed_hosts",
            annotation=f"{printer.standard('collections.abc', 'Collection')}[{text}]",
            default="()",
            doc="Further hosts that the next link of a list may lead to; they get no credentials.",
        )


def _pool_arguments(api: Api, printer: AnnotationPrinter) -> Iterator[ClientArgument]:
    """Yields the settings of connections that the client opens itself."""
    httpx = printer.imports.name("", api.package.http)
    text, flag = printer.builtin("str"), printer.builtin("bool")
    context = f"{printer.imports.name('', 'ssl')}.SSLContext"
    several = f"{printer.builtin('tuple')}[{text}, ...]"
    yield ClientArgument(
        name="proxy",
        annotation=f"{text} | {httpx}.Proxy | None",
        default="None",
        doc="The URL of a proxy, instead of those in the environment.",
    )
    yield ClientArgument(
        name="verify",
        annotation=f"{context} | {flag}",
        default="True",
        doc="Whether the server's certificate is checked; or an SSL context.",
    )
    yield ClientArgument(
        name="cert",
        annotation=f"{text} | {several} | None",
        default="None",
        doc="A client certificate: a file with its key, or the two files, or these and the key's password.",
    )
    yield ClientArgument(
        name="http2",
        annotation=flag,
        default="False",
        doc=f"Offer HTTP/2; needs `{api.package.http}[http2]`.",
    )
    yield ClientArgument(
        name="limits",
        annotation=f"{httpx}.Limits | None",
        default="None",
        doc="How many connections are opened and kept.",
    )


def _response_arguments(api: Api, printer: AnnotationPrinter) -> Iterator[ClientArgument]:
    flag, whole = printer.builtin("bool"), printer.builtin("int")
    call = printer.standard("collections.abc", "Callable")
    yield ClientArgument(
        name="strict_responses",
        annotation=flag,
        default="False",
        doc="Raise `ResponseValidationError` for a response that does not match its schema.",
    )
    if api.testing:
        yield ClientArgument(
            name="validate_requests",
            annotation=flag,
            default="False",
            doc="Check every argument against its type before sending: misspelt keys, values of an enum, types. "
            "For development and tests; the fake always checks.",
        )
    yield ClientArgument(
        name="on_drift",
        annotation=f"{call}[[{printer.runtime_name('Drift')}], None] | None",
        default="None",
        doc="Called when a response does not match its schema.",
    )
    yield ClientArgument(
        name="max_response_bytes",
        annotation=f"{whole} | None",
        default=printer.runtime_name("MAX_RESPONSE_BYTES", runtime=True),
        doc="The largest body in memory, in bytes; a streamed response can be larger.",
    )
    yield ClientArgument(
        name="max_line_bytes",
        annotation=f"{whole} | None",
        default=printer.runtime_name("MAX_LINE_BYTES", runtime=True),
        doc="The largest line or event of a stream, in bytes.",
    )


def _hook_arguments(
    api: Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    call = printer.standard("collections.abc", "Callable")
    httpx = printer.imports.name("", api.package.http)
    hook = "None"
    if flavor is Flavor.ASYNC:
        hook = f"{printer.standard('collections.abc', 'Awaitable')}[None] | None"
    yield ClientArgument(
        name="on_request",
        annotation=f"{call}[[{httpx}.Request], {hook}] | None",
        default="None",
        doc="Called before each attempt.",
    )
    yield ClientArgument(
        name="on_response",
        annotation=f"{call}[[{httpx}.Response], {hook}] | None",
        default="None",
        doc="Called after each attempt.",
    )
    yield ClientArgument(
        name="on_attempt",
        annotation=f"{call}[[{printer.runtime_name('Attempt')}], {hook}] | None",
        default="None",
        doc="Called after each attempt with the operation, its duration and outcome, and why it is retried.",
    )
    if "otel" in api.extras:
        yield ClientArgument(
            name="tracing",
            annotation=f"{printer.runtime_name('Tracing')} | None",
            default="None",
            doc="Follows each attempt, such as an `OpenTelemetry` of `otel`.",
        )
    yield ClientArgument(
        name="log_bodies",
        annotation=printer.builtin("bool"),
        default="False",
        doc="Log bodies too, at debug level; they can contain secrets.",
    )
    yield ClientArgument(
        name="clock",
        annotation=f"{printer.runtime_name('Clock')} | None",
        default="None",
        doc="Clock and jitter source; replace it in tests.",
    )


def fetches_tokens(api: Api) -> bool:
    """Whether the client fetches OAuth2 tokens by itself."""
    return any(isinstance(one, OAuth2ClientCredentials) for one in api.security_schemes)
