# Codes about schemas whose type is looser than the document may want, or that were read in one of several ways.
# May import record.
"""Schemas and types."""

from __future__ import annotations

from clientloom.diagnostics.registry.record import note, warning

ENTRIES = (
    warning(
        "circular-allof",
        """A schema contains itself through `allOf`. The part that repeats adds nothing and is left out.""",
        document="""
            components:
              schemas:
                Thing:
                  allOf:
                    - {$ref: '#/components/schemas/Thing'}
                    - {type: object, properties: {name: {type: string}}}
        """,
    ),
    warning(
        "unknown-type",
        """`type` names something that JSON Schema does not have, such as `date`. Any value is
        accepted. Name the JSON type in an overlay, with a `format` where there is one.""",
        output="""
            openapi.yaml:31:15: warning[unknown-type]: JSON Schema has no type 'quantity'; any value is accepted
        """,
    ),
    warning(
        "contradictory-types",
        """The parts of a schema require types that no value can have at once, for example string and integer in
        an `allOf`. Each of the types is accepted. Correct the parts in an overlay.""",
        document="""
            components:
              schemas:
                Thing:
                  type: object
                  properties:
                    size: {allOf: [{type: string}, {type: integer}]}
        """,
    ),
    warning(
        "nested-too-deep",
        """Types are nested in each other more deeply than anybody can use. Any value is accepted below that
        depth. Give the inner schemas names in `components`.""",
        output="""
            openapi.yaml:88:21: warning[nested-too-deep]: more than 60 types are nested in each other
        """,
    ),
    warning(
        "too-many-variants",
        """A union combines to more types than a reader or a type checker can handle, usually because unions
        are nested in an `allOf`, or because each of a chain of unions uses the next one twice. Any value is
        accepted instead. Simplify the union in an overlay.""",
        output="""
            openapi.yaml:88:21: warning[too-many-variants]: unions combine to more than 100 types
        """,
    ),
    warning(
        "too-many-merged-types",
        """Schemas that refer to each other by `allOf` combine to more types than anybody can use. Any value is
        accepted where the limit is reached. Simplify the schemas in an overlay.""",
        output="""
            openapi.yaml:88:21: warning[too-many-merged-types]: any value is accepted here
        """,
    ),
    warning(
        "enum-of-other-values",
        """An enum has values that Python's `Literal` cannot hold: numbers with a fraction, lists, objects.
        The base type is used, and the client does not list the values.""",
        document="""
            components:
              schemas:
                Thing: {type: object, properties: {size: {type: number, enum: [0.5, 1.5]}}}
        """,
    ),
    warning(
        "enum-of-another-type",
        """No value of an enum is of the type that the schema states. The values are converted to the stated
        type where that is possible. Correct the type or the values in an overlay.""",
        document="""
            components:
              schemas:
                Thing: {type: object, properties: {size: {type: string, enum: [1, 2]}}}
        """,
    ),
    note(
        "discriminator-not-usable",
        """A union has a discriminator that does not distinguish its variants: a variant does not require the
        property, or two variants share a value. The variants are distinguished by their structure instead.
        Make the property required, with one constant value for each variant, in an overlay.""",
        document="""
            components:
              schemas:
                Cat: {type: object, required: [claws], properties: {kind: {type: string}, claws: {type: integer}}}
                Dog: {type: object, required: [tail], properties: {kind: {type: string}, tail: {type: integer}}}
                Thing:
                  oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
                  discriminator: {propertyName: kind}
        """,
    ),
    note(
        "required-without-property",
        """A name is in `required` but not in `properties`. The field exists and accepts any value.
        Describe the property, or remove the name from `required`, in an overlay.""",
        document="""
            components:
              schemas:
                Thing: {type: object, required: [id], properties: {name: {type: string}}}
        """,
    ),
    note(
        "default-of-another-type",
        """The default of a property is not a value of its type. The client has no default there. Correct the
        default in an overlay.""",
        document="""
            components:
              schemas:
                Thing: {type: object, properties: {size: {type: integer, default: large}}}
        """,
    ),
    note(
        "binary-in-json",
        """A property of a JSON object is raw bytes (`format: binary`), which JSON cannot carry. The value is
        a string. If the API sends base64, say `format: byte` in an overlay.""",
        document="""
            components:
              schemas:
                Thing: {type: object, properties: {data: {type: string, format: binary}}}
        """,
    ),
    note(
        "xml-as-text",
        """A body is XML, and its schema says how it is written (`xml`), but a model cannot express it: one of
        several types, elements of any name, lists of lists, a name that XML does not have, or a root element
        without a name. The body is text, which the caller reads or writes.""",
        document="""
            paths:
              /things:
                get:
                  operationId: getThing
                  responses:
                    '200':
                      description: fine
                      content:
                        application/xml:
                          schema:
                            type: object
                            xml: {name: thing}
                            properties: {extra: {type: object, additionalProperties: {type: string}}}
        """,
    ),
    note(
        "date-like-string",
        """A string has no format, but its examples or its name suggest a date or a date-time. It is a str,
        because the document promises no more. `[types]` in client.toml, or `format` in an overlay,
        makes it a date or a datetime.""",
        document="""
            components:
              schemas:
                Thing: {type: object, properties: {at: {type: string, example: '2024-02-03T04:05:06Z'}}}
        """,
    ),
    note(
        "condition-not-in-type",
        """A schema has conditions that Python's types cannot express, such as `if` or `not`. The type is the
        one without the condition; the server checks the rest. No action is needed.""",
        document="""
            components:
              schemas:
                Thing:
                  type: object
                  properties:
                    name: {type: string, not: {const: root}}
        """,
    ),
)
