"""Intents about the transport and the audio output.

Frames are frames of the loaded sample.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import FramePosition, Frames


@dataclass(frozen=True, slots=True)
class TogglePlay:
    """Play, pause or resume."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Play again from where playback last started."""


@dataclass(frozen=True, slots=True)
class PlayFromCursor:
    """Play from the cursor."""


@dataclass(frozen=True, slots=True)
class PlayFrom:
    """Play from a frame, as on a click in the waveform."""

    frame: Frames


@dataclass(frozen=True, slots=True)
class PlaySelection:
    """Play the selection."""


@dataclass(frozen=True, slots=True)
class ToggleLoop:
    """Switch loop mode; playback continues from its position."""

    playhead: FramePosition | None = None
    """Frame of the playhead while playing."""


@dataclass(frozen=True, slots=True)
class RescanDevices:
    """Search for audio devices again."""


@dataclass(frozen=True, slots=True)
class PlayTone:
    """Play a short test tone on one channel."""

    side: int
    """0: left, 1: right."""


@dataclass(frozen=True, slots=True)
class OpenAudioSheet:
    """Open the audio sheet, and list devices if they are unknown."""


PlaybackIntent = (
    TogglePlay
    | Replay
    | PlayFromCursor
    | PlayFrom
    | PlaySelection
    | ToggleLoop
    | RescanDevices
    | PlayTone
    | OpenAudioSheet
)
