"""An edit of a sound file, as a value."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from models.audio.clock import rate_words
from models.audio.span import Span
from models.audio.units import Hertz
from models.library.export.settings import RATES, Container, Depth


class Op(Enum):
    """What an edit does. The values are those of the command line, and are stored."""

    CROP = "crop"
    """Keep the span, remove the rest."""
    TRIM_OUT = "trim-out"
    """Remove the span, join what is around it."""
    SILENCE = "silence"
    """Replace the span by silence of the same length."""
    REVERSE = "reverse"
    FADE_IN = "fade-in"
    """From silence at the start of the span; `curve`."""
    FADE_OUT = "fade-out"
    """To silence at the end of the span; `curve`."""
    NORMALISE = "normalise"
    """Raise or lower the level to a `peak`, or to a `loudness`."""
    GAIN = "gain"
    """Change the level by `level` decibels."""
    REMOVE_CLICK = "remove-click"
    """Replace the span by values predicted from both sides."""
    REMOVE_DC = "remove-dc"
    """Subtract the mean of each channel."""
    TRIM_SILENCE = "trim-silence"
    """Remove what is quieter than `threshold` at both ends."""
    LOOP_CROSSFADE = "loop-crossfade"
    """Make the span a seamless loop: its last `length` seconds fade into what precedes it."""
    MONO = "mono"
    """The mean of all channels."""
    STEREO = "stereo"
    """Two channels: of mono twice the same, of more a downmix."""
    SWAP_CHANNELS = "swap-channels"
    """Exchange left and right."""
    CONVERT = "convert"
    """Another `rate`, `depth` or `container`."""
    EDGE_FADES = "edge-fades"
    """Fade both ends of the span for `length` seconds, so that they do not click."""


WHOLE_ONLY = frozenset({Op.TRIM_SILENCE, Op.MONO, Op.STEREO, Op.CONVERT})
"""Edits that take no span: they are about the whole file."""
SPAN_ONLY = frozenset({Op.CROP, Op.TRIM_OUT, Op.SILENCE, Op.REMOVE_CLICK})
"""Edits that need a span."""
LENGTHS = (0.000_1, 30.0)
"""Shortest and longest valid `length` in seconds."""
GAINS = (-120.0, 60.0)
"""Lowest and highest valid `level` in decibels."""
PEAKS = (-60.0, 0.0)
"""Lowest and highest valid `peak` in dBFS."""
LOUDNESSES = (-60.0, 0.0)
"""Lowest and highest valid `loudness` in LUFS."""
THRESHOLDS = (-120.0, -6.0)
"""Lowest and highest valid `threshold` in dBFS."""
CLICK = 0.1
"""Longest click in seconds: what is longer cannot be predicted from its sides."""
MOST_CLICK = 8_192
"""Longest click in frames."""


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit; `edit_error` says whether it is valid for a file.

    Fields that an operation does not use are ignored.
    """

    op: Op
    span: Span | None = None
    """Frames that it is about; `None`: the whole sound."""
    curve: float = 0.0
    """Of a fade, -1 to 1: 0 is linear in amplitude, above it is louder in the middle, below it
    quieter.
    """
    level: float = 0.0
    """Of `GAIN`, in decibels."""
    peak: float = 0.0
    """Of `NORMALISE`, in dBFS; with `loudness`, the true peak not exceeded, in dBTP."""
    loudness: float | None = None
    """Of `NORMALISE`, integrated, in LUFS; `None`: normalise the peak."""
    length: float = 0.005
    """Of `LOOP_CROSSFADE` and `EDGE_FADES`, in seconds."""
    threshold: float = -60.0
    """Of `TRIM_SILENCE`, in dBFS."""
    rate: int | None = None
    """Of `CONVERT`, in hertz; `None`: keep it."""
    depth: Depth = Depth.SAME
    """Of `CONVERT`; a lower depth is dithered (TPDF)."""
    container: Container = Container.SAME
    """Of `CONVERT`; another one is written as a copy beside the file."""

    @property
    def makes_copy(self) -> bool:
        """Whether it writes a new file and leaves the old one as it is."""
        return self.op is Op.CONVERT and self.container is not Container.SAME


