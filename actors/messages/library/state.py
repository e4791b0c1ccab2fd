"""Events about the library as a whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LibraryFailed:
    """A command failed; the library keeps running."""

    reason: str
    """What, which and why; lower case, no advice."""
    command: object = None
    """The `Command` that failed; `None`: no command caused it."""


@dataclass(frozen=True, slots=True)
class LibraryClosed:
    """The library cannot be opened: every command is refused."""

    reason: str
    """What, which and why; lower case, no advice."""


StateEvent = LibraryFailed | LibraryClosed
