"""The gate of a recording: it opens at the first sound, and closes after silence."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.audio.recording_phase import Phase

Audio = NDArray[np.float32]
HOP = 0.02
"""Seconds of each level; the lowest pitches have a period of this."""
FLOOR, CEILING = -50.0, -26.0
"""dBFS: the quietest sound that opens the gate in a silent room, and one that opens it in any."""
OVER = 12.0
"""Decibels above the noise at which sound opens the gate."""
HYSTERESIS = 6.0
"""Decibels below which a sound that opened it counts as silence."""
RANGE = 40.0
"""Decibels below the loudest level that count as silence in any case: reverb, noise of the room."""
SILENT = -120.0
"""dBFS of digital silence."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Lengths in seconds."""

    longest: float = 10.0
    """Of the take."""
    quiet: float = 0.7
    """Silence after which the gate closes."""
    patience: float = 15.0
    """Wait for the first sound."""
    before: float = 0.06
    """Of the take before the sound that opened the gate."""
    after: float = 0.1
    """Of the take after its last sound."""


LIMITS = Limits()


class RecordingGate:
    """Keeps what sounds of a stream: from shortly before its first sound to shortly after its last.

    How the stream is split into blocks makes no difference.
    """

    def __init__(self, rate: int, limits: Limits = LIMITS) -> None:
        """Create a gate for one channel of `rate` Hz."""
        self.phase = Phase.WAITING
        self.level = SILENT
        """Peak of the last hop in dBFS."""
        self.digital_silence = True
        """Whether all that came was zero, as from an input that is muted or not permitted."""
        self._hop = max(1, round(HOP * rate))
        self.rate = rate
        count = self._count
        self._longest, self._quiet = max(1, count(limits.longest)), max(1, count(limits.quiet))
        self._patience, self._after = max(1, count(limits.patience)), count(limits.after)
        self._rest: Audio = np.zeros(0, np.float32)
        self._early: deque[Audio] = deque(maxlen=count(limits.before))
        self._kept: list[Audio] = []
        self._waited = 0
        self._last = 0
        """Hops of the take up to its last sound."""
        self._noise, self._loudest = np.inf, -np.inf

    def _count(self, seconds: float) -> int:
        return int(seconds * self.rate) // self._hop

    @property
    def seconds(self) -> float:
        """Length of what is kept so far."""
        return len(self._kept) * self._hop / self.rate

    @property
    def open(self) -> bool:
        """Whether it takes more."""
        return self.phase in {Phase.WAITING, Phase.RECORDING}

    def feed(self, block: Audio) -> None:
        """Take the next block: float32 [frames], full scale 1."""
        audio = np.concatenate([self._rest, np.nan_to_num(block)])
        at = 0
        while self.open and at + self._hop <= len(audio):
            self._take(audio[at : at + self._hop])
            at += self._hop
        self._rest = audio[at:].copy() if self.open else audio[:0]

    def close(self) -> None:
        """End it now: what sounded is the take."""
        if self.open:
            self.phase = Phase.ENDED if self.phase is Phase.RECORDING else Phase.NO_SOUND

    def take(self) -> Audio:
        """Return what was kept: float32 [frames]; none unless something sounded."""
        if self.phase is not Phase.ENDED:
            return np.zeros(0, np.float32)
        return np.concatenate(self._kept[: self._last + self._after])

    def _take(self, hop: Audio) -> None:
        self.level = _decibels(float(np.abs(hop).max()))
        self.digital_silence &= not hop.any()
        loudness = _decibels(float(np.std(hop, dtype=np.float64)))  # without a constant offset
        self._noise = min(self._noise, loudness)
        opens = min(CEILING, max(FLOOR, self._noise + OVER))
        if self.phase is Phase.WAITING:
            if loudness <= opens:
                self._wait(hop)
                return
            self.phase = Phase.RECORDING
            self._kept = list(self._early)
            self._loudest = loudness
        self._loudest = max(self._loudest, loudness)
        self._kept.append(hop)
        if loudness > max(opens - HYSTERESIS, self._loudest - RANGE):
            self._last = len(self._kept)
        silent = len(self._kept) - self._last >= self._quiet
        if silent or len(self._kept) >= self._longest:
            self.phase = Phase.ENDED

    def _wait(self, hop: Audio) -> None:
        self._early.append(hop)
        self._waited += 1
        if self._waited >= self._patience:
            self.phase = Phase.NO_SOUND


def _decibels(amplitude: float) -> float:
    return max(SILENT, 20.0 * float(np.log10(amplitude))) if amplitude > 0 else SILENT
