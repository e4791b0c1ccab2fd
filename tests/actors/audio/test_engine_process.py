"""A process of the engine that stands by is taken once, and never outlives the app."""

from __future__ import annotations

import trio

from actors.audio.engine_process import start_engine, start_standby
from models.audio.output_config import JACK

OPTIONS: dict[str, object] = {
    "status": "/sempal-none",
    "host": JACK,
    "device": "",
    "rate": 0,
    "buffer": 256,
}
PATIENCE = 60.0


async def test_one_that_nobody_takes_ends_with_its_input() -> None:
    standby = await start_standby()
    assert standby is not None
    process = standby.take()
    assert process is not None
    assert process.stdin is not None

    await process.stdin.aclose()
    with trio.fail_after(PATIENCE):
        assert await process.wait() == 0


async def test_one_that_has_ended_is_replaced_and_none_is_taken_twice() -> None:
    ended, living = await start_standby(), await start_standby()
    assert ended is not None
    assert living is not None
    first = ended.take()
    assert first is not None
    first.kill()
    await first.wait()
    ended = type(ended)(first)

    with trio.fail_after(PATIENCE):
        started = [await start_engine(OPTIONS, one) for one in (ended, living, living, None)]
    for one in started:
        one.kill()
        await one.wait()

    assert len({first.pid, *(one.pid for one in started)}) == len(started) + 1
    assert living.take() is None
