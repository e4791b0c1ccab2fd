"""Exceptions of the library actor."""

from __future__ import annotations

from actors.kernel.reply import RequestRefused


class LibraryError(RequestRefused):
    """A command or query failed; the text is the reason, ready for display."""


class TrashRefused(LibraryError):
    """This trash cannot take files; the text says which and why. Another trash may work."""


class HotFolderRefused(LibraryError):
    """This hot folder cannot take files; the text says which and why. Another one may work."""

    def __init__(self, reason: str, *, missing: bool = False) -> None:
        """Take the reason, and whether the folder is only not there yet."""
        super().__init__(reason)
        self.missing = missing


class RootRefused(Exception):
    """A folder cannot become a source; the text is the reason."""


class Vanished(Exception):
    """A file disappeared since it was last seen."""
