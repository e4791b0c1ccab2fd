"""Streaming transient detection."""

from __future__ import annotations

from typing import NamedTuple

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


class Onset(NamedTuple):
    """Where a sound begins; ordered by frame."""

    frame: int
    strength: float
    """Spectral flux, see `onset_strengths`; 0 or more."""


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
        self._found: list[Onset] = []

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
        return tuple(onset.frame for onset in self.finish_onsets())

    def finish_onsets(self) -> tuple[Onset, ...]:
        """Return the onsets, ascending; the start of the first sound is as strong as any."""
        steps = -(-(self._frames - self._first - self._margin) // self._step)
        held = sum(part.shape[1] for part in self._held)
        missing = max(0, steps * self._step + 2 * self._margin - held)
        silence = np.zeros((self._held[0].shape[0], missing), np.float32)
        self._analyse(np.concatenate([*self._held, silence], 1), steps)
        found = [onset for onset in self._found if 0 <= onset.frame < self._frames]
        return self._merge_close(found) if self._begin is not None else ()

    def _merge_close(self, found: list[Onset]) -> tuple[Onset, ...]:
        """Return `found` sorted, without those too close to their predecessor."""
        close, begin = CLOSE * self._rate, self._begin
        if begin is not None and all(abs(one.frame - begin) > close for one in found):
            strongest = max((one.strength for one in found), default=1.0)
            found = [Onset(begin, strongest), *found]
        kept: list[Onset] = []
        for one in sorted(found):
            if not kept or one.frame - kept[-1].frame > close:
                kept.append(one)
        return tuple(kept)

    def _analyse(self, samples: Floats, steps: int) -> None:
        """Analyse the steps after the margin, and drop their frames."""
        width = steps * self._step + 2 * self._margin
        wave = mix_to_mono(samples[:, :width])
        lead = self._margin - MARGIN * self._step  # context of `find_rise` alone
        strengths = onset_strengths(wave[lead:], self._size)
        number = pick_peaks(strengths) - MARGIN
        for step in number[(number >= 0) & (number < steps)]:
            strength = float(strengths[step + MARGIN])
            self._refine(samples, self._margin + int(step) * self._step, strength)
        self._held = [samples[:, steps * self._step :].copy()]
        self._first += steps * self._step

    def _refine(self, samples: Floats, window: int, strength: float) -> None:
        """Refine the onset detected in the window that starts at frame `window` of `samples`."""
        around = rise_margin(self._rate)
        first = max(0, window - self._step - around)
        last = window + self._size + around
        at = find_rise(samples[:, first:last], self._rate)
        if at is not None:
            self._found.append(Onset(self._first + first + at, strength))
