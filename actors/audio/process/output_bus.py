"""Master bus of all voices: mono check, limiter, test tone."""

from __future__ import annotations

from types import ModuleType
from typing import Any

RELEASE = 0.05
"""Release time of the limiter in seconds: slow enough not to distort."""
RAMP = 0.02
"""Ramp of the mono check in seconds."""
TONE, LENGTH, EDGE = 440.0, 0.8, 0.02
"""Frequency of the test tone in Hz, its length and its fades in seconds."""
QUIET = 0.125
"""Level of the test tone, -18 dB: it must never be too loud."""


class OutputBus:
    """Passes frames unchanged, unless the mono check is on or they would exceed full scale.

    The limiter follows the louder channel without attack time and releases slowly; it attenuates
    both channels equally, so that the stereo image stays put. Without it, two full-scale sounds,
    one fading out while the next starts, would clip.
    """

    def __init__(
        self, pyo: ModuleType, sides: list[list[Any]], first: int, *, alone: bool = False
    ) -> None:
        """Build the bus.

        Args:
            pyo: The module, with a running server.
            sides: The signals of all voices, left and right.
            first: Output channel of the left side, counted from 0; the right one is the next.
            alone: There is no next channel: mix both sides into the first.
        """
        self._alone = alone
        left, right = (pyo.Mix(signals, voices=1) for signals in sides)
        half_way = 0.5 if alone else 0.0
        self._mono: Any = pyo.SigTo(half_way, time=RAMP, init=half_way)
        # Cross-feed half the difference, so that off is bit-exact.
        half: Any = (right - left) * self._mono
        mixed: list[Any] = [left + half, right - half]
        peak: Any = pyo.Max(pyo.Abs(mixed[0]), pyo.Abs(mixed[1]))
        held: Any = pyo.Max(pyo.Max(peak, pyo.Port(peak, 0.0, RELEASE)), 1.0)
        self._kept: list[Any] = [left, right, half, *mixed, peak, held]
        self._outs: list[Any] = [
            pyo.Div(signal, held).out(first + side)
            for side, signal in enumerate(mixed[:1] if alone else mixed)
        ]
        self._envelope: Any = pyo.Fader(EDGE, EDGE, LENGTH, mul=QUIET).stop()
        self._tones: list[Any] = [pyo.Sine(TONE, mul=self._envelope).stop() for _ in range(2)]
        self._first = first

    def set_mono(self, *, mono: bool) -> None:
        """Switch the mono check."""
        self._mono.setValue(0.5 if mono or self._alone else 0.0)

    def play_tone(self, side: int) -> None:
        """Play the test tone on one side, bypassing the mono check."""
        self._envelope.play(dur=LENGTH)
        channel = self._first if self._alone else self._first + side
        self._tones[side].out(channel, dur=LENGTH + 0.1)
