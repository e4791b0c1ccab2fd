"""Interface of watchers, common to all systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from models.library.scan_scope import Change


class CannotWatch(Exception):
    """A source cannot be watched at all; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Found:
    """Changes found by a watcher."""

    changes: Sequence[Change] = ()
    """Paths relative to the root."""
    lost: bool = False
    """Changes were lost: rescan everything."""
    over: bool = False
    """The root was removed or replaced: this watcher sees no more changes."""


class Watcher(Protocol):
    """Watches the tree of one source."""

    async def begin(self) -> None:
        """Watch every folder of the tree that can be watched.

        Raises:
            CannotWatch: None can be.
        """
        ...

    async def changes(self) -> Found:
        """Wait for changes and collect those that follow shortly after.

        Raises:
            CannotWatch: Watching is no longer possible.
        """
        ...

    async def retry(self) -> None:
        """Retry watching the folders that failed."""
        ...

    def late(self) -> Mapping[bytes, str]:
        """Return the folders in and below which changes may be missed, with the reason.

        Paths are relative to the root; empty: the root itself.
        """
        ...

    def close(self) -> None:
        """Release system resources without blocking."""
        ...
