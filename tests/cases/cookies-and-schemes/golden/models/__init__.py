"""What the API answers: pydantic classes, loaded when they are first used."""

__all__: list[str] = []
