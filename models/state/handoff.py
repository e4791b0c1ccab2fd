"""The slice behind drags out of the window, and the clipboard of files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto

from models.audio.units import CollectionId, SourceId, Ticket
from models.handoff.drag import Place, Verdict


class Purpose(Enum):
    """What files are for whose paths the library is asked."""

    DRAG = auto()
    COPY = auto()
    COPY_PATHS = auto()
    REVEAL = auto()
    OPEN = auto()


@dataclass(frozen=True, slots=True)
class FileRequest:
    """Files whose paths are awaited from the library."""

    ticket: Ticket
    purpose: Purpose
    drag: Ticket = Ticket(0)
    """The drag that they are for."""


@dataclass(frozen=True, slots=True)
class PasteTarget:
    """Where the files on the clipboard go: a collection, a folder of a source, or a search."""

    ticket: Ticket
    """Of the reading of the clipboard."""
    collection: CollectionId | None = None
    source: SourceId | None = None
    folder: bytes = b""
    """Relative to the root."""
    listed: bool = False
    """The list had the keyboard: the user decides what is done."""
    paths: tuple[bytes, ...] = ()
    """Files that wait for this decision; empty: nothing is asked."""


@dataclass(frozen=True, slots=True)
class Drag:
    """The drag in progress, or the last one; kept until the next begins."""

    ticket: Ticket
    """Of the window's own counting."""
    place: Place = Place.HOME
    verdict: Verdict | None = None
    """`None`: it is in progress."""
    paths: tuple[bytes, ...] | None = None
    """Files of other programs' interest; `None`: awaited."""
    missing: int = 0
    """Files that are not there and are left out."""


@dataclass(frozen=True, slots=True)
class Handoff:
    """What other programs may take from here."""

    window: int | None = None
    """Number of our window on the X server."""
    opened: bool = False
    """The window was shown."""
    connected: bool = False
    """Drags may leave the window, files may be put on the clipboard."""
    wayland: bool = False
    """The desktop is a Wayland one, which may have no bridge for drags."""
    drag: Drag | None = None
    requests: tuple[FileRequest, ...] = ()
    paste: PasteTarget | None = None
    """The newest one, while the clipboard is read."""

    def find(self, ticket: Ticket) -> FileRequest | None:
        """Return the request with that ticket, or `None`."""
        return next((one for one in self.requests if one.ticket == ticket), None)

    def without(self, ticket: Ticket) -> Handoff:
        """Return it without a request."""
        return replace(self, requests=tuple(one for one in self.requests if one.ticket != ticket))
