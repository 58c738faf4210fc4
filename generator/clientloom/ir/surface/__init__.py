# The API as a text that changes only if the client changes. Imports ir and cache.
"""`dump_surface` and `load_surface`, so that packages can be compared without their documents."""

from clientloom.ir.surface.packed import (
    SURFACE_NAME,
    UnknownFormatError,
    dump_surface,
    load_surface,
    pack_surface,
    read_version,
)

__all__ = [
    "SURFACE_NAME",
    "UnknownFormatError",
    "dump_surface",
    "load_surface",
    "pack_surface",
    "read_version",
]
