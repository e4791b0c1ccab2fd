"""The clock that engine, actor and screen agree upon."""

from __future__ import annotations

import time
from collections.abc import Callable

import trio

from models.audio.units import Seconds

Clock = Callable[[], Seconds]


def clock() -> Clock:
    """Return a clock that shows `time.monotonic` and follows trio's.

    In a real run both pass alike. Under a test's clock, which jumps, it jumps
    along: sounds then end when trio's sleepers wake. Call it inside `trio.run`.
    """
    ahead = time.monotonic() - trio.current_time()
    return lambda: Seconds(trio.current_time() + ahead)
