# Codes about operations, parameters, bodies, responses, servers and security. May import record.
"""Operations."""

from __future__ import annotations

from clientloom.diagnostics.registry.record import note, warning

ENTRIES = (
    warning(
        "duplicate-operation-id",
        """Several operations have the same operationId. The words of their paths distinguish their methods. An
        overlay can give each of them its own id.""",
        document="""
            paths:
              /things: {get: {operationId: list, responses: {'204': {description: ok}}}}
              /others: {get: {operationId: list, responses: {'204': {description: ok}}}}
        """,
    ),
    warning(
        "unsupported-polling",
        """`x-speakeasy-polling` has a condition that clientloom does not know, or does not fit its operation. It
        knows `$statusCode == 404` and `$response.body#/member == "value"`. client.toml can describe the waiter.""",
        document="""
            paths:
              /things/{id}:
                get:
                  x-speakeasy-polling:
                    - name: WaitForReady
                      successCriteria: [{condition: $response.body#/size > 5}]
        """,
    ),
    note(
        "operation-id-added",
        """An operation that had no operationId now has one. Its method keeps its name, which is in the lock,
        so callers do not break. Set an accessor in client.toml to rename it.""",
        output="""
            openapi.yaml:9:5: note[operation-id-added]: GET /things now has the operationId 'listThings'
        """,
    ),
    warning(
        "duplicate-parameter",
        """An operation declares the same parameter twice. The first declaration counts. Remove one of them
        in an overlay.""",
        document="""
            paths:
              /things:
                get:
                  operationId: listThings
                  parameters:
                    - {name: limit, in: query, schema: {type: integer}}
                    - {name: limit, in: query, schema: {type: string}}
                  responses: {'204': {description: ok}}
        """,
    ),
    note(
        "authorization-parameter",
        """An operation that requires no security declares the header Authorization as a parameter, which OpenAPI
        ignores. Declare a security scheme in an overlay, or pass the header with `extra_headers`.""",
        document="""
            paths:
              /things:
                get:
                  operationId: listThings
                  security: []
                  parameters: [{name: Authorization, in: header, schema: {type: string}}]
                  responses: {'204': {description: ok}}
        """,
    ),
    warning(
        "unknown-parameter-location",
        """A parameter has a location that OpenAPI does not know; `in` must be query, header, path or cookie. The
        parameter is left out. Pass it with `extra_query` or `extra_headers`, or correct it in an overlay.""",
        document="""
            paths:
              /things:
                get:
                  operationId: listThings
                  parameters:
                    - {name: limit, in: body, schema: {type: integer}}
                  responses: {'204': {description: ok}}
        """,
    ),
    warning(
        "path-parameter-without-place",
        """A path parameter is declared, but the path has no placeholder of that name. The parameter is left
        out. Most often one of the two is misspelt; correct it in an overlay.""",
        document="""
            paths:
              /things/{id}:
                get:
                  operationId: getThing
                  parameters:
                    - {name: id, in: path, required: true, schema: {type: string}}
                    - {name: thing, in: path, required: true, schema: {type: string}}
                  responses: {'204': {description: ok}}
        """,
    ),
    warning(
        "undeclared-path-parameter",
        """The path has a placeholder that no parameter declares. It is a required string argument of the
        method. Declare it in an overlay.""",
        document="""
            paths:
              /things/{id}:
                get:
                  operationId: getThing
                  responses: {'204': {description: ok}}
        """,
    ),
    warning(
        "unknown-style",
        """A parameter has a `style` (or in Swagger 2.0 a `collectionFormat`) that does not exist for its
        location. The usual style of the location is used. Correct it in an overlay.""",
        document="""
            paths:
              /things:
                get:
                  operationId: listThings
                  parameters:
                    - {name: ids, in: query, style: matrix, schema: {type: array, items: {type: string}}}
                  responses: {'204': {description: ok}}
        """,
    ),
    warning(
        "unreadable-parameters",
        """The parameters of an operation have a shape that clientloom does not expect. The method takes the
        placeholders of the path and nothing else. Correct the document in an overlay, and please report it.""",
        output="""
            openapi.yaml:40:7: warning[unreadable-parameters]: the parameters cannot be read
        """,
    ),
    warning(
        "unreadable-body",
        """The request body of an operation has a shape that clientloom does not expect. The method accepts
        any body. Correct the document in an overlay, and please report it.""",
        output="""
            openapi.yaml:40:7: warning[unreadable-body]: the body cannot be read; any value is accepted
        """,
    ),
    warning(
        "unreadable-responses",
        """The responses of an operation have a shape that clientloom does not expect. The method returns
        what the server sends. Correct the document in an overlay, and please report it.""",
        output="""
            openapi.yaml:40:7: warning[unreadable-responses]: the responses cannot be read
        """,
    ),
    warning(
        "unreadable-errors",
        """The error responses of an operation have a shape that clientloom does not expect. Exceptions carry
        the error body untyped. Correct the document in an overlay, and please report it.""",
        output="""
            openapi.yaml:40:7: warning[unreadable-errors]: the errors cannot be read; any value is accepted
        """,
    ),
    warning(
        "unreadable-payload",
        """The payload of a webhook has a shape that clientloom does not expect. Its parser returns the payload
        untyped. Correct the document in an overlay, and please report it.""",
        output="""
            openapi.yaml:40:7: warning[unreadable-payload]: the payload cannot be read; any value is accepted
        """,
    ),
    note(
        "webhook-names-assumed",
        """The payloads of all webhooks have a text such as `type`, and the document does not list its values. The
        client takes them to be the names of the webhooks, compared without case and punctuation; an event with
        another name is an `UnknownEvent`. Say in [webhooks] of client.toml where the name of an event is, and in
        `events` which name means which webhook.""",
        output="""
            openapi.yaml:9:5: note[webhook-names-assumed]: events are distinguished by `type`, whose values the document does not list: they are taken to be the names of the webhooks
        """,
    ),
    warning(
        "webhooks-alike",
        """Nothing distinguishes the events of two webhooks: their payloads have the same members, and neither a
        header nor a member is known to have the name of an event. `webhooks.parse()` returns their events as
        `UnknownEvent`; the parser of each webhook still reads it. Set `event` or `event_header` in [webhooks] of
        client.toml.""",
        output="""
            openapi.yaml:14:7: warning[webhooks-alike]: nothing distinguishes the events of 'pet.sold' from those of 'pet.added', so webhooks.parse() types neither
        """,
    ),
    note(
        "media-type-not-offered",
        """A body or a response is declared with several media types, and some of them are another notation of
        the JSON value (XML, a form), or are not described. The client uses JSON. Media types with their own
        schemas get their own methods and are never left out. No action is needed.""",
        document="""
            paths:
              /things:
                post:
                  operationId: createThing
                  requestBody:
                    content:
                      application/json: {schema: {type: object, properties: {name: {type: string}}}}
                      application/x-www-form-urlencoded:
                        schema: {type: object, properties: {name: {type: string}}}
                  responses: {'204': {description: ok}}
        """,
    ),
    note(
        "nested-parameter",
        """A parameter contains a list or an object within another one, which its style cannot express (OpenAPI
        leaves it undefined). The nested value is sent as JSON text. If the server expects something
        else, declare the parameter with `content: {application/json: ...}` or `style: deepObject` in an
        overlay.""",
        document="""
            paths:
              /things:
                get:
                  operationId: listThings
                  parameters:
                    - name: filter
                      in: query
                      schema: {type: object, properties: {range: {type: object, properties: {from: {type: integer}}}}}
                  responses: {'204': {description: ok}}
        """,
    ),
    note(
        "parts-without-names",
        """The parts of a multipart body are distinguished by their position (`prefixEncoding`,
        `itemEncoding`), not by name. The method takes the whole body as bytes, and `content_type=` with its
        boundary.""",
        document="""
            openapi: 3.2.0
            paths:
              /things:
                post:
                  operationId: createThing
                  requestBody:
                    content:
                      multipart/mixed:
                        schema: {type: array, items: {type: string}}
                        itemEncoding: {contentType: text/plain}
                  responses: {'204': {description: ok}}
        """,
    ),
    note(
        "header-separators",
        """A response header separates the items of a list with something other than commas, which only Swagger
        2.0 allows. `header(name, list[str])` splits at commas; read the text and split it yourself.""",
        output="""
            swagger.yaml:14:13: note[header-separators]: the header 'X-Ids' joins its list by '|'
        """,
    ),
    note(
        "part-headers-not-sent",
        """A part of a multipart body declares its own headers. The client sends only the content type of the
        part.""",
        document="""
            paths:
              /things:
                post:
                  operationId: createThing
                  requestBody:
                    content:
                      multipart/form-data:
                        schema: {type: object, properties: {file: {type: string, format: binary}}}
                        encoding: {file: {headers: {X-Checksum: {schema: {type: string}}}}}
                  responses: {'204': {description: ok}}
        """,
    ),
    note(
        "name-collision",
        """Two things would have the same name in Python, so one of them got another name, which the lock
        keeps. You can choose other names in client.toml.""",
        document="""
            components:
              schemas:
                Thing:
                  type: object
                  properties: {a: {$ref: '#/components/schemas/a-b'}, b: {$ref: '#/components/schemas/a_b'}}
                a-b: {type: object, properties: {a: {type: string}}}
                a_b: {type: object, properties: {b: {type: string}}}
        """,
    ),
    note(
        "no-server",
        """The document names no server, so every caller has to pass a `base_url` to the client. Set
        `base_url` in client.toml.""",
        document="""
            servers: []
        """,
    ),
    note(
        "relative-server",
        """The URL of a server is relative to the address of the document, which a file does not have. The server
        is left out. Set `base_url` in client.toml.""",
        document="""
            servers: [{url: /v1}]
        """,
    ),
    warning(
        "server-variable-without-default",
        """The URL of a server has a variable without a default, which OpenAPI requires. Callers have to pass a
        value. Add a default in an overlay, or set `base_url` in client.toml.""",
        document="""
            servers: [{url: 'https://{region}.example.com'}]
        """,
    ),
    note(
        "security-not-required",
        """The document declares how to authenticate, but no operation requires it, so the client never sends
        a credential. Most often `security` was forgotten: add it in an overlay.""",
        document="""
            security: []
            components:
              securitySchemes: {Token: {type: http, scheme: bearer}}
        """,
    ),
    note(
        "mutual-tls",
        """A security scheme is mutual TLS. The certificate is a setting of the connection: pass `cert` to the
        client, or an `http_client` that has one.""",
        document="""
            components:
              securitySchemes: {Certificate: {type: mutualTLS}}
        """,
    ),
    warning(
        "incomplete-security-scheme",
        """An API key does not say in which header, query parameter or cookie it is sent. It is sent in a
        header. Add `in` and `name` in an overlay.""",
        document="""
            components:
              securitySchemes: {Key: {type: apiKey}}
        """,
    ),
    warning(
        "unknown-security-type",
        """A security scheme has a type that OpenAPI does not have. The client treats it as a bearer token.
        Correct the type in an overlay.""",
        document="""
            components:
              securitySchemes: {Key: {type: secret}}
        """,
    ),
    warning(
        "unknown-security-scheme",
        """A security scheme is used but not declared in `components.securitySchemes`. If the document uses it,
        that alternative is left out; if client.toml names it, this is an error.""",
        document="""
            security: [{Tokken: []}]
        """,
    ),
)
