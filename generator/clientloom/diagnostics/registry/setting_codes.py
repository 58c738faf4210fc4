# Codes about client.toml, templates and hand-written parts: what the user of clientloom writes. May import record.
"""Settings."""

from __future__ import annotations

from clientloom.diagnostics.registry.record import error, note, warning

ENTRIES = (
    error(
        "toml-syntax",
        """client.toml is not valid TOML, or not UTF-8. See toml.io for the syntax.""",
        settings="""
            base_url = https://api.example.com
        """,
    ),
    error(
        "unknown-key",
        """client.toml has a key that clientloom does not know. The message names the nearest key that it
        does know. An unknown key is an error because a misspelt setting would silently do nothing.""",
        settings="""
            [document]
            overlay = ["overlay.yaml"]
        """,
    ),
    error(
        "missing-key",
        """client.toml lacks a key that has no default, such as the name of the package.""",
        settings="""
            [package]
            version = "1.0.0"
        """,
    ),
    error(
        "wrong-type",
        """A value in client.toml does not have the type of its key, such as a string in place of a list.""",
        settings="""
            [document]
            overlays = "overlay.yaml"
        """,
    ),
    error(
        "bad-value",
        """A value in client.toml has the right type but is not valid for its key: a package name that Python
        cannot import, an invalid version, a header name with a space.""",
        settings="""
            [headers]
            "X Version" = "1"
        """,
    ),
    note(
        "shared-parameter",
        """Most operations have the same parameter. If its value is the same for all calls of a program, it
        should be an argument of the client: write the line of client.toml that the message proposes. A parameter with a
        default becomes one by itself, and one that repeats a security scheme is sent as the credential.""",
        document="""
            components:
              parameters:
                Tenant: {name: tenant, in: query, schema: {type: string}}
            paths:
              /a: {get: {tags: [a], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /b: {get: {tags: [b], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /c: {get: {tags: [c], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /d: {get: {tags: [d], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /e: {get: {tags: [e], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /f: {get: {tags: [f], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /g: {get: {tags: [g], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /h: {get: {tags: [h], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /i: {get: {tags: [i], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /j: {get: {tags: [j], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /k: {get: {tags: [k], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
              /l: {get: {tags: [l], parameters: [{$ref: '#/components/parameters/Tenant'}]}}
        """,
    ),
    warning(
        "unused-client-argument",
        """[client_arguments] names a parameter that no operation has. Correct its name and location, or remove the
        table.""",
        settings="""
            [client_arguments.api_version]
            parameter = "api-versoin"
        """,
    ),
    error(
        "missing-document",
        """It is not clear which file of the vendor's folder is the OpenAPI document. Set `document.path` in
        client.toml.""",
        output="""
            specs/acme/client.toml:1:1: error[missing-document]: acme/ has no YAML or JSON document
        """,
    ),
    error(
        "unknown-operation",
        """[operations] names an operation that the document does not have, by its operationId or by its
        method and path. The vendor renamed or removed it. Correct or remove the table.""",
        settings="""
            [operations.listThingz]
            accessor = "things.list"
        """,
    ),
    error(
        "unknown-tag",
        """[resources] names a tag or a first path segment that the document does not have.""",
        settings="""
            [resources]
            thingz = "items"
        """,
    ),
    error(
        "invalid-accessor",
        """An accessor is not of the form `method`, `resource.method` or `resource.resource.method`. There may be any
        number of resources. Each part is in snake_case, and none is a name that every client or resource has.""",
        settings="""
            [operations.listThings]
            accessor = "Things.List"
        """,
    ),
    error(
        "duplicate-accessor",
        """Two operations have the same accessor, or one has the accessor of a resource, so one would hide the other.
        Give one of them another name.""",
        settings="""
            [operations.listThings]
            accessor = "things.get"

            [operations.getThing]
            accessor = "things.get"
        """,
    ),
    error(
        "unknown-retry-class",
        """`retry` of an operation is not one of the classes that clientloom knows. The message lists them.""",
        settings="""
            [operations.listThings]
            retry = "sometimes"
        """,
    ),
    error(
        "no-download",
        """`download` says what a method returns that answers with bytes, and this one never does.""",
        settings="""
            [operations.listThings]
            download = "stream"
        """,
    ),
    error(
        "waiter-mismatch",
        """A waiter in client.toml names a state, a value, an operation or a parameter that does not exist. The
        message lists those that do.""",
        settings="""
            [operations.getThing.waiters.wait_until_ready]
            path = "statuz"
            success = ["ready"]
        """,
    ),
    error(
        "webhook-mismatch",
        """[webhooks] in client.toml names a member that a payload does not have, or a webhook that the
        document does not have. The message lists those that exist.""",
        settings="""
            [webhooks]
            event = "tpye"
        """,
    ),
    error(
        "pagination-mismatch",
        """The pagination in client.toml names a parameter, a field or a style that the operation does not
        have. The message lists what it has.""",
        settings="""
            [operations.listThings.pagination]
            style = "cursor"
            parameter = "page_token"
        """,
    ),
    error(
        "selector-matches-nothing",
        """An entry of [[include]] or [[exclude]] matches no operation. The vendor renamed what it selects,
        or the entry is misspelt. Correct or remove it.""",
        settings="""
            [[exclude]]
            tag = "internal"
        """,
    ),
    warning(
        "unknown-type-override",
        """[types] overrides the type of a schema with a word that is not a type. The override is ignored.""",
        settings="""
            [types]
            "/components/schemas/Thing/properties/name" = "text"
        """,
    ),
    warning(
        "unused-type-override",
        """[types] names a schema that no operation uses, so the override has no effect. Correct or
        remove it.""",
        settings="""
            [types]
            "/components/schemas/Gone" = "string"
        """,
    ),
    warning(
        "unused-envelope",
        """[envelope] names a member that no response has, so it has no effect. Correct `result`, or
        remove the table.""",
        settings="""
            [envelope]
            result = "payload"
        """,
    ),
    warning(
        "unused-rename",
        """[schemas] renames a class that does not exist, or uses a name that is taken. The entry has no
        effect. `clientloom inspect` lists the schemas of the document.""",
        settings="""
            [schemas]
            Gone = "Item"
        """,
    ),
    warning(
        "unused-name-pattern",
        """A pattern in [names] matches no name, so it has no effect. `clientloom inspect` lists the names.""",
        settings="""
            [names.methods]
            "^gone_" = ""
        """,
    ),
    warning(
        "name-pattern-clash",
        """A pattern in [names] produces a name that something else has, that several things would have, or
        that is not valid. Whatever clashes keeps its name. `clientloom inspect VENDOR --names` shows old and new names
        beside each other.""",
        settings="""
            [names.methods]
            ".+" = "call"
        """,
    ),
    note(
        "unsure-pagination",
        """A list has a parameter that selects a page, but nothing in the response says whether another page
        follows. The method returns a single page. Describe the pagination in client.toml, or say there that
        there is none.""",
        document="""
            paths:
              /pets:
                get:
                  operationId: listPets
                  tags: [pets]
                  parameters: [{name: page, in: query, schema: {type: integer}}]
                  responses:
                    '200':
                      description: ok
                      content:
                        application/json: {schema: {type: array, items: {$ref: '#/components/schemas/Thing'}}}
        """,
    ),
    note(
        "repeated-word",
        """The names of all methods of a resource, or of most classes, have a word in common. It may be noise. The
        hint is the line of client.toml that removes it.""",
        document="""
            paths:
              /users/{id}/admin-lock: {post: {operationId: adminLock, tags: [users]}}
              /users/{id}/admin-ban: {post: {operationId: adminBan, tags: [users]}}
              /users/{id}/admin-unlock: {post: {operationId: adminUnlock, tags: [users]}}
        """,
    ),
    warning(
        "unused-ignore",
        """An entry of [[lint.ignore]] matches no finding: what it accepted is gone. Remove it, because an
        outdated exception can hide the next real finding. `lint` and `--strict` report this.""",
        settings="""
            [[lint.ignore]]
            code = "no-server"
            reason = "callers give a base_url"
        """,
    ),
    error(
        "bad-template",
        """A template of your own cannot be read or rendered: a syntax error, a value that does not exist, or
        a file that is not text. Correct it, or remove it to use the built-in one.""",
        output="""
            templates/package/client.py.jinja:7:1: error[bad-template]: 'colour' is undefined; fix the template
        """,
    ),
    error(
        "custom-syntax",
        """The hand-written module `resources/_custom.py` is not valid Python. clientloom reads which
        resource classes it extends.""",
        output="""
            generated/acme/src/acme/resources/_custom.py:3:11: error[custom-syntax]: this is not valid Python
        """,
    ),
)
