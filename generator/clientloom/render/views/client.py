# `_client.py` and `_api.py`: the two client classes and the description of the API. May import ir and this room.
"""Views of the client classes and of the settings that all operations share."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import assert_never

from clientloom import ir
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.docstrings import describe, docstring, section
from clientloom.python.identifiers import module_of
from clientloom.python.literals import python_literal, quote
from clientloom.python.prose import summarize
from clientloom.render.results import dict_display
from clientloom.render.runtime.api_facts import sends_uploads, sends_xml
from clientloom.render.view_context import ViewContext, imports_view
from clientloom.render.view_types import (
    ClientModule,
    ClientView,
    DescriptionModule,
)
from clientloom.render.views.access import security, servers
from clientloom.render.views.client_arguments import (
    client_arguments,
    common_arguments,
    variables_of,
)
from clientloom.render.views.links import resource_links
from clientloom.render.views.resources import client_methods, docs_name, docs_view
from clientloom.render.views.waiters import delegated_waiting, find_waiting

_INDENT = 4


def client_module(context: ViewContext, custom_classes: frozenset[str]) -> ClientModule:
    """The view of `_client.py`; `custom_classes` are those that a hand-written module has of the same name."""
    api = context.api
    names = {resource.name for resource in context.children("")}
    names |= {method.name for method in context.methods.get("", ())}
    names |= {method.name for method in find_waiting(context, "")}
    class_name = api.package.client
    names |= {class_name, api.package.async_client, docs_name(class_name)}
    printer = context.printer(names, root=".")
    clients = tuple(_client(context, printer, f, custom_classes) for f in context.flavors)
    docs = docs_view(
        context, class_name, context.methods.get("", ()), find_waiting(context, ""), printer
    )
    content = "The sync and the async client." if len(clients) > 1 else "The client."
    return ClientModule(
        docstring=docstring([content], 0),
        imports=imports_view(printer),
        docs=docs,
        clients=clients,
    )


def _client(
    context: ViewContext, printer: AnnotationPrinter, flavor: Flavor, custom_classes: frozenset[str]
) -> ClientView:
    api = context.api
    name = api.package.client if flavor is Flavor.SYNC else api.package.async_client
    base = "SyncClient" if flavor is Flavor.SYNC else "AsyncClient"
    arguments = client_arguments(api, printer, flavor)
    kind = "Asynchronous" if flavor is Flavor.ASYNC else "Synchronous"
    summary = f"{kind} client of {summarize(api.title, 100) or name}."
    doc = api.doc if flavor is Flavor.SYNC else ""
    lines = describe(summary, doc, fallback=summary, indent=_INDENT)
    if flavor is Flavor.SYNC:
        lines += section("Args", [(a.name, a.doc) for a in arguments], _INDENT)
    else:
        lines += ["", f"Its arguments are those of `{api.package.client}`."]
    methods = context.methods.get("", ())
    waiting = find_waiting(context, "")
    resources = (*context.children(""), *([context.resource("")] if methods else []))
    return ClientView(
        name=name,
        base=printer.runtime_name(base, runtime=True),
        docstring=docstring(lines, _INDENT),
        signature=tuple(argument.declare(printer) for argument in arguments),
        description=printer.imports.name("._api", "API", runtime=True),
        settings=tuple(_settings(api, printer, flavor)),
        resources=resource_links(resources, ".resources", printer, flavor, custom_classes),
        methods=(
            *client_methods(methods, printer, flavor),
            *(delegated_waiting(method, printer, flavor) for method in waiting),
        ),
        views=_own_views(context, printer, flavor) if methods else (),
    )


def _own_views(
    context: ViewContext, printer: AnnotationPrinter, flavor: Flavor
) -> tuple[tuple[str, str, str], ...]:
    """The raw and the streaming view of the client's own methods: property, class and what it is about."""
    name = f"{flavor.value}{context.resource('').class_name}"
    module = f".resources.{module_of('')}"
    raw = printer.imports.name(module, f"{name}WithRawResponse")
    views = [("with_raw_response", raw, "which return the raw response: status, headers and body")]
    if "streamed_responses" in context.features:
        streaming = printer.imports.name(module, f"{name}WithStreamingResponse")
        about = "which return the response before its body is read"
        views.append(("with_streaming_response", streaming, about))
    return tuple(views)


