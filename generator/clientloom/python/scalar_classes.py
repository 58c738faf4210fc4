# The Python types of scalars: what a caller gets, and what a caller may give. May import ir.
"""One table of scalars for every annotation of a generated package."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clientloom.ir import PrimitiveKind

Name = tuple[str, str]
"""A module and a name in it."""

SCALARS: Mapping[PrimitiveKind, Name] = MappingProxyType(
    {
        PrimitiveKind.STRING: ("builtins", "str"),
        PrimitiveKind.INTEGER: ("builtins", "int"),
        PrimitiveKind.NUMBER: ("builtins", "float"),
        PrimitiveKind.BOOLEAN: ("builtins", "bool"),
        PrimitiveKind.DATE: ("datetime", "date"),
        PrimitiveKind.DATETIME: ("datetime", "datetime"),
        PrimitiveKind.TIME: ("datetime", "time"),
        PrimitiveKind.DURATION: ("datetime", "timedelta"),
        PrimitiveKind.UUID: ("uuid", "UUID"),
        PrimitiveKind.DECIMAL: ("decimal", "Decimal"),
        PrimitiveKind.DECIMAL_NUMBER: ("decimal", "Decimal"),
        PrimitiveKind.BASE64: ("builtins", "bytes"),
    }
)
"""The class of each scalar; null has none."""

READERS: Mapping[PrimitiveKind, str] = MappingProxyType(
    {
        PrimitiveKind.DECIMAL_NUMBER: "decimals.DecimalNumber",
        PrimitiveKind.BASE64: "models.Base64",
    }
)
"""Types in modules of the runtime, by which a response is read, where the class alone does not say how."""

_STR, _FLOAT, _BYTES = SCALARS[PrimitiveKind.STRING], ("builtins", "float"), ("builtins", "bytes")


def accepted_classes(kind: PrimitiveKind) -> tuple[Name, ...]:
    """The classes that a caller may give for a scalar: its own, and the text that goes on the wire."""
    match kind:
        case PrimitiveKind.NULL:
            return ()
        case PrimitiveKind.BASE64:
            return (_BYTES, _STR)
        case PrimitiveKind.DECIMAL:
            return (SCALARS[kind], _FLOAT, _STR)
        case PrimitiveKind.DECIMAL_NUMBER:
            return (SCALARS[kind], _FLOAT)
        case _ if SCALARS[kind][0] == "builtins":
            return (SCALARS[kind],)
        case _:
            return (SCALARS[kind], _STR)
