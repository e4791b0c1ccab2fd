"""Text that holds how a sample was cut last, for `config.toml`."""

from __future__ import annotations

from dataclasses import replace

from models.audio.units import Decibels
from models.slices.settings import BEATS, PARTS, THRESHOLD, Method, SliceSettings

_METHODS = {one.name.lower(): one for one in Method}


def encode_slicing(chosen: SliceSettings) -> str:
    """Return settings as text: `onsets sensitivity=0.7 threshold=-48 parts=8 beats=1`."""
    return (
        f"{chosen.method.name.lower()} sensitivity={chosen.sensitivity!r}"
        f" threshold={chosen.threshold!r} parts={chosen.parts} beats={chosen.beats!r}"
    )


def decode_slicing(text: str) -> SliceSettings:
    """Return the settings of a text; what makes no sense has its default."""
    found = SliceSettings()
    for word in text.split():
        name, given, value = word.partition("=")
        if not given:
            found = replace(found, method=_METHODS.get(name, found.method))
            continue
        try:
            found = _with(found, name, value)
        except ValueError:
            continue
    return found


def _with(found: SliceSettings, name: str, value: str) -> SliceSettings:
    match name:
        case "sensitivity" if 0 <= (number := float(value)) <= 1:
            return replace(found, sensitivity=number)
        case "threshold" if THRESHOLD[0] <= (number := float(value)) <= THRESHOLD[1]:
            return replace(found, threshold=Decibels(number))
        case "parts" if PARTS[0] <= (count := int(value)) <= PARTS[1]:
            return replace(found, parts=count)
        case "beats" if (number := float(value)) in BEATS:
            return replace(found, beats=number)
        case _:
            return found
