# Converts a Swagger 2.0 document to the form of OpenAPI 3.1: its paths and shared objects; swagger2_parts.py converts
# parameters and bodies. May import grammar/, repair/ and pointers.
"""Upgrades Swagger 2.0."""

from __future__ import annotations

from clientloom.document.document import Json
from clientloom.document.grammar.notation import walk
from clientloom.document.grammar.tables import METHODS_31, OPENAPI_3
from clientloom.document.pointer import escape, split
from clientloom.document.repair.repair_log import Repair
from clientloom.document.upgrade.swagger2_parts import (
    make_form_body,
    make_json_body,
    upgrade_header,
    upgrade_parameter,
    upgrade_response,
)

_KEPT = ("info", "tags", "externalDocs", "security")
_GONE = {"swagger", "host", "basePath", "schemes", "consumes", "produces", "paths", "definitions"}
_SHARED = {"parameters", "responses", "securityDefinitions"}
_FLOWS = {
    "implicit": "implicit",
    "password": "password",
    "application": "clientCredentials",
    "accessCode": "authorizationCode",
}
_SECTIONS = {
    "#/definitions/": "#/components/schemas/",
    "#/parameters/": "#/components/parameters/",
    "#/responses/": "#/components/responses/",
}


def upgrade_2(root: dict[str, Json]) -> tuple[dict[str, Json], dict[str, str], list[Repair]]:
    """Converts a repaired and bundled Swagger 2.0 document, and returns it with the moves and the omissions.

    The defaults are those of the Swagger 2.0 specification: `consumes` and `produces` of an operation replace the
    document's, and a missing `collectionFormat` is `csv`. Missing `schemes` mean https.
    """
    return _Upgrade(root).run()


