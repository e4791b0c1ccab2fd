"""Numbers typed for a selection: start, end, length, each in any unit of time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from unicodedata import numeric

from models.audio.clock import clock
from models.audio.span import Span
from models.audio.tempo import beat_frames
from models.audio.units import Frames, Hertz, Seconds

EXAMPLES = "1.5 s, 300 ms, 0:01.5, 4410 frames, 2 beats or 1/2 beat"
BEATS_PER_BAR = 4


class SpanPart(Enum):
    """What is typed."""

    START = "start"
    END = "end"
    LENGTH = "length"
    BEATS = "beats"
    """The length, in beats unless another unit is given."""


class InvalidNumber(ValueError):
    """What was typed is no time, or not one in the sample; the message is the reason."""


_CLOCK = re.compile(r"(?:(\d+):)?(\d+):(\d+(?:[.,]\d*)?)")
_FRACTION = re.compile(r"(?:(\d+)[\s+]+)?(\d+)\s*/\s*([1-9]\d*)")
_MIXED = re.compile(r"(\d*)([¼½¾⅐-⅞])")
"""A number such as 1½."""
_NUMBER = re.compile(r"([+-]?(?:\d+(?:[.,]\d*)?|[.,]\d+))([a-zµ]*)(@[\d.,]+)?")
_SECONDS = {"s": 1.0, "sec": 1.0, "second": 1.0, "ms": 1e-3, "m": 60.0, "min": 60.0}
_FRAMES = {"f", "fr", "frame", "smp", "sample"}
_BEATS = {"b": 1, "beat": 1, "bar": BEATS_PER_BAR}


def parse_time(words: str, rate: Hertz, tempo: float, unit: str = "s") -> float:
    """Return the frames that `words` say; not rounded.

    Args:
        words: A number with or without a unit (seconds, milliseconds, minutes, frames, beats,
            bars), or a time such as `1:02.5`; spaces and thousands are free, and a number may be
            a fraction such as `1/2`, `1 1/2` or `1½`.
        rate: Sample rate, more than 0.
        tempo: Beats per minute.
        unit: Of a number without one.

    Raises:
        InvalidNumber: They say no time.
    """
    plain = re.sub(r"[\s\u2009]", "", _decimal(words.lower()))
    if found := _CLOCK.fullmatch(plain):
        hours, minutes, seconds = found.groups("0")
        return (int(hours) * 3600 + int(minutes) * 60 + _number(seconds)) * rate
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise InvalidNumber(f"“{words}” is no time: write {EXAMPLES}")
    value, name = _number(found[1]), found[2] or unit
    singular = name.removesuffix("s") if len(name) > 2 else name  # noqa: PLR2004 - not `s`, `ms`
    if singular in _FRAMES:
        return value
    if singular in _BEATS:
        return value * _BEATS[singular] * beat_frames(tempo, rate)
    if singular in _SECONDS:
        return value * _SECONDS[singular] * rate
    raise InvalidNumber(f"there is no unit “{found[2]}”: write {EXAMPLES}")


def _decimal(words: str) -> str:
    """Return words whose leading fraction, if any, is written as a decimal number."""
    words = words.strip()
    if found := _MIXED.match(words):
        value = int(found[1] or 0) + numeric(found[2])
    elif found := _FRACTION.match(words):
        value = int(found[1] or 0) + int(found[2]) / int(found[3])
    else:
        return words
    return f"{value:.12f}{words[found.end() :]}"


def _number(digits: str) -> float:
    return float(digits.replace(",", "."))


@dataclass(frozen=True, slots=True)
class Before:
    """What a number is typed into."""

    selection: Span | None
    """Without one, `cursor` is its start, and the end of the sample its end."""
    cursor: int
    """Where playback would start."""
    frames: int
    """Length of the sample, 1 or more."""
    rate: Hertz
    """For times in reasons."""


def typed_span(part: SpanPart, value: float, before: Before) -> Span:
    """Return the selection after a number was typed.

    A start behind the end, or an end before the start, moves the selection there as it is, as far
    as the sample goes.

    Args:
        part: Which of its numbers.
        value: In frames.
        before: The selection so far.

    Raises:
        InvalidNumber: There is no such selection in the sample.
    """
    selection, frames = before.selection, before.frames

    def time(frame: int) -> str:
        return clock(Seconds(frame / before.rate))

    at = round(value)
    if part is SpanPart.START:
        end = selection.end if selection else Frames(frames)
        if not 0 <= at < frames:
            raise InvalidNumber(f"the start must lie between 0 and {time(frames)}")
        if selection and at >= end:
            end = Frames(min(frames, at + selection.length))
        return Span(Frames(at), end)
    start = selection.start if selection else Frames(min(max(0, before.cursor), frames - 1))
    if part is SpanPart.END:
        if selection is None and at <= start:
            start = Frames(0)
        if not 0 < at <= frames:
            raise InvalidNumber(f"the end must lie between 0 and {time(frames)}")
        if selection and at <= start:
            start = Frames(max(0, at - selection.length))
        return Span(start, Frames(at))
    if not 1 <= at <= frames - start:
        raise InvalidNumber(f"the length must be more than 0, and {time(frames - start)} at most")
    return Span(start, Frames(start + at))
