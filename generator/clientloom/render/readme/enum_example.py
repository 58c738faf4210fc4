# The example of an enum class in the README. May import ir, python and this room.
"""`enum_example`: one enum class of a package, with a member and its value."""

from __future__ import annotations

from clientloom.ir import AliasSchema, Api
from clientloom.python.literals import python_literal
from clientloom.render.readme.example_views import EnumExample


def enum_example(api: Api) -> EnumExample | None:
    """Returns the enum class with the shortest name, None if the package has none."""
    aliases = (each for each in api.schemas if isinstance(each, AliasSchema))
    found = [(each.name, literal) for each in aliases if (literal := each.enum)]
    if not found:
        return None
    name, literal = min(found, key=lambda pair: (len(pair[0]), pair[0]))
    value = literal.values[0]
    return EnumExample(
        name=name,
        member=literal.members[0].name,
        value=python_literal(value),
        plain=type(value).__name__,
    )
