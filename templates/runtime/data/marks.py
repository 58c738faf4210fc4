# Keys in the metadata of pydantic's schemas, for other modules of the runtime. Imports nothing.
"""Metadata that pydantic does not define."""

from __future__ import annotations

from typing import Final

TAG: Final = "one-of"
"""On a union of models: the Python name of the field that distinguishes them, or None."""
OPEN: Final = "open"
"""On `UnknownVariant`, and on a union with it: any other value becomes an `UnknownVariant`."""
EXACT: Final = "exact"
"""On a decimal: a JSON number with all its digits."""
LENIENT: Final = "lenient"
"""On the schema of a text: the class whose other formats are read as well."""
EACH: Final = "each"
"""On a list that is checked at once: the schema that reads its items one by one."""
