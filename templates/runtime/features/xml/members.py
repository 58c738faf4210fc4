# The forms, models and fields behind annotations. Imports the models of the runtime.
"""What reading and writing XML share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, get_args, get_origin

from ...data.annotations import annotation_of, fields_of, union_members, wire_name
from ...data.models import Model
from .forms import ELEMENT, XmlForm


@dataclass(frozen=True, slots=True)
class Member:
    """A field of a model: its name in JSON, its name in XML, its type and its form."""

    key: str
    name: str
    annotation: object
    form: XmlForm

    @property
    def item(self) -> object | None:
        """The type of the items if it is a list, else None."""
        return item_of(self.annotation)

    @property
    def is_repeated(self) -> bool:
        """Whether each item of a list is an element beside the others."""
        return self.item is not None and not self.form.wrapped

    @property
    def child_name(self) -> str:
        """The name of its elements."""
        return self.item_name if self.is_repeated else self.name

    @property
    def child_form(self) -> XmlForm:
        """The form of its elements."""
        return (self.form.item or self.form) if self.is_repeated else self.form

    @property
    def item_name(self) -> str:
        """The name of the element of an item; without one, items have the name of the field in JSON."""
        return (self.form.item or ELEMENT).name or self.key


def form_of(annotation: object) -> XmlForm:
    """Returns the form in the metadata of an annotation, an element without one."""
    if get_origin(annotation) is not Annotated:
        return ELEMENT
    inner, *metadata = get_args(annotation)
    return next((found for found in metadata if isinstance(found, XmlForm)), form_of(inner))


def item_of(annotation: object) -> object | None:
    """Returns the type of the items of a list, None for another type."""
    lists = (one for one in union_members(annotation) if get_origin(one) is list)
    return next((get_args(one)[0] for one in lists), None)


def model_of(annotation: object) -> type[Model] | None:
    """Returns the model of a type, None if it is none."""
    classes = (one for one in union_members(annotation) if isinstance(one, type))
    return next((one for one in classes if issubclass(one, Model)), None)


@cache
def members_of(model: type[Model]) -> tuple[Member, ...]:
    """Returns the fields of a model."""
    return tuple(_members(model))


def _members(model: type[Model]) -> Iterator[Member]:
    for name, info in fields_of(model).items():
        annotation = annotation_of(info)
        form = form_of(annotation)
        key = wire_name(name, info)
        yield Member(key, form.name or key, annotation, form)
