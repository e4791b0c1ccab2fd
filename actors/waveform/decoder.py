"""Decodes a file into its picture: first the sketch, then every frame."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from actors.waveform.sketch import make_sketch
from actors.waveform.sound import Sound, UnreadableSound, open_sound
from models.audio.clock import clock
from models.audio.span import Span
from models.audio.units import Frames, Seconds
from models.library.file_name import display_name
from models.library.sample import Sample
from models.waveform.detail import make_detail
from models.waveform.picture import Detail, Picture
from models.waveform.reduction.band import band_split
from models.waveform.reduction.pyramid import Floats, Level
from models.waveform.reduction.pyramid_builder import PyramidBuilder

SMALL = 64 << 20
"""Maximum bytes of raw frames kept beside the pyramid."""
SKETCH = 0.015
"""Seconds to spend on the sketch of a long sound."""
FIRST_UPDATE, LATER_UPDATE = 0.1, 1.0
"""Seconds between partial pictures, at first and later."""


def decode_picture(
    sample: Sample, show: Callable[[Picture], None], check: Callable[[], None]
) -> tuple[Picture, str]:
    """Decode `sample` from start to end.

    Args:
        sample: The file to read.
        show: Called with partial pictures, in this thread.
        check: Called between blocks; may raise to cancel.

    Returns:
        The complete picture, and a description of any damage (empty if none).

    Raises:
        UnreadableSound: nothing can be drawn.
    """
    with open_sound(sample) as sound:
        sketch = make_sketch(sound, SKETCH, check)
    # Reopened: after seeking, a decoder may not start in its initial state.
    with open_sound(sample) as sound:
        work = _Decoding(sample, sound, sketch)
        if sketch is not None:
            show(work.picture())
        reason = ""
        begun = time.monotonic()
        due = begun + FIRST_UPDATE
        try:
            for block in sound.blocks():
                check()
                work.take(block)
                if time.monotonic() >= due:
                    show(work.picture())
                    now = time.monotonic()
                    due = now + min(LATER_UPDATE, max(FIRST_UPDATE, (now - begun) / 4))
        except UnreadableSound as error:
            reason = str(error)
        return work.finished(), _damage(sample, work, reason)


def _damage(sample: Sample, work: _Decoding, reason: str) -> str:
    shown, sound = display_name(sample.path), work.sound
    decoded_to = clock(Seconds(work.frames / sound.rate))
    if reason and not work.frames:
        raise UnreadableSound(f"{shown}: {reason}")
    if not work.frames:
        raise UnreadableSound(f"{shown}: contains no audio")
    if reason:
        return f"{shown}: damaged at {decoded_to}: {reason}"
    if work.frames < sound.header_frames:
        expected = clock(Seconds(sound.header_frames / sound.rate))
        return f"{shown}: ends at {decoded_to}, shorter than its header says ({expected})"
    return ""


@dataclass(slots=True)
class _Decoding:
    """The state of decoding."""

    sample: Sample
    sound: Sound
    sketch: Level | None
    frames: int = 0
    builder: PyramidBuilder = field(init=False)
    raw: list[Floats] | None = field(default_factory=list[Floats])
    """Every frame; `None` once they exceed `SMALL`."""

    def __post_init__(self) -> None:
        split = band_split(self.sound.rate)
        self.builder = PyramidBuilder(self.sound.channels, self.sound.frames, split)
        self._keep(self.sound.frames)

    def _keep(self, frames: int) -> None:
        if frames * self.sound.channels * 4 > SMALL:
            self.raw = None

    def take(self, block: Floats) -> None:
        """Append frames: float32 [channels, frames]."""
        self.frames += block.shape[1]
        self.builder.append(block)
        self._keep(self.frames)
        if self.raw is not None:
            self.raw.append(block)

    def picture(self) -> Picture:
        """Return the partial picture, on the length given by the header."""
        return self._made(Frames(max(self.sound.frames, self.frames)), None, complete=False)

    def finished(self) -> Picture:
        """Return the complete picture, on its true length."""
        self.builder.finish()
        detail = None
        if self.raw:
            detail = make_detail(Frames(0), np.concatenate(self.raw, 1))
        return self._made(Frames(self.frames), detail, complete=True)

    def _made(self, frames: Frames, detail: Detail | None, *, complete: bool) -> Picture:
        return Picture(
            self.sample.id,
            frames,
            self.sound.rate,
            self.sound.channels,
            self.builder.snapshot(),
            complete,
            detail,
            self.sound.repaired,
            None if complete else self.sketch,
        )


def read_detail(sample: Sample, span: Span, check: Callable[[], None]) -> Detail:
    """Return the raw frames of `span`; frames missing at its end are silent.

    Args:
        sample: The file to read.
        span: Starts on the grid of the picture's finest bins.
        check: Called between blocks; may raise to cancel.

    Raises:
        UnreadableSound: the file is missing or damaged there.
    """
    with open_sound(sample) as sound:
        samples = np.zeros((sound.channels, span.length), np.float32)
        filled = 0
        try:
            sound.seek(span.start)
            for block in sound.blocks(span.length):
                check()
                samples[:, filled : filled + block.shape[1]] = block
                filled += block.shape[1]
        except UnreadableSound as error:
            at = clock(Seconds((span.start + filled) / sound.rate))
            message = f"{display_name(sample.path)}: damaged at {at}: {error}"
            raise UnreadableSound(message) from error
    return make_detail(span.start, samples)
