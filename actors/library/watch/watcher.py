"""What every watcher can do, whichever system it asks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.library.scan_scope import Change


class CannotWatch(Exception):
    """A source cannot be watched at all; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a watcher noticed."""

    changes: Sequence[Change] = ()
    """Paths below the root."""
    lost: bool = False
    """Something changed, and nobody knows where."""
    over: bool = False
    """The root itself went away or is another folder now: this watcher sees no more."""


class Watcher(Protocol):
    """Watches the tree of one source."""

    async def begin(self) -> None:
        """Watch every folder of the tree that can be watched.

        Raises:
            CannotWatch: none can be.
        """
        ...

    async def changes(self) -> Found:
        """Wait for changes, and a moment longer for those that follow them.

        Raises:
            CannotWatch: that is no longer possible.
        """
        ...

    async def retry(self) -> None:
        """Try again to watch what could not be watched before."""
        ...

    def late(self) -> Mapping[bytes, str]:
        """Return the folders in and below which changes may go unnoticed, and why.

        Paths are below the root; empty: the root itself.
        """
        ...

    def close(self) -> None:
        """Give back what the system lent; never waits."""
        ...
