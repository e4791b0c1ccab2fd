"""Tasks that block the loop are named."""

from __future__ import annotations

import time

import trio

from actors.kernel.slow_steps import SlowSteps


def test_slow_steps_are_named() -> None:
    watch = SlowSteps(limit=0.02)

    async def hog() -> None:
        await trio.lowlevel.checkpoint()
        time.sleep(0.05)  # noqa: ASYNC251 - blocks the loop on purpose
        await trio.lowlevel.checkpoint()

    trio.run(hog, instruments=[watch])

    assert [name.rsplit(".", 1)[-1] for name, _ in watch.slow] == ["hog"]
