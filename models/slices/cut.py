"""Places the markers of a sample by the chosen method."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.audio.units import Hertz
from models.slices.grid import beats, equal_parts
from models.slices.markers import Markers
from models.slices.onsets import strong_onsets
from models.slices.settings import Method, SliceSettings
from models.slices.silence import around_silence
from models.waveform.reduction.pyramid import Level


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What is known of a sample; each method needs a part of it."""

    frames: int
    rate: Hertz
    level: Level
    """Peaks, see `silence.level_for`."""
    tempo: float
    """Beats per minute, above 0."""
    onsets: Sequence[int] = ()
    """Frames, ascending."""
    strengths: Sequence[float] = ()
    """Of each onset."""


def cut(known: Material, chosen: SliceSettings) -> Markers:
    """Return the markers that the method of `chosen` places."""
    match chosen.method:
        case Method.ONSETS:
            return strong_onsets(known.onsets, known.strengths, chosen.sensitivity, known.frames)
        case Method.SILENCE:
            return around_silence(
                *(known.level, known.frames, known.rate), chosen.threshold, chosen.shortest
            )
        case Method.PARTS:
            return equal_parts(known.frames, chosen.parts)
        case Method.BEATS:
            return beats(known.frames, known.tempo, known.rate, chosen.beats)
