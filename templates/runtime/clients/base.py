# What both clients, and the bases of their resources, have in common. Imports light modules.
"""`BaseClient` and `BaseResource`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

from ..core.errors import Unpicklable
from ..results.responses import View
from .client import Core
from .settings import ChangeableSettings

if TYPE_CHECKING:
    from typing import Self, Unpack

C = TypeVar("C", bound=Core)


class BaseClient(Unpicklable, Generic[C]):
    """The common part of the clients, which differ in how they send."""

    _unpicklable = (
        "a client cannot be pickled or deeply copied: it holds credentials and connections; "
        "make one in the other process, or use copy()"
    )
    _transport: C

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    @property
    def base_url(self) -> str:
        """The base URL, without a slash at the end.

        Raises:
            ConfigurationError: neither the document nor the caller gives an absolute URL.
        """
        return self._transport.settings.root

    def with_options(self, **changes: Unpack[ChangeableSettings]) -> Self:
        """Returns a client with other settings that shares connections and credentials."""
        copied = object.__new__(type(self))
        copied._transport = self._transport.with_changes(changes)
        return copied

    def copy(self, **changes: Unpack[ChangeableSettings]) -> Self:
        """Returns a client with connections of its own, perhaps with other settings; each has to be closed."""
        copied = self.with_options(**changes)
        copied._transport.connections = self._transport.connections.again()
        copied._transport.lent = False
        return copied


class BaseResource(Generic[C]):
    """The common part of resources: groups of operations of one client."""

    def __init__(self, client: BaseClient[C], view: View = View.PARSED) -> None:
        self._client = client
        self._transport = client._transport  # pyright: ignore[reportPrivateUsage]
        self._view = view
        # <validation>
        self._transport.check_calls(self)
        # </validation>

    def with_options(self, **changes: Unpack[ChangeableSettings]) -> Self:
        """Returns the resource with other settings; see `with_options` of the client."""
        return type(self)(self._client.with_options(**changes), self._view)

    def _as_raw(self) -> Self:
        """The resource whose methods return raw responses."""
        return type(self)(self._client, View.RAW)

    # <streamed_responses>
    def _as_streamed(self) -> Self:
        """The resource whose methods return responses before their bodies are read."""
        return type(self)(self._client, View.STREAMED)

    # </streamed_responses>
