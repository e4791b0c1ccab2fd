"""The clock shared by engine, actor and screen."""

from __future__ import annotations

import time
from collections.abc import Callable

import trio

from models.audio.units import Seconds

Clock = Callable[[], Seconds]


def clock() -> Clock:
    """Return a clock on the time base of `time.monotonic` that follows trio's clock.

    Both run at the same pace in production. Under a test's clock, which jumps, it jumps along, so
    that sounds end when trio's sleepers wake. Call it inside `trio.run`.
    """
    ahead = time.monotonic() - trio.current_time()
    return lambda: Seconds(trio.current_time() + ahead)
