"""Commands and events of the audio actor.

Positions are frames of the sample's own file at its own rate, whatever the device rate.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.anchor import Anchor
from models.audio.device import Devices
from models.audio.inputs import Inputs
from models.audio.output import Output
from models.audio.output_config import OutputConfig
from models.audio.playback_settings import PlaybackSettings
from models.audio.span import Span
from models.audio.take import RecordingProgress, Take
from models.audio.units import Decibels, Frames, SampleId, Ticket
from models.edit.positions import Positions
from models.library.sample import Sample


@dataclass(frozen=True, slots=True)
class Play:
    """Play `sample`, replacing the current playback."""

    ticket: Ticket
    """Identifies this playback; every event about it carries the same ticket."""
    sample: Sample
    start: Frames = Frames(0)
    """First frame to play; inside `span` if there is one, or before it with `lead`."""
    span: Span | None = None
    """The span to play; `None` is the whole sample."""
    loop: bool = False
    """Loop `span` without a gap."""
    lead: bool = False
    """Play what precedes the loop first, as a sampler does."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Fade out and keep the position."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Continue from where `Pause` stopped."""


@dataclass(frozen=True, slots=True)
class Stop:
    """Fade out and discard the position."""


@dataclass(frozen=True, slots=True)
class Seek:
    """Move the playhead to `frame`; a paused playback stays paused."""

    frame: Frames


@dataclass(frozen=True, slots=True)
class SetRegion:
    """Change the span or the looping of the current playback without restarting it.

    Turning `loop` off lets the running cycle finish. A playhead outside the new loop jumps to its
    start; with `lead`, one before the loop runs into it.
    """

    span: Span | None
    loop: bool
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Exchange:
    """Continue the current playback of `sample` in the new content of its file.

    It goes on at the frame that sounds then, wherever that is now, paused or not, looped or not.
    """

    ticket: Ticket
    """Identifies the playback from now on."""
    sample: Sample
    positions: Positions
    """Where the frames of the content before are now."""
    span: Span | None = None
    """The span to play, in frames of the new content; `None` is the whole sample."""


@dataclass(frozen=True, slots=True)
class SetVolume:
    """Set the master volume, with a short ramp."""

    volume: Decibels


@dataclass(frozen=True, slots=True)
class SetOutputConfig:
    """Switch to this output; the current playback continues there."""

    config: OutputConfig


@dataclass(frozen=True, slots=True)
class SetPlaybackSettings:
    """Apply these playback settings from now on, to the current playback as well."""

    settings: PlaybackSettings


@dataclass(frozen=True, slots=True)
class ListDevices:
    """Request the available output devices."""

    refresh: bool = False
    """Probe again even if the devices are known."""


@dataclass(frozen=True, slots=True)
class PlayTone:
    """Play a short test tone on one channel, mixed with the current playback."""

    side: int
    """0 is left, 1 right."""


@dataclass(frozen=True, slots=True)
class Prepare:
    """Decode these samples ahead, most urgent first; replaces the previous `Prepare`."""

    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class ListInputs:
    """Request the available inputs."""


@dataclass(frozen=True, slots=True)
class StartRecording:
    """Record from an input until it falls silent, in place of a recording that runs."""

    ticket: Ticket
    """Identifies this recording; every event about it carries the same ticket."""
    input_name: str = ""
    """Empty for the system's default."""


@dataclass(frozen=True, slots=True)
class FinishRecording:
    """End the recording now; what sounded is the take."""


@dataclass(frozen=True, slots=True)
class CancelRecording:
    """End the recording without a take; no event follows."""


@dataclass(frozen=True, slots=True)
class DropTakes:
    """Remove takes that nothing is asked with any more."""

    paths: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Started:
    """Playback became audible."""

    ticket: Ticket
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Moved:
    """The transport changed: seek, new region, resume, or drift correction."""

    ticket: Ticket
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Paused:
    """Playback is paused at the position in `anchor` (speed 0)."""

    ticket: Ticket
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Stopped:
    """Playback was stopped on request."""

    ticket: Ticket
    frame: Frames
    """Position at which the fade-out began."""


@dataclass(frozen=True, slots=True)
class Ended:
    """Playback reached the end of the sample or span."""

    ticket: Ticket


@dataclass(frozen=True, slots=True)
class PlayFailed:
    """Playback failed; the output is silent."""

    ticket: Ticket
    sample: SampleId
    reason: str
    """What failed, on which file and why; lower case, no advice."""
    temporary: bool = False
    """The cause is temporary and not the file itself: it is gone, its drive does not respond,
    permission denied …"""


@dataclass(frozen=True, slots=True)
class OutputChanged:
    """The active output or its figures changed."""

    output: Output


@dataclass(frozen=True, slots=True)
class BufferTooShort:
    """No buffer size is configured, and the one that was tried causes dropouts."""

    frames: Frames


@dataclass(frozen=True, slots=True)
class OutputLost:
    """The engine crashed or the device was lost; recovery is in progress."""

    reason: str
    interrupted: Ticket | None
    """The playback that was interrupted, if any."""


@dataclass(frozen=True, slots=True)
class DevicesListed:
    """The output devices available now."""

    devices: Devices


@dataclass(frozen=True, slots=True)
class InputsListed:
    """The inputs available now."""

    inputs: Inputs


@dataclass(frozen=True, slots=True)
class RecordingProgressed:
    """How a recording goes."""

    ticket: Ticket
    progress: RecordingProgress


@dataclass(frozen=True, slots=True)
class TakeRecorded:
    """A recording ended with a take."""

    ticket: Ticket
    take: Take


@dataclass(frozen=True, slots=True)
class RecordingFailed:
    """A recording ended without a take."""

    ticket: Ticket
    reason: str
    """Which input, and why; lower case, no advice."""


Command = (
    Play
    | Pause
    | Resume
    | Stop
    | Seek
    | SetRegion
    | Exchange
    | SetVolume
    | SetOutputConfig
    | SetPlaybackSettings
    | ListDevices
    | PlayTone
    | Prepare
    | ListInputs
    | StartRecording
    | FinishRecording
    | CancelRecording
    | DropTakes
)
RecordingEvent = InputsListed | RecordingProgressed | TakeRecorded | RecordingFailed
PlaybackEvent = (
    Started
    | Moved
    | Paused
    | Stopped
    | Ended
    | PlayFailed
    | OutputChanged
    | BufferTooShort
    | OutputLost
    | DevicesListed
)
Event = PlaybackEvent | RecordingEvent
