"""Intents about sending files to hot folders."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import CollectionId, SampleId
from models.state.key_command import COLLECTIONS, FILES, key_command
from models.state.screen import Panel


@key_command("send", "Send to hot folder", "h", panels=(*FILES, *COLLECTIONS), after="open")
@dataclass(frozen=True, slots=True)
class SendFiles:
    """Copy the chosen samples, the selected part or a collection into the hot folder of the place.

    If there is none, or another one is wanted, a sheet asks for it first.
    """

    sample: SampleId | None = None
    """See `CopyFiles`."""
    panel: Panel | None = None
    collection: CollectionId | None = None
    """Send all of its members instead."""
    choose: bool = False
    """Ask for another folder."""


@dataclass(frozen=True, slots=True)
class ConfigureSend:
    """Edit the folder and the file names in the sheet."""

    folder: str
    """As typed; undecodable bytes as in PEP 383."""
    template: str


@dataclass(frozen=True, slots=True)
class ConfirmSend:
    """Send, and use this hot folder from now on."""


SendingIntent = SendFiles | ConfigureSend | ConfirmSend
