"""What is loaded plays at once; that it is still the file's content is looked at afterwards."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
import trio
import trio.testing

from actors.audio import actor
from actors.audio.engine import Engine, Start
from actors.messages import audio
from models.audio import buffer_trial
from models.audio.output import Output
from models.audio.output_config import OutputConfig
from models.audio.units import Hertz
from tests.actors.audio.loading.keeper import Keeper
from tests.actors.audio.rig import running
from tests.actors.audio.sounds import ramp, written


class Card(Keeper):
    """An engine with a device, which remembers what it played."""

    def __init__(self) -> None:
        super().__init__()
        self.played: list[int] = []
        """Length of each clip in frames."""

    @property
    def output(self) -> Output:
        return Output(silent=False, device="card", rate=Hertz(48_000), buffer=128)

    def play(self, start: Start) -> None:
        self.played.append(start.clip.frames)
        super().play(start)

    @asynccontextmanager
    async def opened(self, _settings: OutputConfig) -> AsyncGenerator[Engine]:
        yield self


async def test_a_loaded_sound_is_played_once(tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(480))
    async with running(OutputConfig(), (card := Card()).opened) as rig:
        for _ in range(3):
            rig.play(kick)
            await rig.until(audio.Ended)

    assert card.played == [480, 480, 480]
    assert len(card.loaded) == 1


async def test_a_sound_that_changed_since_is_played_again_as_it_is_now(tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(48_000))
    async with running(OutputConfig(), (card := Card()).opened) as rig:
        rig.play(kick)
        await rig.until(audio.Started)
        rig.post(audio.Stop())
        await rig.until(audio.Stopped)
        written(tmp_path / "kick.wav", ramp(24_000))
        ticket = rig.play(kick)
        first = await rig.until(audio.Started)
        second = await rig.until(audio.Started)
        ended = await rig.until(audio.Ended)

    assert first.ticket == second.ticket == ended.ticket == ticket
    assert card.played == [48_000, 48_000, 24_000]


async def test_a_sound_that_vanished_since_falls_silent_with_the_reason(tmp_path: Path) -> None:
    kick = written(tmp_path / "kick.wav", ramp(480_000))
    async with running(OutputConfig(), (card := Card()).opened) as rig:
        rig.play(kick)
        await rig.until(audio.Started)
        (tmp_path / "kick.wav").unlink()
        ticket = rig.play(kick)
        failed = await rig.until(audio.PlayFailed)
        await trio.testing.wait_all_tasks_blocked()

        assert failed.ticket == ticket
        assert card.position() is None


class Dropping(Card):
    """An engine that loses a buffer each time it is looked at."""

    def __init__(self, buffer: int) -> None:
        super().__init__()
        self._buffer, self._dropouts = buffer, 0

    @property
    def output(self) -> Output:
        self._dropouts += 1
        return replace(super().output, buffer=self._buffer, dropouts=self._dropouts)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actor, "FIGURES_INTERVAL", 0.01)
    monkeypatch.setattr(buffer_trial, "GRACE", 0.0)


@pytest.mark.usefixtures("soon")
async def test_a_buffer_on_trial_that_drops_out_is_reported_once() -> None:
    config = OutputConfig()
    async with running(config, Dropping(config.frames).opened) as rig:
        event = await rig.until(audio.BufferTooShort)
        for _ in range(5):
            await rig.until(audio.OutputChanged)

    assert event.frames == config.frames
    assert sum(isinstance(one, audio.BufferTooShort) for one in rig.heard) == 1


@pytest.mark.usefixtures("soon")
async def test_a_chosen_buffer_may_drop_out() -> None:
    async with running(OutputConfig(buffer=64), Dropping(64).opened) as rig:
        for _ in range(2 * buffer_trial.ALLOWED + 5):
            await rig.until(audio.OutputChanged)

    assert not [one for one in rig.heard if isinstance(one, audio.BufferTooShort)]
