# Authorization: security schemes, requirements and the names of secrets. May import document, ir, config.
"""Security (OpenAPI 3.1, 4.8.27 Security Scheme Object and 4.8.30 Security Requirement Object)."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from clientloom import ir
from clientloom.config.checks import CLIENT_ARGUMENTS
from clientloom.config.settings import AuthConfig, CredentialConfig, VendorConfig
from clientloom.normalize.naming.registry import Names, argument_name
from clientloom.normalize.nodes import Place
from clientloom.normalize.notes import Notes
from clientloom.python.identifiers import free_name

_SYMBOL = "credential"
"""The kind of the names of secrets in the lock."""
_KEY_LOCATIONS = {
    "header": ir.Location.HEADER,
    "query": ir.Location.QUERY,
    "cookie": ir.Location.COOKIE,
}


@dataclass(frozen=True, slots=True)
class CredentialNames:
    """Names the secrets of security schemes: by the settings, else by the kind of secret.

    `crowded` are the kinds that several schemes use ("api_key", "token"...); for these, the id of the
    scheme becomes part of the name. Names of earlier runs stay when a scheme is added or removed.
    """

    prefix: str
    config: Mapping[str, AuthConfig]
    crowded: frozenset[str]
    names: Names
    kept: Mapping[str, str]
    """The names of earlier runs that secrets of the document have."""

    def credential(self, scheme: str, kind: str) -> ir.Credential:
        """Returns the argument and the environment variable of one secret."""
        auth = self.config.get(scheme, AuthConfig())
        settings: CredentialConfig = getattr(auth, setting_key(kind))
        argument = settings.argument or self._choose_argument(scheme, kind)
        return ir.Credential(
            argument, settings.env or f"{self.prefix}_{argument.strip('_').upper()}"
        )

    def _choose_argument(self, scheme: str, kind: str) -> str:
        key = f"{scheme}:{kind}"
        taken = set(self.kept.values())
        argument = self.kept.get(key) or free_name(_argument(scheme, kind, self.crowded), taken)
        self.names.record({(_SYMBOL, "", key): argument})
        return argument


def _argument(scheme: str, kind: str, crowded: Collection[str]) -> str:
    """The argument for a secret that has no name yet."""
    if kind not in crowded:
        return kind
    own = argument_name(scheme)
    if kind == "api_key" and own.rstrip("_") not in CLIENT_ARGUMENTS:
        return own
    return own if own.endswith(f"_{kind}") else argument_name(f"{scheme} {kind}")


def new_secrets(schemes: Place) -> Iterator[tuple[str, str, str]]:
    """Yields the scheme, the kind and the argument of each secret, as a package has them that is new."""
    named = sorted((n, s) for n, s in schemes.members() if s.text("type") not in ("", "mutualTLS"))
    kinds = [kind for _, scheme in named for kind in _kinds(scheme)]
    for name, scheme in named:
        for kind in _kinds(scheme):
            yield name, kind, _argument(name, kind, _crowded(kinds))


def setting_key(kind: str) -> str:
    """Returns the key of a kind of secret in `[auth.<scheme>]`."""
    return "key" if kind == "api_key" else kind


def _crowded(kinds: list[str]) -> frozenset[str]:
    return frozenset(kind for kind in kinds if kinds.count(kind) > 1)


def read_schemes(
    place: Place, config: VendorConfig, names: Names, notes: Notes
) -> tuple[ir.SecurityScheme, ...]:
    """Reads the schemes of `components.securitySchemes`, sorted by id."""
    named = sorted(_with_credentials(place, notes))
    crowded = _crowded([kind for _, scheme in named for kind in _kinds(scheme)])
    present = {f"{name}:{kind}" for name, scheme in named for kind in _kinds(scheme)}
    known = names.lock.scope(_SYMBOL, "")
    kept = {key: known[key] for key in present & known.keys()}
    secrets = CredentialNames(config.package.name.upper(), config.auth, crowded, names, kept)
    return tuple(
        replace(_read_scheme(name, scheme, secrets, notes), span=notes.span(scheme.pointer))
        for name, scheme in named
    )


def _with_credentials(place: Place, notes: Notes) -> Iterator[tuple[str, Place]]:
    """Yields the schemes that need a credential."""
    for name, scheme in place.members():
        if scheme.text("type") == "mutualTLS":
            notes.note(
                "mutual-tls",
                scheme.pointer,
                f"the security scheme {name!r} is mutual TLS, for which the connection needs a certificate",
                "pass cert= to the client, or an http_client with the certificate",
            )
        elif scheme.mapping:
            yield name, scheme


def _kinds(scheme: Place) -> tuple[str, ...]:
    match scheme.text("type"), scheme.text("scheme").lower():
        case "apiKey", _:
            return ("api_key",)
        case "http", "basic" | "digest":
            return ("username", "password")
        case "oauth2", _ if _token_flow(scheme):
            return ("client_id", "client_secret", "token")
        case _:
            return ("token",)


def _read_scheme(
    name: str, scheme: Place, secrets: CredentialNames, notes: Notes
) -> ir.SecurityScheme:
    doc = scheme.text("description").strip()
    kind = scheme.text("type")
    match kind, scheme.text("scheme").lower():
        case "apiKey", _:
            return _read_api_key(name, scheme, secrets, notes)
        case "http", "basic" | "digest" as word:
            return ir.BasicAuth(
                id=name,
                username=secrets.credential(name, "username"),
                password=secrets.credential(name, "password"),
                digest=word == "digest",
                doc=doc,
            )
        case "http", word:
            token = secrets.credential(name, "token")
            return ir.BearerAuth(id=name, token=token, prefix=_prefix(scheme, word), doc=doc)
        case "oauth2", _ if flow := _token_flow(scheme):
            return _read_client_credentials(name, scheme, flow, secrets)
        case _:
            _note_kind(kind, scheme, notes)
            return ir.BearerAuth(id=name, token=secrets.credential(name, "token"), doc=doc)


def _prefix(scheme: Place, word: str) -> str:
    """Returns `Bearer` as RFC 6750 writes it; another scheme (RFC 9110, 11.1) as the document writes it."""
    return "Bearer" if word in ("bearer", "") else scheme.text("scheme")


def _read_api_key(name: str, scheme: Place, secrets: CredentialNames, notes: Notes) -> ir.ApiKey:
    location = _KEY_LOCATIONS.get(scheme.text("in"))
    wire_name = scheme.text("name").strip()
    if location is None or not wire_name:
        notes.warn(
            "incomplete-security-scheme",
            scheme.pointer,
            f"the API key {name!r} does not say which header, query parameter or cookie contains it; "
            "it is sent in a header",
            "add `in` and `name` in an overlay",
        )
    return ir.ApiKey(
        id=name,
        wire_name=wire_name or name,
        location=location or ir.Location.HEADER,
        key=secrets.credential(name, "api_key"),
        doc=scheme.text("description").strip(),
    )


def _token_flow(scheme: Place) -> Place | None:
    """Returns the client credentials flow (RFC 6749, 4.4), which needs no user interaction."""
    flow = scheme / "flows" / "clientCredentials"
    return flow if flow.text("tokenUrl") else None


def _read_client_credentials(
    name: str, scheme: Place, flow: Place, secrets: CredentialNames
) -> ir.OAuth2ClientCredentials:
    return ir.OAuth2ClientCredentials(
        id=name,
        token_url=flow.text("tokenUrl").strip(),
        client_id=secrets.credential(name, "client_id"),
        client_secret=secrets.credential(name, "client_secret"),
        token=secrets.credential(name, "token"),
        scopes=tuple(sorted(map(str, (flow / "scopes").mapping))),
        doc=scheme.text("description").strip(),
    )


def _note_kind(kind: str, scheme: Place, notes: Notes) -> None:
    if kind not in ("oauth2", "openIdConnect"):
        notes.warn(
            "unknown-security-type",
            scheme.pointer,
            f"the type {kind!r} of the security scheme is unknown; the client sends a bearer token",
            "correct it in an overlay",
        )


def credential_arguments(schemes: Iterable[ir.SecurityScheme]) -> frozenset[str]:
    """Returns the client arguments for secrets."""
    return frozenset(secret.argument for scheme in schemes for secret in ir.secrets_of(scheme))


def read_requirements(
    place: Place, known: Container[str], declared: Place, notes: Notes
) -> tuple[ir.Requirement, ...]:
    """Reads the alternatives in `security`; one that names an undeclared scheme is left out with a warning.

    `known` are the schemes that have a credential; schemes that are only `declared` need none.
    """
    node = place.mapping.get("security")
    if not isinstance(node, list):
        return ()
    read = (_read_requirement(entry, known, declared, place.pointer, notes) for entry in node)
    return tuple(dict.fromkeys(r for r in read if r is not None))


def _read_requirement(
    entry: object, known: Container[str], declared: Place, pointer: str, notes: Notes
) -> ir.Requirement | None:
    if not isinstance(entry, Mapping):
        return None
    unknown = sorted(str(n) for n in entry if n not in known and str(n) not in declared)
    if unknown:
        notes.warn(
            "unknown-security-scheme",
            pointer,
            f"the security scheme {unknown[0]!r} is not declared; the alternative is left out",
            "declare it in components.securitySchemes with an overlay",
        )
        return None
    pairs = ((str(name), _scopes(scopes)) for name, scopes in entry.items() if name in known)
    return ir.Requirement(schemes=tuple(sorted(pairs)))


def _scopes(value: object) -> tuple[str, ...]:
    return tuple(str(scope) for scope in value) if isinstance(value, list) else ()
