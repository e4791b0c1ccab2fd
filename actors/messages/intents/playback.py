"""Transport and audio output.

Frames are frames of the loaded sample.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import FramePosition, Frames


@dataclass(frozen=True, slots=True)
class TogglePlay:
    """Play, pause, or go on from the pause."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Play again from where playback last started."""


@dataclass(frozen=True, slots=True)
class PlayFromCursor:
    """Play from the playhead."""


@dataclass(frozen=True, slots=True)
class PlayFrom:
    """Play from this frame: a click in the waveform."""

    frame: Frames


@dataclass(frozen=True, slots=True)
class PlaySelection:
    """Play what is selected."""


@dataclass(frozen=True, slots=True)
class ToggleLoop:
    """Switch loop mode; what sounds goes on from where it is."""

    playhead: FramePosition | None = None
    """Frame the playhead is at, if anything sounds."""


@dataclass(frozen=True, slots=True)
class RescanDevices:
    """Look anew for what sound could go to."""


@dataclass(frozen=True, slots=True)
class PlayTone:
    """Let one side sound for a moment."""

    side: int
    """0 is left, 1 right."""


@dataclass(frozen=True, slots=True)
class OpenAudioSheet:
    """Open the sheet of the sound output, and look what there is to choose from."""


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
