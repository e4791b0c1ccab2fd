"""Extract the tempo from a file name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from models.audio.tempo import FASTEST, SLOWEST

_NUMBER = r"\d{2,3}(?:[.,]\d{1,2})?"
_BEFORE_WORD = re.compile(
    rf"(?<![\d.,])({_NUMBER})[ _-]?(?:bpm|tempo)(?![a-z])", re.IGNORECASE
)  # 174bpm, 92.5 BPM
_AFTER_WORD = re.compile(
    rf"(?<![a-z])(?:bpm|tempo)[ _=:-]{{0,2}}({_NUMBER})(?![\d.,]\d|\d|[a-z])", re.IGNORECASE
)  # BPM 120, tempo=96
_BARE = re.compile(
    r"(?<![^\s_()\[\]{},;+&-])(?P<number>[1-9]\d{1,2}(?:\.\d{1,2})?)(?=[\s_()\[\]{},;+&.-]|$)"
)
"""A standalone number; serial numbers are zero-padded."""
_LAST_WORD = re.compile(r"([^\W\d_]+|#)[\s_.-]*$")
_NEXT_WORD = re.compile(r"[\s_-]*([^\W\d_]+|%)(?=[\s_()\[\]{},;+&.-]|$)")
_COUNTED = re.compile(
    "no|nr|num|number|#|vol|volume|take|part|kit|cd|disc|disk|track|bank|preset|patch|prog|program"
    "|note|midi|vel|velocity|layer|rr|id|page|ch|channel|op|opus|v|ver|version|var|room|side|slot",
    re.IGNORECASE,
)
"""Preceding words that make a number an ordinal."""
_MACHINES = re.compile(
    "cr|kr|rx|sp|mpc|dr|hr|tr|lm|dmx|sk|po|ms|cs|jx|jp|jv|xv|dx|sy|tx|rs|rz|rd|vl|fz|mt|cz|mks|ppg"
    "|juno|jupiter|prophet|ob|moog|model|casio|roland|boss|alesis|linn|linndrum|drumulator|simmons"
    "|korg|yamaha|akai|emu|ensoniq|oberheim|sequential|maestro|hammond|wurlitzer|farfisa|lexicon|emt",
    re.IGNORECASE,
)
"""Manufacturers and instrument families, followed by a model number (Juno 60, MPC 60, CR 78)."""
_UNITS = re.compile(
    "hz|khz|k|bits?|ms|s|secs?|seconds|min|db|rpm|cents?|semitones|st|volts?|v|watt|inch|in|mm|cm|m"
    "|ft|kbps|mb|kb|deg|percent|%|th|nd|rd",
    re.IGNORECASE,
)
"""Following words that make a number another measurement."""


@dataclass(frozen=True, slots=True)
class NamedTempo:
    """Tempo information in a file name, in beats per minute."""

    said: float | None = None
    """Explicit, as in `174bpm` or `tempo 96`. `None`: none, or several."""
    bare: tuple[float, ...] = ()
    """Standalone numbers that could be a tempo. They may also be serial numbers, years or machines,
    so they count only where length and content of the sound agree.
    """


def tempo_in_name(name: str) -> NamedTempo:
    """Return the tempo information in a file name.

    Args:
        name: File name, with or without extension.
    """
    said = {tempo for number in _BEFORE_WORD.findall(name) if (tempo := _tempo(number))}
    if not said:
        said = {tempo for number in _AFTER_WORD.findall(name) if (tempo := _tempo(number))}
    if len(said) == 1:
        return NamedTempo(said.pop())
    return NamedTempo(None, tuple(sorted(said | set(_bare(name)))))


def _bare(name: str) -> list[float]:
    found: list[float] = []
    for match in _BARE.finditer(name):
        before = _LAST_WORD.search(name[: match.start()])
        after = _NEXT_WORD.match(name, match.end())
        tempo = _tempo(match["number"])
        if (
            tempo is not None
            and not (before and (_COUNTED.fullmatch(before[1]) or _MACHINES.fullmatch(before[1])))
            and not (after and _UNITS.fullmatch(after[1]))
        ):
            found.append(tempo)
    return found


def _tempo(number: str) -> float | None:
    tempo = float(number.replace(",", "."))
    return tempo if SLOWEST <= tempo <= FASTEST else None
