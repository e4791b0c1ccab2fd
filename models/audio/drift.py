"""Tells a playhead that goes wrong from measurements that come at odd times."""

from __future__ import annotations

from models.audio.units import Seconds

MUCH = Seconds(0.005)
"""Seconds; less is not seen, a frame of the screen takes three times as long."""
COUNT = 5
"""Devices ask for blocks in bursts, so that single measurements are off by a burst."""


class Drift:
    """Looks at one lag after the other."""

    def __init__(self) -> None:
        self._lags: list[Seconds] = []

    def exceeded(self, lag: Seconds) -> bool:
        """Tell whether the last `COUNT` lags were more than `MUCH`, all to the same side.

        If so, it begins anew: the cause is to be corrected now.
        """
        self._lags = [*self._lags[1 - COUNT :], lag]
        if len(self._lags) < COUNT or -MUCH <= min(self._lags) <= MUCH:
            return False
        if min(self._lags) < -MUCH and max(self._lags) >= -MUCH:
            return False
        self._lags = []
        return True
