# The Python classes of scalars, in results and in arguments. May import ir.
"""The table of scalars for all annotations of a generated package."""

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
        PrimitiveKind.WHOLE_NUMBER: ("builtins", "int"),
        PrimitiveKind.DECIMAL_NUMBER: ("decimal", "Decimal"),
        PrimitiveKind.BASE64: ("builtins", "bytes"),
    }
)
"""The class of each scalar; null has none."""

READERS: Mapping[PrimitiveKind, str] = MappingProxyType(
    {
        PrimitiveKind.WHOLE_NUMBER: "WholeNumber",
        PrimitiveKind.DECIMAL_NUMBER: "DecimalNumber",
        PrimitiveKind.BASE64: "Base64",
    }
)
"""Types of the runtime that decode a scalar in a response, if its class alone does not say how."""

_STR, _FLOAT, _BYTES = SCALARS[PrimitiveKind.STRING], ("builtins", "float"), ("builtins", "bytes")


def accepted_classes(kind: PrimitiveKind) -> tuple[Name, ...]:
    """Returns the classes of an argument: that of the scalar, and the text on the wire."""
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
