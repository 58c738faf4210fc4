# What a schema is for, as opposed to what it looks like. May import the words of this room.
"""`Role`: the words that a schema has where it is written, and how far they reach."""

from __future__ import annotations

from typing import NamedTuple

from clientloom.normalize.naming.words import singular, words

RESPONSE, REQUEST, ERROR = "response", "request", "error"
_MOST_TITLE_WORDS = 5


class Role(NamedTuple):
    """What a schema is for. Two schemas of one structure are the same thing only if they have one role.

    `words` are those of its title, else of the property that has it, else of the part of an operation that it is.
    `scope` is where they mean the same: "" is the whole document, else a resource or an operation.
    """

    words: tuple[str, ...]
    scope: str = ""

    def below(self, text: str) -> Role:
        """Returns the role of a part of the schema that no property names."""
        return self._replace(words=(*self.words, *words(text)))

    def of_item(self) -> Role:
        """Returns the role of an item: one of several `stages` is for what a `stage` is for.

        A list of users and an answer with one user are answers with users.
        """
        if self.words[-1:] == (RESPONSE,):
            return self
        single = singular(self.words[-1]) if self.words else ""
        if not single or single == self.words[-1]:
            return self.below("item")
        return self._replace(words=(*self.words[:-1], single))


NO_ROLE = Role(())


def property_role(name: str) -> Role:
    """Returns the role of the schema of a property; names of symbols only count as they are."""
    return Role(words(name) or (name,))


def part_role(fragment: str, resource: str, operation: str) -> Role:
    """Returns the role of a part of an operation.

    Args:
        fragment: which part, such as "error/404", "response", "query/filter".
        resource: the resource of the operation; its answers are about the same things.
        operation: what identifies the operation.
    """
    start, _, rest = fragment.partition("/")
    last = fragment.rpartition("/")[2]
    if start == ERROR:
        return Role((ERROR,))
    if last == RESPONSE or start == REQUEST:
        return Role((RESPONSE if last == RESPONSE else REQUEST,), resource or operation)
    if start in {"query", "path", "header", "cookie", "querystring"}:
        return Role(words(rest) or (rest,))
    return Role(words(last) or (last,), operation)


def declared_role(name: str) -> Role | None:
    """Returns the role that a declared class name states."""
    return Role(words(name)) if name else None


def title_role(title: object) -> Role | None:
    """Returns the role that a title states; None if it is a sentence or nothing."""
    found = words(title) if isinstance(title, str) else ()
    return Role(found) if 0 < len(found) <= _MOST_TITLE_WORDS else None
