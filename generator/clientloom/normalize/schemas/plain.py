# Schemas that are plain values or references, such as `{"type": "string"}`. Imports nothing of ours.
"""`plain_text`: what makes two plain schemas the same, so that a document's many equal ones are read once."""

from __future__ import annotations


def plain_text(schema: object) -> str | None:
    """The text of a reference, or of a schema of scalars or of lists of them; None for any other.

    Such a schema has no inner schema but that of its items, which is no reference: wherever it stands, the same text
    means the same.
    """
    return repr(schema) if _is_plain(schema) else None


def _is_plain(schema: object) -> bool:
    return isinstance(schema, dict) and all(
        _is_item(value) if key == "items" else _is_data(value) for key, value in schema.items()
    )


def _is_item(schema: object) -> bool:
    return isinstance(schema, dict) and "$ref" not in schema and _is_plain(schema)


def _is_data(value: object) -> bool:
    if isinstance(value, list):
        return not any(isinstance(item, dict | list) for item in value)
    return not isinstance(value, dict)
