"""What the API is sent, as plain dicts: TypedDicts whose keys are the names on the wire."""

__all__: list[str] = []