class _Upgrade:
    def __init__(self, root: dict[str, Json]) -> None:
        self._old = root
        self._shared: dict[str, dict[str, Json]] = root.get("parameters", {})
        self.moves: dict[str, str] = {}
        self.repairs: list[Repair] = []

    def run(self) -> tuple[dict[str, Json], dict[str, str], list[Repair]]:
        old = self._old
        new: dict[str, Json] = {"openapi": "3.1.0"}
        new.update({key: old[key] for key in old if key in _KEPT or self._is_unknown(key)})
        servers = _make_servers(old, old.get("schemes"))
        if servers:
            new["servers"] = servers
            self.moves["/servers"] = "/host" if "host" in old else "/basePath"
        new["paths"] = {
            path: self._path_item(item, f"/paths/{escape(path)}")
            if isinstance(item, dict) and not path.startswith("x-")
            else item
            for path, item in old["paths"].items()
        }
        new["components"] = self._components()
        _rewrite_references(new)
        return new, self.moves, self.repairs

    @staticmethod
    def _is_unknown(key: str) -> bool:
        return key not in _GONE and key not in _SHARED

    # Shared objects.

    def _components(self) -> dict[str, Json]:
        old = self._old
        self.moves["/components/schemas"] = "/definitions"
        found: dict[str, Json] = {"schemas": old.get("definitions", {})}
        self._shared_parameters(found)
        found["responses"] = {
            name: self._response(
                item, f"/components/responses/{escape(name)}", f"/responses/{escape(name)}", {}
            )
            for name, item in old.get("responses", {}).items()
        }
        schemes = old.get("securityDefinitions", {})
        self.moves["/components/securitySchemes"] = "/securityDefinitions"
        found["securitySchemes"] = {
            name: _upgrade_security_scheme(item) for name, item in schemes.items()
        }
        return {section: members for section, members in found.items() if members}

    def _shared_parameters(self, found: dict[str, Json]) -> None:
        # 3.1 has no shared form fields: they are copied to where they are used.
        plain, bodies = {}, {}
        for name, item in self._shared.items():
            final = self._resolve_parameter(item)
            old = f"/parameters/{escape(name)}"
            if final.get("in") == "body":
                bodies[name] = item if "$ref" in item else make_json_body(item, self._consumes({}))
                self.moves[f"/components/requestBodies/{escape(name)}"] = old
            elif final.get("in") != "formData":
                plain[name] = item if "$ref" in item else upgrade_parameter(item)
                self.moves[f"/components/parameters/{escape(name)}"] = old
                self.moves[f"/components/parameters/{escape(name)}/schema"] = old
        found["parameters"], found["requestBodies"] = plain, bodies

    def _resolve_parameter(self, item: dict[str, Json]) -> dict[str, Json]:
        for _ in range(50):
            if not isinstance(item.get("$ref"), str):
                break
            item = self._shared.get(split(item["$ref"][1:])[-1], {})
        return item

    # Paths.

    def _path_item(self, item: dict[str, Json], here: str) -> dict[str, Json]:
        new = {key: value for key, value in item.items() if key != "parameters"}
        parameters = self._with_pointers(item.get("parameters", []), f"{here}/parameters")
        plain = [entry for entry in parameters if not self._is_body(entry[0])]
        bodies = [entry for entry in parameters if self._is_body(entry[0])]
        if plain:
            new["parameters"] = self._parameters(plain, f"{here}/parameters")
        for method in METHODS_31:
            if isinstance(item.get(method), dict):
                new[method] = self._operation(item[method], f"{here}/{method}", bodies)
        return new

    @staticmethod
    def _with_pointers(
        items: list[dict[str, Json]], here: str
    ) -> list[tuple[dict[str, Json], str]]:
        return [(item, f"{here}/{index}") for index, item in enumerate(items)]

    def _is_body(self, item: dict[str, Json]) -> bool:
        return self._resolve_parameter(item).get("in") in {"body", "formData"}

    def _operation(
        self,
        old: dict[str, Json],
        here: str,
        inherited: list[tuple[dict[str, Json], str]],
    ) -> dict[str, Json]:
        gone = {"consumes", "produces", "schemes", "parameters", "responses"}
        new = {key: value for key, value in old.items() if key not in gone}
        own = self._with_pointers(old.get("parameters", []), f"{here}/parameters")
        plain = [entry for entry in own if not self._is_body(entry[0])]
        bodies = self._bodies([entry for entry in own if self._is_body(entry[0])], inherited)
        if plain:
            new["parameters"] = self._parameters(plain, f"{here}/parameters")
        if bodies:
            new["requestBody"] = self._body(bodies, old, f"{here}/requestBody")
        new["responses"] = {
            status: self._response(
                item, f"{here}/responses/{status}", f"{here}/responses/{status}", old
            )
            if not status.startswith("x-")
            else item
            for status, item in old["responses"].items()
        }
        schemes = old.get("schemes")
        if schemes and set(schemes) != set(self._old.get("schemes") or schemes):
            new["servers"] = _make_servers(self._old, schemes)
        return new

    def _bodies(
        self, own: list[tuple[dict[str, Json], str]], inherited: list[tuple[dict[str, Json], str]]
    ) -> list[tuple[dict[str, Json], str]]:
        """Returns an operation's body or fields, with the path's fields that it does not override."""
        if any(self._resolve_parameter(item)["in"] == "body" for item, _ in own):
            return own
        named = {self._resolve_parameter(item)["name"] for item, _ in own}
        further = [
            entry for entry in inherited if self._resolve_parameter(entry[0])["name"] not in named
        ]
        fields = [
            entry for entry in further if self._resolve_parameter(entry[0])["in"] == "formData"
        ]
        return [*fields, *own] if own else further

    def _parameters(
        self, entries: list[tuple[dict[str, Json], str]], here: str
    ) -> list[dict[str, Json]]:
        found = []
        for index, (item, old) in enumerate(entries):
            self.moves[f"{here}/{index}"] = old
            self.moves[f"{here}/{index}/schema"] = old
            found.append(item if "$ref" in item else upgrade_parameter(item))
        return found

    # Bodies.

    def _body(
        self, entries: list[tuple[dict[str, Json], str]], operation: dict[str, Json], here: str
    ) -> dict[str, Json]:
        item, old = entries[0]
        self.moves[here] = old
        consumes = self._consumes(operation)
        whole = [
            entry for entry in entries if self._resolve_parameter(entry[0]).get("in") == "body"
        ]
        if not whole:
            fields = [(self._resolve_parameter(entry[0]), entry[1]) for entry in entries]
            return self._form(fields, consumes, here)
        item, old = whole[0]
        self._leave_out([pointer for _, pointer in entries if pointer != old])
        self.moves[here] = old
        if "$ref" in item and consumes == self._consumes({}):
            name = split(item["$ref"][1:])[-1]
            return {"$ref": f"#/components/requestBodies/{escape(name)}"}
        for media in consumes:
            self.moves[f"{here}/content/{escape(media)}/schema"] = f"{old}/schema"
        return make_json_body(self._resolve_parameter(item), consumes)

    def _leave_out(self, pointers: list[str]) -> None:
        """Records the omission of further bodies and form fields (Swagger 2.0, Parameter Object: `in`)."""
        wrong = "an operation has one body, and no form field beside it"
        self.repairs += [Repair(pointer, wrong, "this one is left out") for pointer in pointers]

    def _form(
        self, fields: list[tuple[dict[str, Json], str]], consumes: list[str], here: str
    ) -> dict[str, Json]:
        body = make_form_body([field for field, _ in fields], consumes)
        for media in body["content"]:
            for field, old in fields:
                name = escape(field["name"])
                self.moves[f"{here}/content/{escape(media)}/schema/properties/{name}"] = old
        return body

    def _consumes(self, operation: dict[str, Json]) -> list[str]:
        return self._media(operation, "consumes")

    def _media(self, operation: dict[str, Json], word: str) -> list[str]:
        found: list[str] = operation.get(word) or self._old.get(word) or []
        return list(dict.fromkeys(found))

    def _response(
        self, item: Json, here: str, old: str, operation: dict[str, Json]
    ) -> dict[str, Json]:
        if "$ref" in item:
            return dict(item)
        self.moves.setdefault(here, old)
        new = upgrade_response(item, self._media(operation, "produces"))
        content = new.get("content")  # a field that 2.0 does not have can be anything
        for media in content if isinstance(content, dict) else ():
            self.moves[f"{here}/content/{escape(media)}/schema"] = f"{old}/schema"
        for name in item.get("headers", {}):
            self.moves[f"{here}/headers/{escape(name)}/schema"] = f"{old}/headers/{escape(name)}"
        if "headers" in item:
            new["headers"] = {
                name: upgrade_header(value) for name, value in item["headers"].items()
            }
        return new


