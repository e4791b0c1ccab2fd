"""What the audio actor hears and says.

Positions are frames of the sample's own file at its own rate, whatever the
device runs at.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.anchor import Anchor
from models.audio.device import Devices
from models.audio.output import Output
from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.audio.span import Span
from models.audio.units import Decibels, Frames, SampleId, Ticket
from models.library.sample import Sample


@dataclass(frozen=True, slots=True)
class Play:
    """Let `sample` sound, in place of whatever sounds now."""

    ticket: Ticket
    """Names this playback; every event about it carries it back."""
    sample: Sample
    start: Frames = Frames(0)
    """Where to enter; inside `span` if there is one, or before it with `lead`."""
    span: Span | None = None
    """The stretch to play; `None` is the whole sample."""
    loop: bool = False
    """Go round in `span` without a gap."""
    lead: bool = False
    """What lies before the loop is played first, as a sampler does."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Fade out and keep the place."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on where `Pause` stopped."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Fade to silence and forget the place."""


@dataclass(frozen=True, slots=True)
class Seek:
    """Go on from `frame`; paused stays paused."""

    frame: Frames


@dataclass(frozen=True, slots=True)
class SetRegion:
    """Change the stretch or the looping of what plays, without a restart.

    With `loop` off a running cycle is finished. A playhead outside the new
    loop enters it at its start; with `lead` one before it runs into it.
    """

    span: Span | None
    loop: bool
    lead: bool = False


@dataclass(frozen=True, slots=True)
class SetVolume:
    """Change the loudness of everything, with a short ramp."""

    volume: Decibels


@dataclass(frozen=True, slots=True)
class SetOutputConfig:
    """Let sound go this way from now on; what plays goes on there."""

    route: OutputConfig


@dataclass(frozen=True, slots=True)
class SetPlaybackSettings:
    """Make samples sound like this from now on; what plays as well."""

    listening: PlaybackSettings


@dataclass(frozen=True, slots=True)
class ListDevices:
    """Say what there is to choose from."""

    again: bool = False
    """Look anew, even if it is known."""


@dataclass(frozen=True, slots=True)
class PlayTone:
    """Let one side sound for a moment, beside what plays."""

    side: int
    """0 is left, 1 right."""


@dataclass(frozen=True, slots=True)
class Prepare:
    """Decode these samples ahead, most wanted first; replaces earlier wishes."""

    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """Sound comes out."""

    ticket: Ticket
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Moved:
    """Playback changed course: sought, bounded, resumed, or corrected."""

    ticket: Ticket
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Paused:
    """Silent, with the place kept in `anchor` (speed 0)."""

    ticket: Ticket
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Stopped:
    """Silent, because it was asked for."""

    ticket: Ticket
    frame: Frames
    """Where it was when the fade began."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Silent, because the sample or span was played to its end."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class PlayFailed:
    """The order could not be carried out; nothing sounds."""

    ticket: Ticket
    sample: SampleId
    reason: str
    """What, which and why; lower case, no advice."""
    passing: bool = False
    """It says nothing of the file: it is gone, its drive does not answer, no permission …"""


@dataclass(frozen=True, slots=True)
class OutputChanged:
    """The way to the ear is another one now, or its figures changed."""

    output: Output


@dataclass(frozen=True, slots=True)
class OutputLost:
    """The engine died or the device went; it is being brought back."""

    reason: str
    interrupted: Ticket | None
    """The playback that fell silent, if any."""


@dataclass(frozen=True, slots=True)
class DevicesListed:
    """What there is to choose from, as of now."""

    devices: Devices


Command = (
    Play
    | Pause
    | Resume
    | Stop
    | Seek
    | SetRegion
    | SetVolume
    | SetOutputConfig
    | SetPlaybackSettings
    | ListDevices
    | PlayTone
    | Prepare
)
Event = (
    Started
    | Moved
    | Paused
    | Stopped
    | Ended
    | PlayFailed
    | OutputChanged
    | OutputLost
    | DevicesListed
)
