"""Files for other programs: dragged out, copied, revealed, opened; and files of theirs pasted.

The window counts its drags; the ticket of a drag is that number.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.span import Span
from models.audio.units import CollectionId, Pixels, SampleId, Ticket
from models.handoff.paste_use import PasteUse
from models.state.key_command import FILES, key_command
from models.state.screen import Panel


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """The window is on the screen."""

    window: int | None
    """Its number on the X server; `None`: it is on none."""


@key_command("guide", "Guide", "f1", after="shortcuts")
@dataclass(frozen=True, slots=True)
class OpenGuide:
    """Show the guide in the browser."""


@dataclass(frozen=True, slots=True)
class DragSamples:
    """Drag a sample, or the selection that it is part of, perhaps out of the window."""

    ticket: Ticket
    sample: SampleId
    panel: Panel


@dataclass(frozen=True, slots=True)
class DragCollection:
    """Drag all members of a collection."""

    ticket: Ticket
    collection: CollectionId


@dataclass(frozen=True, slots=True)
class DragSpan:
    """Drag a span of a sample, which becomes a file in the cache."""

    ticket: Ticket
    sample: SampleId
    span: Span


@dataclass(frozen=True, slots=True)
class ShowDragPicture:
    """Hang a picture at the pointer of a drag, outside the window."""

    ticket: Ticket
    width: Pixels
    height: Pixels
    pixels: bytes
    """RGBA, not premultiplied, top row first."""


@dataclass(frozen=True, slots=True)
class CallOffDrag:
    """End a drag without a drop."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class EndDrag:
    """The press of a drag has ended, wherever the pointer is."""

    ticket: Ticket


@key_command("copy", "Copy files", "Ctrl+c", panels=FILES, after="collection-down")
@dataclass(frozen=True, slots=True)
class CopyFiles:
    """Put the chosen files on the clipboard; in the waveform, the selected part."""

    sample: SampleId | None = None
    """Copy this sample, or the selection that it is part of; `None`: what is chosen."""
    panel: Panel | None = None
    """Where it is chosen; `None`: the panel that has the keyboard."""
    paths_only: bool = False
    """Their paths as text."""


@key_command(
    "paste",
    "Paste files",
    "Ctrl+v",
    panels=(*FILES, Panel.SOURCES, Panel.FOLDERS, Panel.COLLECTIONS),
    after="copy-path",
)
@dataclass(frozen=True, slots=True)
class PasteFiles:
    """Copy the files on the clipboard into the folder shown, or find similar sounds.

    If a collection has the keyboard, add those that are in the library to it.
    """


@dataclass(frozen=True, slots=True)
class AnswerPaste:
    """Decide what pasting files into the list does, now and in future."""

    use: PasteUse


@dataclass(frozen=True, slots=True)
class DropIntoFolder:
    """Copy files of another program into a folder of the source shown."""

    paths: tuple[bytes, ...]
    """Absolute."""
    folder: bytes
    """Relative to the root."""


@dataclass(frozen=True, slots=True)
class DropIntoCollection:
    """Add files of another program, as far as they are in the library, to a collection."""

    paths: tuple[bytes, ...]
    """Absolute."""
    collection: CollectionId


@key_command(
    "reveal",
    "Show in file manager",
    "Ctrl+Shift+r",
    panels=(*FILES, Panel.SOURCES, Panel.FOLDERS),
    after="paste",
)
@dataclass(frozen=True, slots=True)
class RevealFiles:
    """Show the chosen files, or the focused folder, in the file manager."""

    sample: SampleId | None = None
    """See `CopyFiles`."""
    panel: Panel | None = None
    path: bytes | None = None
    """Show this instead; absolute."""


@key_command("open", "Open in editor", "Ctrl+e", panels=FILES, after="reveal")
@dataclass(frozen=True, slots=True)
class OpenFiles:
    """Open the chosen files in the editor of the settings, or as the system does."""

    sample: SampleId | None = None
    """See `CopyFiles`."""
    panel: Panel | None = None


@dataclass(frozen=True, slots=True)
class ShowPaths:
    """Show files in their folders, or folders; offer to add what is not in the library."""

    paths: tuple[bytes, ...]
    """Absolute."""


HandoffIntent = (
    OpenWindow
    | DragSamples
    | DragCollection
    | DragSpan
    | ShowDragPicture
    | CallOffDrag
    | EndDrag
    | CopyFiles
    | PasteFiles
    | AnswerPaste
    | DropIntoFolder
    | DropIntoCollection
    | RevealFiles
    | OpenFiles
    | OpenGuide
    | ShowPaths
)
