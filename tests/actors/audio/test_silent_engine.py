"""The silent engine."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest
import trio
from hypothesis import given
from hypothesis import strategies as st

from actors.audio.clock import clock
from actors.audio.engine import Clip, Region, Start, TransportEvent
from actors.audio.silent_engine import SilentEngine
from models.audio.units import Frames, Hertz, Seconds, Ticket
from tests.actors.audio.contract import EngineContract, EngineRig, running_engine


class TestSilentEngine(EngineContract):
    @pytest.fixture
    async def rig(self) -> AsyncGenerator[EngineRig]:
        async with running_engine(SilentEngine(clock())) as rig:
            yield rig


async def test_it_ends_when_the_time_has_come(autojump_clock: object) -> None:
    begun = trio.current_time()
    async with running_engine(SilentEngine(clock())) as rig:
        rig.play(Clip(1, Hertz(48_000), Frames(48_000 * 5)), end=48_000 * 5)
        await rig.next()
        ended = await rig.next()

    assert ended.change == TransportEvent.ENDED
    assert trio.current_time() - begun == pytest.approx(5)


@given(
    st.integers(0, 999),
    st.integers(0, 999),
    st.integers(1, 1_000),
    st.floats(0, 1e4),
    st.booleans(),
)
def test_where_it_is_lies_in_its_stretch(
    frame: int, start: int, length: int, later: float, loop: bool
) -> None:
    now = [Seconds(50.0)]
    engine = SilentEngine(lambda: now[0])
    end = start + length
    frame = min(start + frame, end - 1)

    clip = Clip(1, Hertz(100), Frames(2_000))
    engine.play(Start(Ticket(1), clip, frame, Region(start, end, loop)))
    now[0] = Seconds(50.0 + later)
    position = engine.position()

    assert position is not None
    assert start <= position.frame <= end - loop
    assert position.at == now[0]


def test_it_says_why_it_is_silent() -> None:
    engine = SilentEngine(lambda: Seconds(0.0), "there is no audio device")

    assert engine.output.silent
    assert engine.output.reason == "there is no audio device"
