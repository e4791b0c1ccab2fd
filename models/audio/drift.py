"""Detection of playhead drift from jittery measurements."""

from __future__ import annotations

from models.audio.units import Seconds

MUCH = Seconds(0.005)
"""Seconds; less is invisible, as a screen frame takes three times as long."""
COUNT = 5
"""Measurements in agreement; devices request blocks in bursts, so single ones are off by a
burst."""


class Drift:
    """Evaluates one lag after the other."""

    def __init__(self) -> None:
        self._lags: list[Seconds] = []

    def exceeded(self, lag: Seconds) -> bool:
        """Return whether the last `COUNT` lags all exceeded `MUCH` in the same direction.

        If so, start over: the caller corrects the anchor.
        """
        self._lags = [*self._lags[1 - COUNT :], lag]
        if len(self._lags) < COUNT or -MUCH <= min(self._lags) <= MUCH:
            return False
        if min(self._lags) < -MUCH and max(self._lags) >= -MUCH:
            return False
        self._lags = []
        return True
