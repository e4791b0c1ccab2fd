"""Where sounds begin, found while a sample is read block by block."""

from __future__ import annotations

import numpy as np

from models.audio.mono import mix_to_mono
from models.waveform.onset.peak import APART, AROUND, pick_peaks
from models.waveform.onset.rise import find_rise, rise_margin
from models.waveform.onset.strength import onset_strengths, window_size
from models.waveform.reduction.pyramid import Floats

STEPS = 1024
"""Steps (half windows) judged at a time: 11 s, some 10 ms of work."""
MARGIN = AROUND + APART + 3
"""Steps to either side of these that are looked at too."""
SILENCE = 1e-3
"""Magnitude (-60 dB) below which nothing has begun yet."""
LOUDEST = 100.0
"""Larger magnitudes are cut off; their squares are still numbers."""
CLOSE = 0.03
"""Seconds in which two transients are one."""


class Transients:
    """Takes a sound block by block; how it is cut into blocks changes nothing."""

    def __init__(self, channels: int, rate: int) -> None:
        """Begin before the first frame.

        Args:
            channels: Of every block, 1 or more.
            rate: Hertz, 1 or more.
        """
        self._rate, self._size = rate, window_size(rate)
        self._step = self._size // 2
        # Around what is judged lie margins; before the first frame they are silent.
        self._margin = MARGIN * self._step + rise_margin(rate)
        self._first = -self._margin
        self._held = [np.zeros((channels, self._margin), np.float32)]
        self._frames = 0
        self._begin: int | None = None
        self._found: list[int] = []

    def append(self, block: Floats) -> None:
        """Take the next frames: float32 [channels, frames], each a number."""
        block = np.clip(block, -LOUDEST, LOUDEST)
        if self._begin is None:
            heard = (np.abs(block) > SILENCE).any(0)
            if heard.any():
                self._begin = self._frames + int(heard.argmax())
        self._held.append(block)
        self._frames += block.shape[1]
        core = STEPS * self._step
        while self._frames - self._first >= core + 2 * self._margin:
            self._judge(np.concatenate(self._held, 1), STEPS)

    def finish(self) -> tuple[int, ...]:
        """Return the frames where sounds begin, in rising order; the first sound counts."""
        steps = -(-(self._frames - self._first - self._margin) // self._step)
        held = np.concatenate(self._held, 1)
        missing = max(0, steps * self._step + 2 * self._margin - held.shape[1])
        self._judge(np.pad(held, ((0, 0), (0, missing))), steps)
        found = [frame for frame in self._found if 0 <= frame < self._frames]
        return self._apart(found) if self._begin is not None else ()

    def _apart(self, found: list[int]) -> tuple[int, ...]:
        """Return what is found in order, of what is close together the first."""
        close, begin = CLOSE * self._rate, self._begin
        if begin is not None and all(abs(frame - begin) > close for frame in found):
            found = [begin, *found]
        kept: list[int] = []
        for frame in sorted(found):
            if not kept or frame - kept[-1] > close:
                kept.append(frame)
        return tuple(kept)

    def _judge(self, samples: Floats, steps: int) -> None:
        """Find what begins in the steps behind the margin, and let go of them."""
        width = steps * self._step + 2 * self._margin
        wave = mix_to_mono(samples[:, :width])
        lead = self._margin - MARGIN * self._step  # what `find_rise` alone looks at
        number = pick_peaks(onset_strengths(wave[lead:], self._size)) - MARGIN
        for step in number[(number >= 0) & (number < steps)]:
            self._refine(samples, self._margin + int(step) * self._step)
        self._held = [samples[:, steps * self._step :].copy()]
        self._first += steps * self._step

    def _refine(self, samples: Floats, window: int) -> None:
        """Find the rise that a window beginning at frame `window` of `samples` noticed."""
        around = rise_margin(self._rate)
        first = max(0, window - self._step - around)
        last = window + self._size + around
        at = find_rise(samples[:, first:last], self._rate)
        if at is not None:
            self._found.append(self._first + first + at)