def _settings(api: ir.Api, printer: AnnotationPrinter, flavor: Flavor) -> Iterator[str]:
    """Yields the arguments of the base class's constructor."""
    schemes = (
        (scheme.id, f"({''.join(f'{secret.argument}, ' for secret in ir.secrets_of(scheme))})")
        for scheme in api.security_schemes
    )
    yield f"credentials={dict_display(schemes)}"
    if variables := variables_of(api):
        yield f"variables={dict_display((v.wire_name, v.name) for v in variables)}"
    if api.client_headers:
        yield f"headers={dict_display((h.header, _header_value(h, printer)) for h in api.client_headers)}"
    if api.client_parameters:
        values = ((p.argument, _parameter_value(p, printer)) for p in api.client_parameters)
        yield f"parameters={dict_display(values)}"
    for argument in common_arguments(api, printer, flavor):
        yield f"{argument.name}={argument.value(printer)}"


def _parameter_value(parameter: ir.ClientParameter, printer: AnnotationPrinter) -> str:
    default = ""
    if parameter.sends_default:
        default = python_literal(json.loads(parameter.default_json))
    return _or_environment(parameter.argument, parameter.env, printer, default)


def _header_value(header: ir.ClientHeader, printer: AnnotationPrinter) -> str:
    return _or_environment(header.argument, header.env, printer)


def _or_environment(given: str, env: str, printer: AnnotationPrinter, default: str = "") -> str:
    """Returns the argument, else the environment variable, else the default."""
    if not env:
        return given
    return printer.call("env_text", given, quote(env), *filter(None, (default,)))


def description_module(context: ViewContext) -> DescriptionModule:
    """The view of `_api.py`."""
    api = context.api
    printer = context.printer({"API"}, root=".")
    printer.imports.add("._runtime", "ApiDescription")
    printer.imports.add("._runtime", "APIStatusError", runtime=False)
    printer.imports.add("collections.abc", "Mapping", runtime=False)
    settings = [
        f"title={quote(summarize(api.title))}",
        f"name={quote(api.package.distribution)}",
        f"version={printer.imports.name('._version', '__version__', runtime=True)}",
        'package=__name__.rpartition(".")[0]',
        f"servers={servers(api.servers, printer)}",
    ]
    if api.security_schemes:
        schemes = "".join(f"{_scheme(scheme, printer)}, " for scheme in api.security_schemes)
        settings.append(f"schemes=({schemes})")
    if requirements := usual_requirements(api):
        settings.append(f"security={security(requirements, printer)}")
    if api.constant_headers:
        settings.append(f"headers={python_literal(dict(api.constant_headers))}")
    if api.request_id_header:
        settings.append(f"request_id_header={quote(api.request_id_header)}")
    if variables := {p.argument: p.env for p in api.client_parameters if p.env}:
        settings.append(f"variables={python_literal(dict(variables))}")
    if encoders := _encoders(api, printer):
        settings.append(f"encoders={encoders}")
    if "validation" in api.optional:
        settings.append(f"check_calls={printer.runtime_name('check_calls', runtime=True)}")
    return DescriptionModule(imports=imports_view(printer), settings=tuple(settings))


def _encoders(api: ir.Api, printer: AnnotationPrinter) -> str:
    """Returns the encoders of the kinds of bodies that only some packages send, "" if there are none."""
    asked = {"UPLOADS": sends_uploads(api), "XML_BODIES": sends_xml(api)}
    names = [printer.runtime_name(n, runtime=True) for n, is_asked in asked.items() if is_asked]
    return f"{{{', '.join(f'**{name}' for name in names)}}}" if len(names) > 1 else "".join(names)


def usual_requirements(api: ir.Api) -> tuple[ir.Requirement, ...]:
    """Returns the security of most operations, which applies to calls of undocumented endpoints."""
    counts = Counter(operation.requirements for operation in api.operations)
    if not counts:
        return ()
    return min(counts, key=lambda each: (-counts[each], repr(each)))


def _scheme(scheme: ir.SecurityScheme, printer: AnnotationPrinter) -> str:
    def secret(credential: ir.Credential) -> str:
        return printer.call("Secret", quote(credential.argument), quote(credential.env))

    id_ = quote(scheme.id)
    match scheme:
        case ir.ApiKey(wire_name=name, location=location, key=key):
            place = {"name": quote(name), "location": quote(location.value)}
            return printer.call("ApiKeyAuth", id_, **place, key=secret(key))
        case ir.BasicAuth(username=username, password=password):
            kind = "DigestAuth" if scheme.digest else "BasicAuth"
            return printer.call(kind, id_, username=secret(username), password=secret(password))
        case ir.BearerAuth(token=token):
            prefix = quote(scheme.prefix) if scheme.prefix != "Bearer" else ""
            return printer.call("BearerAuth", id_, token=secret(token), prefix=prefix)
        case ir.OAuth2ClientCredentials():
            return printer.call(
                "OAuth2ClientCredentials",
                id_,
                token_url=quote(scheme.token_url),
                client_id=secret(scheme.client_id),
                client_secret=secret(scheme.client_secret),
                token=secret(scheme.token),
            )
    assert_never(scheme)
