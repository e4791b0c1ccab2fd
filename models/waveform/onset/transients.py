"""Streaming transient detection."""

from __future__ import annotations

import numpy as np

from models.audio.mono import mix_to_mono
from models.waveform.onset.peak import APART, AROUND, pick_peaks
from models.waveform.onset.rise import find_rise, rise_margin
from models.waveform.onset.strength import onset_strengths, window_size
from models.waveform.reduction.pyramid import Floats

STEPS = 1024
"""Steps (half windows) analysed at a time: 11 s, some 10 ms of work."""
MARGIN = AROUND + APART + 3
"""Steps of context on either side."""
SILENCE = 1e-3
"""Magnitude (-60 dB) below which the sound has not started."""
LOUDEST = 100.0
"""Larger magnitudes are clipped, so that their squares stay finite."""
CLOSE = 0.03
"""Seconds within which two transients are merged."""


class Transients:
    """Detects transients block by block; the result does not depend on the block size."""

    def __init__(self, channels: int, rate: int) -> None:
        """Start before the first frame.

        Args:
            channels: Channels of every block, 1 or more.
            rate: Hertz, 1 or more.
        """
        self._rate, self._size = rate, window_size(rate)
        self._step = self._size // 2
        # The analysed steps are surrounded by margins; before the first frame they are silent.
        self._margin = MARGIN * self._step + rise_margin(rate)
        self._first = -self._margin
        self._held = [np.zeros((channels, self._margin), np.float32)]
        self._frames = 0
        self._begin: int | None = None
        self._found: list[int] = []

    def append(self, block: Floats) -> None:
        """Append frames: float32 [channels, frames], all finite."""
        block = np.clip(block, -LOUDEST, LOUDEST)
        if self._begin is None:
            audible = (np.abs(block) > SILENCE).any(0)
            if audible.any():
                self._begin = self._frames + int(audible.argmax())
        self._held.append(block)
        self._frames += block.shape[1]
        core = STEPS * self._step
        while self._frames - self._first >= core + 2 * self._margin:
            self._analyse(np.concatenate(self._held, 1), STEPS)

    def finish(self) -> tuple[int, ...]:
        """Return the onset frames, ascending; the start of the first sound counts."""
        steps = -(-(self._frames - self._first - self._margin) // self._step)
        held = np.concatenate(self._held, 1)
        missing = max(0, steps * self._step + 2 * self._margin - held.shape[1])
        self._analyse(np.pad(held, ((0, 0), (0, missing))), steps)
        found = [frame for frame in self._found if 0 <= frame < self._frames]
        return self._merge_close(found) if self._begin is not None else ()

    def _merge_close(self, found: list[int]) -> tuple[int, ...]:
        """Return `found` sorted, without those too close to their predecessor."""
        close, begin = CLOSE * self._rate, self._begin
        if begin is not None and all(abs(frame - begin) > close for frame in found):
            found = [begin, *found]
        kept: list[int] = []
        for frame in sorted(found):
            if not kept or frame - kept[-1] > close:
                kept.append(frame)
        return tuple(kept)

    def _analyse(self, samples: Floats, steps: int) -> None:
        """Analyse the steps after the margin, and drop their frames."""
        width = steps * self._step + 2 * self._margin
        wave = mix_to_mono(samples[:, :width])
        lead = self._margin - MARGIN * self._step  # context of `find_rise` alone
        number = pick_peaks(onset_strengths(wave[lead:], self._size)) - MARGIN
        for step in number[(number >= 0) & (number < steps)]:
            self._refine(samples, self._margin + int(step) * self._step)
        self._held = [samples[:, steps * self._step :].copy()]
        self._first += steps * self._step

    def _refine(self, samples: Floats, window: int) -> None:
        """Refine the onset detected in the window that starts at frame `window` of `samples`."""
        around = rise_margin(self._rate)
        first = max(0, window - self._step - around)
        last = window + self._size + around
        at = find_rise(samples[:, first:last], self._rate)
        if at is not None:
            self._found.append(self._first + first + at)
