"""What can go wrong at the borders of this room."""

from __future__ import annotations

from actors.kernel.reply import Refusal


class LibraryError(Refusal):
    """The database cannot do what was asked; the text is the reason, ready to be shown."""


class TrashRefused(LibraryError):
    """Nothing can be thrown away there; the text says where and why. Another trash may take it."""


class RootRefused(Exception):
    """A folder cannot become a source; the text is the reason."""


class Vanished(Exception):
    """A file is no longer where it was seen a moment ago."""
