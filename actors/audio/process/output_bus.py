"""What all voices pass on their way out: mono check, overload guard, test tone."""

from __future__ import annotations

from types import ModuleType
from typing import Any

RELEASE = 0.05
"""Seconds in which the guard lets go again: slow enough not to be heard as a distortion."""
RAMP = 0.02
"""Seconds in which the mono check comes and goes."""
TONE, LENGTH, EDGE = 440.0, 0.8, 0.02
"""Hertz of the test tone, seconds of it and of its fades."""
QUIET = 0.125
"""Level of the test tone, -18 dB: what is expected to be too loud must not be."""


class OutputBus:
    """Leaves every frame as it is unless the mono check is on or it would exceed full scale.

    The guard follows the louder side at once and lets go slowly; both sides
    become quieter together, so that nothing moves between them. Two full
    sounds, one that fades out while the other begins, would clip without it.
    """

    def __init__(
        self, pyo: ModuleType, sides: list[list[Any]], first: int, *, alone: bool = False
    ) -> None:
        """Build it.

        Args:
            pyo: The library, with a running server.
            sides: The signals of all voices, left and right.
            first: Channel of the left side, counted from 0; the right one is the next.
            alone: There is no next one: both sides come out on the first.
        """
        self._alone = alone
        left, right = (pyo.Mix(signals, voices=1) for signals in sides)
        half_way = 0.5 if alone else 0.0
        self._mono: Any = pyo.SigTo(half_way, time=RAMP, init=half_way)
        # The half of the difference goes over, so that off means exactly as it was.
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
        """Let one side sound for a moment, past the mono check."""
        self._envelope.play(dur=LENGTH)
        channel = self._first if self._alone else self._first + side
        self._tones[side].out(channel, dur=LENGTH + 0.1)
