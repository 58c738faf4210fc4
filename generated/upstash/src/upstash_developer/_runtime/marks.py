# Keys in the metadata of pydantic's schemas, by which one module of the runtime tells another. Imports nothing.
"""What pydantic itself has no word for."""

from __future__ import annotations

from typing import Final

TAG: Final = "one-of"
"""On a union of models: the Python name of the field that tells them apart, or None."""
OPEN: Final = "open"
"""On `UnknownVariant`, and on a union with it: what is none of the choices is an `UnknownVariant`."""
EXACT: Final = "exact"
"""On a decimal: a JSON number with all its digits."""
LENIENT: Final = "lenient"
"""On the schema of a text: the class that `values.lenient` may make of a text that is not of its format."""
EACH: Final = "each"
"""On a list that is checked as a whole: the list by which its items are read one by one."""
