# Codes about `$ref` and the files and addresses behind it. May import record.
"""Following references."""

from __future__ import annotations

from clientloom.diagnostics.registry.record import error, warning

ENTRIES = (
    warning(
        "unresolved-ref",
        """A `$ref` points at nothing: there is no such component, or no such key in the file. Any value is
        accepted in that place. Define the target, or correct the reference in an
        overlay. With `--strict`, or if an overlay breaks a reference, this is an error.""",
        document="""
            components:
              schemas:
                Thing:
                  type: object
                  properties:
                    owner: {$ref: '#/components/schemas/Owner'}
        """,
    ),
    warning(
        "bad-ref",
        """A `$ref` cannot be followed: it is not an address or a file name, or it points at something that is
        not an object. Any value is accepted in that place. Correct the reference in an overlay.""",
        document="""
            components:
              schemas:
                Thing: {$ref: '#/info/title'}
        """,
    ),
    warning(
        "circular-ref",
        """A `$ref` leads back to itself without a schema on the way. A schema may contain itself in a property
        or an item, but a reference to nothing but itself has no meaning. Any value is accepted in that place.
        Correct the reference in an overlay.""",
        document="""
            components:
              schemas:
                Thing: {$ref: '#/x-shared/thing'}
            x-shared:
              thing: {$ref: '#/x-shared/thing'}
        """,
    ),
    error(
        "ref-outside",
        """A `$ref` leaves the folder of the document. A document that somebody else wrote must not read files
        on your machine. If the files belong to it, allow a wider folder: `--base`, or `base` of
        [document] in client.toml.""",
        document="""
            components:
              schemas:
                Thing: {$ref: '../../shared.yaml#/Thing'}
        """,
    ),
    error(
        "remote-ref",
        """A `$ref` is a URL, and clientloom follows URLs only with `--allow-remote`. What a URL returns can
        change between two builds; a copy of the file beside the document does not.""",
        document="""
            components:
              schemas:
                Thing: {$ref: 'https://example.com/things.yaml#/Thing'}
        """,
    ),
    error(
        "remote-failed",
        """An address could not be fetched: its host is unknown, the server answered with an error, it
        redirected too often, or the connection broke. The message says which.""",
        output="""
            https://example.com/openapi.yaml: error[remote-failed]: the server answered 404; check the address
        """,
    ),
    error(
        "remote-private",
        """A reference or a redirect leads to an address of a private network or of this machine. A document
        from outside must not use clientloom to reach private servers. Download the file and refer to it by name.""",
        output="""
            http://localhost:8080/a.yaml: error[remote-private]: it leads to an address of a private network
        """,
    ),
    error(
        "too-many-files",
        """The references of the document lead to more files than any real document has. Check whether a
        reference loops through generated file names, or split the document.""",
        output="""
            openapi.yaml:9:13: error[too-many-files]: more than 20,000 files; split the document
        """,
    ),
    error(
        "too-many-copies",
        """References in places that have no component section are copied, and the copies multiply without
        bounds. Move the shared parts to `components` and refer to them there.""",
        output="""
            openapi.yaml:9:13: error[too-many-copies]: the $refs expand without bounds; use components
        """,
    ),
)