def edit_error(edit: Edit, frames: int, rate: int, channels: int) -> str:
    """Return why an edit is invalid for a sound; empty: it is valid.

    Args:
        edit: The edit.
        frames: Length of the sound.
        rate: Its sample rate in hertz.
        channels: Its number of channels.
    """
    if frames <= 0 or rate <= 0 or channels <= 0:
        return "there is no audio in it"
    return _span_error(edit, frames, rate) or value_error(edit) or _use_error(edit, rate, channels)


def _span_error(edit: Edit, frames: int, rate: int) -> str:
    op, span = edit.op, edit.span
    if span is None:
        return "nothing is selected" if op in SPAN_ONLY else ""
    if op in WHOLE_ONLY:
        return "it is about the whole file, not about a selection"
    if span.end > frames:
        return "the selection is beyond the end of the file"
    if op is Op.TRIM_OUT and span.length == frames:
        return "nothing would be left"
    if op is Op.CROP and span.length == frames:
        return "the selection is the whole file already"
    if op is Op.REMOVE_CLICK:
        if span.length > min(MOST_CLICK, max(1, round(CLICK * rate))):
            return f"the selection is longer than {CLICK * 1000:.0f} ms: that is no click"
        if span.length == frames:
            return "there is nothing around it"
    if op is Op.LOOP_CROSSFADE:
        count = _count(edit.length, rate)
        if count > span.length:
            return "the crossfade is longer than the selection"
        if count > span.start:
            return "there is too little before the selection for that crossfade"
    return ""


def value_error(edit: Edit) -> str:
    """Return why the parameters of an edit are out of range; empty: they are not."""
    match edit.op:
        case Op.FADE_IN | Op.FADE_OUT:
            return "" if _within(edit.curve, (-1.0, 1.0)) else "the curve is not from -1 to 1"
        case Op.GAIN:
            if not _within(edit.level, GAINS):
                return f"the gain is not from {GAINS[0]:g} to {GAINS[1]:g} dB"
            return "" if edit.level else "a gain of 0 dB changes nothing"
        case Op.NORMALISE:
            if not _within(edit.peak, PEAKS):
                return f"the peak is not from {PEAKS[0]:g} to {PEAKS[1]:g} dBFS"
            if edit.loudness is not None and not _within(edit.loudness, LOUDNESSES):
                return f"the loudness is not from {LOUDNESSES[0]:g} to {LOUDNESSES[1]:g} LUFS"
        case Op.TRIM_SILENCE if not _within(edit.threshold, THRESHOLDS):
            return f"the threshold is not from {THRESHOLDS[0]:g} to {THRESHOLDS[1]:g} dBFS"
        case Op.LOOP_CROSSFADE | Op.EDGE_FADES if not _within(edit.length, LENGTHS):
            return f"the length is not from {LENGTHS[0] * 1000:g} ms to {LENGTHS[1]:g} s"
        case _:
            pass
    return ""


def _use_error(edit: Edit, rate: int, channels: int) -> str:
    match edit.op:
        case Op.MONO if channels == 1:
            return "it is mono already"
        case Op.STEREO if channels == 2:  # noqa: PLR2004
            return "it is stereo already"
        case Op.SWAP_CHANNELS if channels != 2:  # noqa: PLR2004
            return "it has no left and right channel"
        case Op.CONVERT:
            if edit.rate is not None and edit.rate not in RATES:
                lowest, highest = (rate_words(Hertz(one)) for one in (RATES[0], RATES[-1]))
                return f"the rate is not from {lowest} to {highest}"
            same = edit.rate in {None, rate} and edit.depth is Depth.SAME
            if same and edit.container is Container.SAME:
                return "nothing to convert is chosen"
        case _:
            pass
    return ""


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return math.isfinite(value) and bounds[0] <= value <= bounds[1]


def _count(seconds: float, rate: int) -> int:
    return max(1, round(seconds * rate))


def crossfade_frames(edit: Edit, rate: int, frames: int) -> int:
    """Return the frames of the crossfade or of each edge fade; at most half of `frames`.

    Args:
        edit: With a `length`.
        rate: Hertz.
        frames: Length of the span, or of the whole sound.
    """
    return max(1, min(_count(edit.length, rate), frames // 2)) if frames > 1 else 1
