# Codes about the document as a whole, its shape, and overlays. May import record.
"""OpenAPI documents and overlays."""

from __future__ import annotations

from clientloom.diagnostics.registry.record import error, note, warning

ENTRIES = (
    error(
        "not-openapi",
        """The file is readable but is not an OpenAPI document: it has no `openapi` or `swagger` field, an
        unknown version, or it is a page that a server sent instead of the document.""",
        file="""
            title: Acme
            routes: [/things]
        """,
    ),
    warning(
        "unknown-version",
        """The document declares a minor version of OpenAPI 3 that clientloom does not know. It is read as
        the newest known one. Check what the new version adds that your document uses.""",
        file="""
            openapi: 3.9.0
            info: {title: Acme, version: "1"}
            paths: {}
        """,
    ),
    warning(
        "wrong-shape",
        """A part of the document does not have the form that OpenAPI prescribes, such as a list in place of a
        mapping. The message says how the part was repaired, or that it was left out. Correct the document, or
        patch it in an overlay, so that the client does what the vendor means.""",
        document="""
            components:
              schemas:
                Thing:
                  type: object
                  required: name
                  properties:
                    name: {type: string}
        """,
    ),
    warning(
        "invalid-document",
        """The document breaks a rule of its OpenAPI version, but clientloom can read it. Other tools may
        refuse it. `lint` and `--strict` check more rules than `generate` does.""",
        document="""
            paths:
              /things:
                get:
                  operationId: listThings
                  responses:
                    '200': {content: {}}
        """,
    ),
    note(
        "incomplete-validation",
        """The check of the document stopped early: there are too many findings to list, or the validator
        did not finish on this document. The client does not depend on the check.""",
        output="""
            openapi.json:1:1: note[incomplete-validation]: more than 100 places are not valid
        """,
    ),
    error(
        "bad-overlay",
        """The overlay is malformed: it does not begin with `overlay: 1.x`, has no list of actions, or an
        action lacks a target, does nothing, or has a JSONPath that cannot be read.""",
        overlay="""
            overlay: 1.0.0
            info: {title: Patches, version: "1"}
            actions:
              - target: $.info
        """,
    ),
    error(
        "overlay-target",
        """The target of an overlay action selects nothing. The vendor moved or removed what the action
        corrects. Correct the target, or delete the action if the vendor solved the problem.""",
        overlay="""
            overlay: 1.0.0
            info: {title: Patches, version: "1"}
            actions:
              - target: $.paths['/gone']
                remove: true
        """,
    ),
    error(
        "overlay-expect",
        """The document has another value than the action expects in `x-expect`. The vendor changed the place
        that the action patches. Read the change first, then update the action.""",
        overlay="""
            overlay: 1.0.0
            info: {title: Patches, version: "1"}
            actions:
              - target: $.info
                x-expect: {title: The old title}
                update: {title: The title that we want}
        """,
    ),
    warning(
        "overlay-obsolete",
        """An overlay action changes nothing, because the document already is as the action makes it: the
        vendor adopted the correction. Delete the action.""",
        overlay="""
            overlay: 1.0.0
            info: {title: Patches, version: "1"}
            actions:
              - target: $.info
                update: {title: Acme}
        """,
    ),
)
