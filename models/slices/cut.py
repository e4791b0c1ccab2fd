"""Places the markers of a sample by the chosen method."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from models.audio.span import Span
from models.audio.units import Hertz
from models.slices.grid import beats, equal_parts
from models.slices.markers import Markers, make_markers, spread
from models.slices.onsets import strong_onsets
from models.slices.settings import Method, SliceSettings
from models.slices.silence import around_silence
from models.waveform.reduction.pyramid import Level

SHORTEST = 0.02
"""Seconds of the shortest slice between two onsets: the first onset is the start of the sound."""


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


def cut(known: Material, chosen: SliceSettings, within: Span | None = None) -> Markers:
    """Return the markers that the method of `chosen` places.

    Args:
        known: The sample.
        chosen: Method and parameter.
        within: Cut only this span, which markers then delimit; `None`: the whole sample.
    """
    if within is None:
        return _cut(known, chosen)
    if chosen.method in {Method.PARTS, Method.BEATS}:  # counted from its start
        inner = _cut(replace(known, frames=int(within.length)), chosen)
        places = [within.start + one for one in inner]
    else:
        places = [one for one in _cut(known, chosen) if within.start < one < within.end]
        if chosen.method is Method.ONSETS:
            places = list(spread(places, within.start, within.end, _shortest(known)))
    return make_markers((within.start, *places, within.end), known.frames)


def _shortest(known: Material) -> int:
    return max(1, round(SHORTEST * known.rate))


def outside(slices: Iterable[Span], within: Span | None) -> tuple[Span, ...]:
    """Return the slices that are not inside a span; `within` is `None`: none."""
    if within is None:
        return ()
    return tuple(one for one in slices if not within.start <= one.start < one.end <= within.end)


def _cut(known: Material, chosen: SliceSettings) -> Markers:
    match chosen.method:
        case Method.ONSETS:
            found = strong_onsets(known.onsets, known.strengths, chosen.sensitivity, known.frames)
            return spread(found, 0, known.frames, _shortest(known))
        case Method.SILENCE:
            return around_silence(
                *(known.level, known.frames, known.rate), chosen.threshold, chosen.shortest
            )
        case Method.PARTS:
            return equal_parts(known.frames, chosen.parts)
        case Method.BEATS:
            return beats(known.frames, known.tempo, known.rate, chosen.beats)
