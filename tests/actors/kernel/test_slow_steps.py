"""Tasks that block the loop are named."""

from __future__ import annotations

import trio

from actors.kernel.slow_steps import SlowSteps


def test_slow_steps_are_named() -> None:
    now = 0.0
    watch = SlowSteps(limit=0.02, clock=lambda: now)

    async def hog() -> None:
        nonlocal now
        await trio.lowlevel.checkpoint()
        now += 0.05
        await trio.lowlevel.checkpoint()
        now += 0.01
        await trio.lowlevel.checkpoint()

    trio.run(hog, instruments=[watch])

    slow = [(name.rsplit(".", 1)[-1], round(took, 3)) for name, took in watch.slow]
    assert slow == [("hog", 0.05)]