def _make_servers(old: dict[str, Json], schemes: list[str] | None) -> list[dict[str, Json]]:
    host, base = old.get("host", ""), old.get("basePath", "")
    if base and not base.startswith("/"):
        base = f"/{base}"
    if not host:
        return [{"url": base}] if base else []
    host = host.split("://", 1)[-1].rstrip("/")
    # A client uses the first server: https if the vendor offers it.
    ordered = sorted(dict.fromkeys(schemes or ["https"]), key=lambda scheme: scheme != "https")
    return [{"url": f"{scheme}://{host}{base.rstrip('/')}"} for scheme in ordered]


def _upgrade_security_scheme(old: dict[str, Json]) -> dict[str, Json]:
    if "$ref" in old:
        return {
            "$ref": str(old["$ref"]).replace(
                "#/securityDefinitions/", "#/components/securitySchemes/"
            )
        }
    new = dict(old)
    if new.get("type") == "basic":
        return {**new, "type": "http", "scheme": "basic"}
    if new.get("type") == "oauth2":
        flow = _FLOWS.get(new.pop("flow", ""), "implicit")
        words = ("authorizationUrl", "tokenUrl", "scopes")
        details = {word: new.pop(word) for word in words if word in new}
        new["flows"] = {flow: {"scopes": {}, **details}}
    return new


def _rewrite_references(root: dict[str, Json]) -> None:
    """Converts the references to the sections of 2.0."""
    for node, kind, _ in walk(OPENAPI_3, root):
        reference = node.get("$ref")
        if isinstance(reference, str):
            node["$ref"] = _move_reference(reference)
        if kind == "schema":
            _upgrade_schema(node)


def _move_reference(reference: str) -> str:
    for old, new in _SECTIONS.items():
        if reference.startswith(old):
            return new + reference[len(old) :]
    return reference


def _upgrade_schema(node: dict[str, Json]) -> None:
    discriminator = node.get("discriminator")
    if isinstance(discriminator, str):
        node["discriminator"] = {"propertyName": discriminator}
    elif isinstance(discriminator, dict) and isinstance(discriminator.get("mapping"), dict):
        mapping = discriminator["mapping"]
        discriminator["mapping"] = {
            key: _move_reference(name) if isinstance(name, str) else name
            for key, name in mapping.items()
        }
    if node.get("type") == "file":
        node["type"] = "string"
        node.setdefault("format", "binary")
