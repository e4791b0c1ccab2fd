"""The total of long work follows what is added meanwhile."""

from __future__ import annotations

import trio

from actors.embeddings.total import RENEWED, Total


async def test_what_a_scan_adds_meanwhile_is_in_the_total(
    autojump_clock: trio.testing.MockClock,
) -> None:
    left, asked = 32, 0

    async def pending() -> int:
        nonlocal asked
        asked += 1
        return left

    total = Total(pending)
    assert await total.of(0) == 32

    left = 207  # the 32 are done, and a scan found 207 more
    assert await total.of(32) == 239

    left = 900
    assert await total.of(64) == 239, "it is not counted for each batch"
    assert asked == 2

    await trio.sleep(RENEWED)
    assert await total.of(96) == 996

    left = 0  # a source was removed: never less than what is done
    await trio.sleep(RENEWED)
    assert await total.of(128) == 128
