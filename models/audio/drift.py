"""Detection of playhead drift from jittery measurements."""

from __future__ import annotations

from models.audio.units import Seconds

TOLERANCE = Seconds(0.005)
"""Seconds; less is invisible, as a screen frame takes three times as long."""
AGREEING = 5
"""Measurements in agreement; devices request blocks in bursts, so single ones are off by a
burst."""


class Drift:
    """Evaluates one lag after the other."""

    def __init__(self) -> None:
        self._lags: list[Seconds] = []

    def exceeded(self, lag: Seconds) -> bool:
        """Return whether the last `AGREEING` lags all exceeded `TOLERANCE` in the same direction.

        If so, start over: the caller corrects the anchor.
        """
        self._lags = [*self._lags[1 - AGREEING :], lag]
        if len(self._lags) < AGREEING or -TOLERANCE <= min(self._lags) <= TOLERANCE:
            return False
        if min(self._lags) < -TOLERANCE and max(self._lags) >= -TOLERANCE:
            return False
        self._lags = []
        return True
