# Resources as attributes of the client or of other resources. May import ir and this room.
"""`resource_links`: the resources of the client or of a resource."""

from __future__ import annotations

from collections.abc import Iterable

from clientloom.ir import Resource
from clientloom.python.annotations import AnnotationPrinter, Flavor
from clientloom.python.docstrings import describe, docstring
from clientloom.python.identifiers import module_of
from clientloom.python.prose import summarize
from clientloom.render.view_types import ResourceLink

_INDENT = 8


def resource_links(
    resources: Iterable[Resource],
    folder: str,
    printer: AnnotationPrinter,
    flavor: Flavor,
    custom_classes: frozenset[str],
) -> tuple[ResourceLink, ...]:
    """Returns the attributes of the client, or of a resource, that are resources.

    Args:
        resources: What it holds.
        folder: What leads from the printer's module to `resources`.
        printer: The printer of that module.
        flavor: Sync or async.
        custom_classes: Those that a hand-written module has of the same name.
    """
    return tuple(_link(resource, folder, printer, flavor, custom_classes) for resource in resources)


def _link(
    resource: Resource,
    folder: str,
    printer: AnnotationPrinter,
    flavor: Flavor,
    custom_classes: frozenset[str],
) -> ResourceLink:
    class_name = f"{flavor.value}{resource.class_name}"
    own = "_custom" if class_name in custom_classes else module_of(resource.path)
    module = f"{folder}.{own}"
    return ResourceLink(
        name=resource.name or "_methods",
        decorator=printer.standard("functools", "cached_property", runtime=True),
        module=module,
        class_name=class_name,
        local_name=printer.imports.name(module, class_name),
        docstring=resource_docstring(summarize(resource.doc), _INDENT),
    )


def resource_docstring(doc: str, indent: int) -> str:
    """Returns the docstring of a resource, "" if the document does not describe it: its name says as much."""
    lines = describe("", doc, fallback="", indent=indent)
    return docstring(lines, indent) if lines else ""
