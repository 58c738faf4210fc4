# The entry point of a comparison. Imports ir and the other modules of this room.
"""`compare_apis`: all changes between two versions of an API."""

from __future__ import annotations

from clientloom.ir import Api
from clientloom.review.causes.consequences import with_classes
from clientloom.review.causes.declared_errors import with_errors
from clientloom.review.causes.folding import by_place, by_sentence
from clientloom.review.changes import Review, sort_changes
from clientloom.review.compare.client import client_changes
from clientloom.review.compare.operations import operation_changes
from clientloom.review.compare.schemas import schema_changes
from clientloom.review.variance.relation import Types


def compare_apis(old: Api, new: Api) -> Review:
    """Compares two APIs as users of the client see them.

    Args:
        old: the API for which existing code was written.
        new: the API that this code will use.

    Returns:
        The changes, worst first. Descriptions and examples are ignored.
    """
    types = Types.of(old, new)
    changes = [
        *client_changes(types, old, new),
        *operation_changes(types, old, new),
        *schema_changes(types),
    ]
    found = with_classes(with_errors(by_place(changes), old, new, types), old, new)
    return Review(
        old_version=old.version,
        new_version=new.version,
        changes=sort_changes(list(by_sentence(found))),
    )
