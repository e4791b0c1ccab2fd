"""Intents about the transport and the audio output.

Frames are frames of the loaded sample.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import FramePosition, Frames
from models.state.key_command import WAVEFORM, key_command


@dataclass(frozen=True, slots=True)
class TogglePlay:
    """Play, pause or resume."""


@key_command("replay", "Replay", "Shift+space", after="play")
@dataclass(frozen=True, slots=True)
class Replay:
    """Play again from where playback last started."""


@key_command("play-from-playhead", "Play from playhead", "Ctrl+space", after="replay")
@dataclass(frozen=True, slots=True)
class PlayFromCursor:
    """Play from the cursor."""


@dataclass(frozen=True, slots=True)
class PlayFrom:
    """Play from a frame, as on a click in the waveform."""

    frame: Frames


@key_command("play-selection", "Play selection", "enter", panels=WAVEFORM, after="playhead-end")
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
