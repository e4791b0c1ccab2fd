"""Commands and events of the handoff actor: files for other programs, and from them.

Paths are absolute. A drag has a ticket of the window's own counting: `Carry` comes first and alone,
so that the drag begins at once, then `Load`, when the files are known.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Pixels, Ticket
from models.handoff.call import Call
from models.handoff.drag import Outcome, Place, Verdict


@dataclass(frozen=True, slots=True)
class Connect:
    """Start the process that speaks to other programs; without a number there is none."""

    window: int | None
    """Number of our window on the X server; `None`: it is on none."""


@dataclass(frozen=True, slots=True)
class Carry:
    """Begin a drag, the left mouse button being down; it replaces the one before."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Load:
    """The files of a drag, also of one that was dropped; programs that asked wait for it."""

    ticket: Ticket
    paths: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ShowPicture:
    """Hang a picture at the pointer while a drag is outside our window."""

    ticket: Ticket
    width: Pixels
    height: Pixels
    pixels: bytes
    """RGBA, not premultiplied, top row first."""


@dataclass(frozen=True, slots=True)
class CallOff:
    """End a drag without a drop; a dropped one is refused what it was not given yet."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class EndTouch:
    """The window saw the end of the press that began a drag: a verdict is awaited."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Hold:
    """Put files on the clipboard, until another program takes it."""

    paths: tuple[bytes, ...]
    text: bool = False
    """Only their paths, as text."""


@dataclass(frozen=True, slots=True)
class ReadClipboard:
    """Read the files on the clipboard."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class Reveal:
    """Show files selected in the file manager."""

    paths: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """Open files in another program."""

    paths: tuple[bytes, ...]
    editor: str = ""
    """Its command line, see `models.handoff.command_line`; empty: the handler of the system."""


@dataclass(frozen=True, slots=True)
class OpenGuide:
    """Show the guide in the browser."""


@dataclass(frozen=True, slots=True)
class Connected:
    """Files can be dragged out of the window and put on the clipboard."""

    wayland: bool = False
    """The desktop is a Wayland one, which may have no bridge for drags of X11 programs."""


@dataclass(frozen=True, slots=True)
class NotConnected:
    """They cannot; revealing and opening work all the same."""

    reason: str
    """Lower case, no advice."""


@dataclass(frozen=True, slots=True)
class Over:
    """The pointer of a drag is over something else."""

    ticket: Ticket
    place: Place


@dataclass(frozen=True, slots=True)
class LetGo:
    """A drag ended."""

    ticket: Ticket
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a drop; any time after `LetGo`, also during other drags."""

    ticket: Ticket
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Hovered:
    """Another program drags files over our window; `HoverMoved` follows."""

    paths: tuple[bytes, ...]
    """Absolute; empty: that program does not say."""
    folders: int = 0
    """How many of them are folders."""


@dataclass(frozen=True, slots=True)
class HoverMoved:
    """What another program drags is over another place of our window."""

    x: Pixels
    y: Pixels
    """From the left and the top of our window."""


@dataclass(frozen=True, slots=True)
class HoverEnded:
    """It left our window, or was dropped there: that is reported by the window itself."""


@dataclass(frozen=True, slots=True)
class Held:
    """Files are on the clipboard."""

    count: int
    text: bool
    """Only their paths."""


@dataclass(frozen=True, slots=True)
class NotHeld:
    """Files could not be put on the clipboard."""

    reason: str
    """Lower case, no advice."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Another program took the clipboard."""


@dataclass(frozen=True, slots=True)
class OnClipboard:
    """Reply to `ReadClipboard`."""

    ticket: Ticket
    paths: tuple[bytes, ...]
    cut: bool = False
    """The other program expects them to be moved."""
    reason: str = ""
    """Why nothing could be read; lower case, no advice."""


@dataclass(frozen=True, slots=True)
class Revealed:
    """Files are shown in the file manager."""

    folder_only: bool
    """Their folder is shown: nothing is selected."""


@dataclass(frozen=True, slots=True)
class NotRevealed:
    """Files could not be shown."""

    reason: str
    """Lower case, no advice."""


@dataclass(frozen=True, slots=True)
class Opened:
    """Files were handed to another program."""

    count: int


@dataclass(frozen=True, slots=True)
class NotOpened:
    """Files could not be opened."""

    reason: str
    """Lower case, no advice."""


@dataclass(frozen=True, slots=True)
class GuideUnopened:
    """No program shows the guide."""

    page: bytes
    """Absolute path of its first page; empty: it could not be written."""
    reason: str
    """Which program failed and why; lower case, no advice."""
    shown: bool = False
    """Whether a file manager shows its folder."""


@dataclass(frozen=True, slots=True)
class Called:
    """The program was started again: the window is to come forward."""

    call: Call


Command = (
    Connect
    | Carry
    | Load
    | ShowPicture
    | CallOff
    | EndTouch
    | Hold
    | ReadClipboard
    | Reveal
    | Open
    | OpenGuide
)
Event = (
    Connected
    | NotConnected
    | Over
    | LetGo
    | Done
    | Held
    | NotHeld
    | Lost
    | Hovered
    | HoverMoved
    | HoverEnded
    | OnClipboard
    | Revealed
    | NotRevealed
    | Opened
    | NotOpened
    | GuideUnopened
    | Called
)
