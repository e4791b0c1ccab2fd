"""Failover when engines fail to start, die and come back."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import trio

from actors.audio import output_manager
from actors.audio.engine import Engine, EngineError, OnReport, Position
from actors.messages import audio
from models.audio.device import Device, Devices
from models.audio.output import Output
from models.audio.output_config import OutputConfig
from models.audio.units import Decibels, Hertz, Seconds
from tests.actors.audio.loading.keeper import Keeper
from tests.actors.audio.rig import running
from tests.actors.audio.sounds import ramp, written

REAL = OutputConfig()


class Mortal(Keeper):
    """An engine with a device, which dies on demand."""

    def __init__(self) -> None:
        super().__init__()
        self.death = trio.Event()
        self.gains: list[float] = []
        self.block: Position | None = None
        """The last block, if its device gives out before it dies."""

    @property
    def output(self) -> Output:
        return Output(silent=False, device="card", rate=Hertz(48_000), buffer=256)

    def set_gain(self, factor: float) -> None:
        self.gains.append(factor)

    def position(self) -> Position | None:
        return self.block or super().position()

    async def run(self, on_report: OnReport) -> None:
        async with trio.open_nursery() as nursery:
            nursery.start_soon(super().run, on_report)
            await self.death.wait()
            nursery.cancel_scope.cancel()
        raise EngineError("the card was pulled out")


class Cards:
    """A series of devices: each start takes the next one; `None` is a missing one."""

    def __init__(self, *cards: Mortal | None) -> None:
        self.cards = [*cards]
        self.starts = 0
        self.asked: list[OutputConfig] = []

    @asynccontextmanager
    async def opened(self, settings: OutputConfig) -> AsyncGenerator[Engine]:
        self.starts += 1
        self.asked.append(settings)
        card = self.cards.pop(0) if self.cards else None
        if card is None:
            raise EngineError("there is no audio device")
        yield card


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output_manager, "FIRST_DELAY", 0.05)


async def test_without_a_device_it_says_why_it_is_silent(tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(2_400))
    async with running(REAL, Cards().opened) as rig:
        rig.play(kick)  # before anything is known of a device
        changed = await rig.until(audio.OutputChanged)
        await rig.until(audio.Ended)

    assert changed.output.silent
    assert changed.output.reason == "there is no audio device"


async def test_it_tries_again_and_plays_on_there(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    async with running(REAL, Cards(None, None, Mortal()).opened) as rig:
        ticket = rig.play(pad)
        await rig.until(audio.Started)
        changed = await rig.until(audio.OutputChanged)
        started = await rig.until(audio.Started)

    assert changed.output.device == "card"
    assert started.ticket == ticket
    assert 0 < started.anchor.frame < 480_000


async def test_a_dead_engine_is_replaced_and_playback_goes_on(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    first, second = Mortal(), Mortal()
    async with running(REAL, Cards(first, second).opened) as rig:
        ticket = rig.play(pad, 4_800)
        began = await rig.until(audio.Started)
        first.block = Position(9_600, Seconds(began.anchor.at + 0.1))
        first.death.set()
        lost = await rig.until(audio.OutputLost)
        started = await rig.until(audio.Started)

    assert lost.reason == "the card was pulled out"
    assert lost.interrupted == started.ticket == ticket
    assert started.anchor.frame == 9_600, "where the sound ended, however late that was noticed"


async def test_a_block_of_the_sound_before_says_nothing_of_this_one(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    first, second = Mortal(), Mortal()
    async with running(REAL, Cards(first, second).opened) as rig:
        rig.play(pad)
        before = await rig.until(audio.Started)
        first.block = Position(1, before.anchor.at)
        rig.play(pad, 4_800)
        await rig.until(audio.Started)
        first.death.set()
        started = await rig.until(audio.Started)

    assert 4_800 <= started.anchor.frame < 480_000


async def test_if_the_device_is_gone_playback_stops(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    first = Mortal()
    async with running(REAL, Cards(first).opened) as rig:
        ticket = rig.play(pad, 4_800)
        await rig.until(audio.Started)
        first.death.set()
        lost = await rig.until(audio.OutputLost)
        changed = await rig.until(audio.OutputChanged)
        stopped = await rig.until(audio.Stopped)

    assert lost.interrupted == stopped.ticket == ticket
    assert changed.output.reason == "there is no audio device"
    assert stopped.frame >= 4_800


async def test_nothing_was_interrupted_if_nothing_played() -> None:
    first = Mortal()
    async with running(REAL, Cards(first, Mortal()).opened) as rig:
        await rig.until(audio.OutputChanged)
        first.death.set()
        lost = await rig.until(audio.OutputLost)
        await rig.until(audio.OutputChanged)

    assert lost.interrupted is None


async def test_what_was_paused_stays_paused_and_can_go_on(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    first = Mortal()
    async with running(REAL, Cards(first, Mortal()).opened) as rig:
        rig.play(pad, 4_800)
        await rig.until(audio.Started)
        rig.post(audio.Pause())
        paused = await rig.until(audio.Paused)
        first.death.set()
        lost = await rig.until(audio.OutputLost)
        await rig.until(audio.OutputChanged)
        rig.post(audio.Resume())
        started = await rig.until(audio.Started)

    assert lost.interrupted is None
    assert started.anchor.frame == pytest.approx(paused.anchor.frame, abs=1)


async def test_the_volume_outlives_the_engine() -> None:
    first, second = Mortal(), Mortal()
    async with running(REAL, Cards(first, second).opened) as rig:
        await rig.until(audio.OutputChanged)
        rig.post(audio.SetVolume(Decibels(-20.0)))
        with trio.fail_after(60):
            while first.gains[-1] == 1.0:  # noqa: ASYNC110 - it has no event
                await trio.sleep(0.01)
        first.death.set()
        await rig.until(audio.OutputLost)
        await rig.until(audio.OutputChanged)

    assert second.gains == [pytest.approx(0.1)]


async def test_one_that_keeps_dying_is_not_started_all_the_time() -> None:
    cards = [Mortal() for _ in range(40)]
    for card in cards:
        card.death.set()
    socket = Cards(*cards)
    async with running(REAL, socket.opened) as rig:
        with trio.move_on_after(0.5):
            while True:
                await rig.next()

    assert 2 <= socket.starts < 10


async def test_another_way_is_taken_at_once_and_what_plays_goes_on(tmp_path: Path) -> None:
    pad = written(tmp_path / "pad.wav", ramp(480_000))
    cards = Cards(Mortal(), Mortal())
    async with running(REAL, cards.opened) as rig:
        await rig.until(audio.OutputChanged)
        ticket = rig.play(pad, 1_000, (500, 400_000), loop=True)
        first = await rig.until(audio.Started)
        rig.post(audio.SetOutputConfig(OutputConfig(buffer=128)))
        await rig.until(audio.OutputChanged)
        again = await rig.until(audio.Started)

        assert again.ticket == ticket
        assert first.anchor.frame <= again.anchor.frame < 400_000
        assert again.anchor.loop == first.anchor.loop
        assert cards.asked[-1].buffer == 128
        assert not [event for event in rig.heard if isinstance(event, audio.OutputLost)]


async def test_a_device_that_is_not_there_is_not_used_and_that_is_said() -> None:
    cards = Cards(Mortal(), None, Mortal())
    async with running(REAL, cards.opened) as rig:
        await rig.until(audio.OutputChanged)
        rig.post(audio.SetOutputConfig(OutputConfig(device="Unplugged", rate=Hertz(96_000))))
        changed = await rig.until(audio.OutputChanged)

        assert changed.output.substitution == "there is no audio device"
        assert not changed.output.silent
        assert [one.device for one in cards.asked] == ["", "Unplugged", ""]


async def test_the_chosen_device_is_taken_again_when_it_is_back_and_what_plays_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output_manager, "FIRST_PROBE", 0.02)
    monkeypatch.setattr(output_manager, "LAST_PROBE", 0.02)
    chosen = Device("Scarlett", "ALSA", 2, Hertz(48_000), (Hertz(48_000),))
    there: list[Device] = []

    probes, probed_twice = 0, trio.Event()

    async def look() -> Devices:
        nonlocal probes
        probes += 1
        if probes == 2:
            probed_twice.set()
        return Devices(tuple(there))

    pad = written(tmp_path / "pad.wav", ramp(480_000))
    cards = Cards(None, Mortal(), Mortal())
    async with running(OutputConfig(device="Scarlett"), cards.opened, look) as rig:
        away = await rig.until(audio.OutputChanged)
        rig.play(pad, loop=True)
        first = await rig.until(audio.Started)
        await probed_twice.wait()
        assert cards.starts == 2  # it is looked for, not tried
        there.append(chosen)
        back = await rig.until(audio.OutputChanged)
        again = await rig.until(audio.Started)

    assert away.output.substitution == "there is no audio device"
    assert back.output.substitution == ""
    assert [one.device for one in cards.asked] == ["Scarlett", "", "Scarlett"]
    assert again.ticket == first.ticket
    assert again.anchor.frame >= first.anchor.frame
