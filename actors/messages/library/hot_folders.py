"""Commands and events about hot folders."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Ticket
from models.library.hot_folder import HotFolder, HotPlace, Sounds


@dataclass(frozen=True, slots=True)
class ReadHotFolder:
    """Read which hot folder was chosen for a place."""

    ticket: Ticket
    place: HotPlace


@dataclass(frozen=True, slots=True)
class SendFiles:
    """Copy sounds into a hot folder, under free names that a template makes."""

    sounds: Sounds
    folder: HotFolder
    place: HotPlace
    remember: bool = False
    """Use this hot folder for the place from now on."""
    create: bool = False
    """Create the folder if it is missing."""


@dataclass(frozen=True, slots=True)
class HotFolderRead:
    """Reply to `ReadHotFolder`."""

    ticket: Ticket
    folder: HotFolder | None
    """`None`: none was chosen for the place."""
    last: HotFolder | None = None
    """The one chosen last, for any place."""


@dataclass(frozen=True, slots=True)
class HotFolderRefused:
    """Nothing was sent, as this folder or template cannot be used; another one may work."""

    reason: str
    """What, which and why; lower case, no advice."""
    command: SendFiles
    missing: bool = False
    """The folder is not there, and could be created."""


HotFolderCommand = ReadHotFolder | SendFiles
HotFolderEvent = HotFolderRead | HotFolderRefused
