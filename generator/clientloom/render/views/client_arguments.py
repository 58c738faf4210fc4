# The arguments of the client classes: credentials, server variables and headers, then the common ones.
# May import ir, python and this room.
"""`client_arguments`, and `common_arguments`, which every client passes on to the runtime."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.literals import python_literal, quote
from clientloom.python.prose import end_sentence, summarize
from clientloom.render.runtime.api_facts import has_pages

_ENV_READERS = {
    "base_url": "env_url",
    "environment": "env_choice",
    "timeout": "env_number",
    "deadline": "env_number",
}
"""The functions of the runtime that read arguments of `[env]`; the other arguments are integers."""


@dataclass(frozen=True, slots=True)
class ClientArgument:
    """One keyword argument of the client.

    `env` is the variable that is read if neither it nor the argument `other` is given, "" for none; `choices` are the
    values that it may have, if they are names.
    """

    name: str
    annotation: str
    doc: str
    default: str = "None"
    env: str = ""
    other: str = ""
    choices: tuple[str, ...] = ()

    def declare(self, printer: AnnotationPrinter) -> str:
        """Returns the argument as the signature has it."""
        if not self.env or self.name in ("base_url", "environment", "timeout"):
            return f"{self.name}: {self.annotation} = {self.default}"
        unset = printer.runtime_name("UNSET", runtime=True)
        return f"{self.name}: {self.annotation} | {printer.runtime_name('Unset')} = {unset}"

    def value(self, printer: AnnotationPrinter) -> str:
        """Returns its value, or that of its variable."""
        if not self.env:
            return self.name
        reader = _ENV_READERS.get(self.name, "env_integer")
        found = printer.call(reader, self.name, quote(self.env), *self._reading(reader))
        return f"{found} if {self.other} is None else {self.name}" if self.other else found

    def _reading(self, reader: str) -> tuple[str, ...]:
        """Returns what else the reader of the variable takes."""
        match reader:
            case "env_url":
                return ()
            case "env_choice":
                return (python_literal(self.choices),)
            case _:
                return (quote(self.name), self.default)


def credentials_of(api: ir.Api) -> tuple[tuple[ir.Credential, str], ...]:
    """Returns every credential of the API once, with its description."""
    found: dict[str, tuple[ir.Credential, str]] = {}
    for scheme in api.security_schemes:
        for credential in ir.secrets_of(scheme):
            doc = " ".join(filter(None, [summarize(scheme.doc, 200), _fallback(credential)]))
            found.setdefault(credential.argument, (credential, doc))
    return tuple(found.values())


def _fallback(given: ir.Credential | ir.ClientHeader | ir.ClientParameter) -> str:
    return f"Read from `{given.env}` if not given." if given.env else ""


def variables_of(api: ir.Api) -> tuple[ir.ServerVariable, ...]:
    """Returns every server variable once, by name."""
    places = [*api.servers, *(s for operation in api.operations for s in operation.servers)]
    found: dict[str, ir.ServerVariable] = {}
    for server in places:
        for variable in server.variables:
            found.setdefault(variable.name, variable)
    return tuple(found.values())


def client_arguments(
    api: ir.Api, printer: AnnotationPrinter, flavor: Flavor
) -> tuple[ClientArgument, ...]:
    """Returns all arguments in the order of the docstring."""
    return (*_own_arguments(api, printer, flavor), *common_arguments(api, printer, flavor))


def common_arguments(
    api: ir.Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    """Yields the arguments that the runtime takes under the same name."""
    variables = dict(api.env_settings)
    for argument in (
        *_server_arguments(api, printer),
        *_timeout_arguments(api, printer),
        *_transport_arguments(api, printer, flavor),
        *_response_arguments(api, printer),
        *_hook_arguments(api, printer, flavor),
    ):
        if env := variables.get(argument.name):
            other = "environment" if api.environments and argument.name == "base_url" else ""
            given = "neither it nor `environment` is given" if other else "not given"
            doc = f"{argument.doc} Read from `{env}` if {given}."
            yield replace(argument, doc=doc, env=env, other=other)
        else:
            yield argument


def _own_arguments(
    api: ir.Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    text = printer.builtin("str")
    for credential, doc in credentials_of(api):
        kind = printer.runtime_name(f"{flavor.value}Credential")
        yield ClientArgument(credential.argument, f"{kind} | None", doc)
    for variable in variables_of(api):
        annotation = _literal(variable.choices, printer) if variable.choices else text
        yield ClientArgument(
            variable.name,
            f"{annotation} | {printer.runtime_name('Unset')}",
            f"{summarize(variable.doc)} Defaults to `{summarize(variable.default)}`.".strip(),
            printer.runtime_name("UNSET", runtime=True),
        )
    for parameter in api.client_parameters:
        yield _parameter_argument(parameter, printer, flavor)
    for header in api.client_headers:
        yield ClientArgument(header.argument, f"{text} | None", _header_doc(header))


def _literal(values: tuple[str, ...], printer: AnnotationPrinter) -> str:
    return f"{printer.standard('typing', 'Literal')}[{', '.join(map(python_literal, values))}]"


def _parameter_argument(
    parameter: ir.ClientParameter, printer: AnnotationPrinter, flavor: Flavor
) -> ClientArgument:
    annotation = printer.argument(parameter.type, flavor)
    default: ir.Scalar = json.loads(parameter.default_json) if parameter.sends_default else None
    if parameter.env or default is None:
        annotation = f"{annotation.removesuffix(' | None')} | None"
        default = None
    sent = f"Sent as {parameter.location} parameter `{summarize(parameter.wire_name)}` by the methods that have it."
    known = f"Defaults to `{summarize(parameter.default_json)}`." if parameter.default_json else ""
    doc = end_sentence(summarize(parameter.doc, 200)) if parameter.doc else ""
    about = " ".join(filter(None, (doc, sent, _fallback(parameter), known)))
    return ClientArgument(parameter.argument, annotation, about, python_literal(default))


def _header_doc(header: ir.ClientHeader) -> str:
    return f"Sent as header `{header.header}`. {_fallback(header)}".strip()


def _server_arguments(api: ir.Api, printer: AnnotationPrinter) -> Iterator[ClientArgument]:
    text, whole = printer.builtin("str"), printer.builtin("int")
    doc = "The URL of the API, instead of the vendor's server."
    yield ClientArgument("base_url", f"{text} | None", doc)
    if names := api.environments:
        doc = f"The environment of the API, `{names[0]}` if not given; `base_url` takes precedence."
        kind = f"{_literal(names, printer)} | None"
        yield ClientArgument("environment", kind, doc, choices=names)
    elif len(api.servers) > 1:
        doc = f"The index of the documented server: 0 to {len(api.servers) - 1}."
        yield ClientArgument("server", whole, doc, "0")


def _timeout_arguments(api: ir.Api, printer: AnnotationPrinter) -> Iterator[ClientArgument]:
    number, whole = printer.builtin("float"), printer.builtin("int")
    httpx = printer.imports.name("", api.package.http)
    yield ClientArgument(
        "timeout",
        f"{number} | {httpx}.Timeout | None | {printer.runtime_name('Unset')}",
        f"Seconds for each step of an attempt, or an {httpx}.Timeout; None waits indefinitely.",
        printer.runtime_name("UNSET", runtime=True),
    )
    if "deadlines" in api.optional:
        doc = "Seconds for a whole call, including retries."
        yield ClientArgument("deadline", f"{number} | None", doc)
    doc = "How often a failed attempt is retried, if a retry is safe."
    yield ClientArgument("max_retries", whole, doc, "2")
    doc = "Which failures are retried, and after what delay."
    yield ClientArgument("retry_policy", f"{printer.runtime_name('RetryPolicy')} | None", doc)
    if "rate_limit" in api.optional:
        doc = "How many attempts begin in a period; further ones wait."
        yield ClientArgument("rate_limit", f"{printer.runtime_name('RateLimit')} | None", doc)


def _transport_arguments(
    api: ir.Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    text = printer.builtin("str")
    httpx = printer.imports.name("", api.package.http)
    mapping = printer.standard("collections.abc", "Mapping")
    doc = "Sent with every request."
    yield ClientArgument("default_headers", f"{mapping}[{text}, {text}] | None", doc)
    query = f"{mapping}[{text}, {printer.builtin('object')}] | None"
    doc = "Query parameters of every request, unless the call gives them."
    yield ClientArgument("default_query", query, doc)
    if fetches_tokens(api):
        scopes = f"{printer.standard('collections.abc', 'Sequence')}[{text}] | None"
        doc = "Scopes of OAuth2 tokens; None requests the scopes that the called method needs."
        yield ClientArgument("scopes", scopes, doc)
    doc = f"Your own {httpx} client, which also handles redirects and cookies; you close it."
    yield ClientArgument("http_client", f"{httpx}.{flavor.value}Client | None", doc)
    if "connections" in api.optional:
        yield from _pool_arguments(api, printer)
    if has_pages(api):
        hosts = f"{printer.standard('collections.abc', 'Collection')}[{text}]"
        doc = "Further hosts that the next link of a list may lead to; they get no credentials."
        yield ClientArgument("allowed_hosts", hosts, doc, "()")


def _pool_arguments(api: ir.Api, printer: AnnotationPrinter) -> Iterator[ClientArgument]:
    """Yields the settings of connections that the client opens itself."""
    httpx = printer.imports.name("", api.package.http)
    text, flag = printer.builtin("str"), printer.builtin("bool")
    context = f"{printer.imports.name('', 'ssl')}.SSLContext"
    several = f"{printer.builtin('tuple')}[{text}, ...]"
    doc = "The URL of a proxy, instead of those in the environment."
    yield ClientArgument("proxy", f"{text} | {httpx}.Proxy | None", doc)
    doc = "Whether the server's certificate is checked; or an SSL context."
    yield ClientArgument("verify", f"{context} | {flag}", doc, "True")
    doc = "A client certificate: a file with its key, or the two files, or these and the key's password."
    yield ClientArgument("cert", f"{text} | {several} | None", doc)
    yield ClientArgument(
        "http2", flag, f"Offer HTTP/2; needs `{api.package.http}[http2]`.", "False"
    )
    doc = "How many connections are opened and kept."
    yield ClientArgument("limits", f"{httpx}.Limits | None", doc)


def _response_arguments(api: ir.Api, printer: AnnotationPrinter) -> Iterator[ClientArgument]:
    flag, size = printer.builtin("bool"), f"{printer.builtin('int')} | None"
    doc = "Raise `ResponseValidationError` for a response that does not match its schema."
    yield ClientArgument("strict_responses", flag, doc, "False")
    if "validation" in api.optional:
        doc = (
            "Check every argument against its type before sending: misspelt keys, values of an enum, types. "
            "For development and tests; the fake always checks."
        )
        yield ClientArgument("validate_requests", flag, doc, "False")
    call = printer.standard("collections.abc", "Callable")
    drift = f"{call}[[{printer.runtime_name('Drift')}], None] | None"
    yield ClientArgument("on_drift", drift, "Called when a response does not match its schema.")
    most = printer.runtime_name("MAX_RESPONSE_BYTES", runtime=True)
    streams = "streamed_responses" in api.optional
    doc = "The largest body in memory, in bytes."
    if streams:
        doc = "The largest body in memory, in bytes; a streamed response can be larger."
    yield ClientArgument("max_response_bytes", size, doc, most)
    if streams:
        most = printer.runtime_name("MAX_LINE_BYTES", runtime=True)
        doc = "The largest line or event of a stream, in bytes."
        yield ClientArgument("max_line_bytes", size, doc, most)


def _hook_arguments(
    api: ir.Api, printer: AnnotationPrinter, flavor: Flavor
) -> Iterator[ClientArgument]:
    call = printer.standard("collections.abc", "Callable")
    httpx = printer.imports.name("", api.package.http)
    result = "None"
    if flavor is Flavor.ASYNC:
        result = f"{printer.standard('collections.abc', 'Awaitable')}[None] | None"

    def hook(name: str, given: str, doc: str) -> ClientArgument:
        return ClientArgument(name, f"{call}[[{given}], {result}] | None", doc)

    if "hooks" in api.optional:
        yield hook("on_request", f"{httpx}.Request", "Called before each attempt.")
        yield hook("on_response", f"{httpx}.Response", "Called after each attempt.")
        doc = "Called after each attempt with the operation, its duration and outcome, and why it is retried."
        yield hook("on_attempt", printer.runtime_name("Attempt"), doc)
    if "otel" in api.extras:
        doc = "Follows each attempt, such as an `OpenTelemetry` of `otel`."
        yield ClientArgument("tracing", f"{printer.runtime_name('Tracing')} | None", doc)
    doc = "Log bodies too, at debug level; they can contain secrets."
    yield ClientArgument("log_bodies", printer.builtin("bool"), doc, "False")
    doc = "Clock and jitter source; replace it in tests."
    yield ClientArgument("clock", f"{printer.runtime_name('Clock')} | None", doc)


def fetches_tokens(api: ir.Api) -> bool:
    """Whether the client fetches OAuth2 tokens by itself."""
    return any(isinstance(one, ir.OAuth2ClientCredentials) for one in api.security_schemes)
