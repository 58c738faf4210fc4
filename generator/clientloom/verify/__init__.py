# Calls every operation of a generated client and checks what went over the wire against the document. May import
# document, ir, diagnostics; openapi-core, jsonschema, jsonschema-rs and httpx only here (`clientloom[verify]`).
"""Verification of a generated package against its document."""
