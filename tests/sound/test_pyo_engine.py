"""The real engine fulfils the contract."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest

from actors.audio.engine import EngineError
from actors.audio.pyo_engine import open_engine
from models.audio.output_config import OutputConfig
from tests.actors.audio.contract import EngineContract, EngineRig, running_engine
from tests.sound.pulse import Pulse

pytestmark = pytest.mark.sound


class TestPyoEngine(EngineContract):
    @pytest.fixture
    async def rig(self, pulse: Pulse) -> AsyncGenerator[EngineRig]:
        async with open_engine(OutputConfig()) as engine, running_engine(engine) as rig:
            yield rig


async def test_it_says_what_it_plays_on(pulse: Pulse) -> None:
    async with open_engine(OutputConfig(buffer=512)) as engine:
        output = engine.output

    assert not output.silent
    assert output.host == "ALSA"
    assert (output.rate, output.buffer) == (48_000, 512)


async def test_a_device_is_chosen_by_name(pulse: Pulse) -> None:
    async with open_engine(OutputConfig(device="pulse")) as engine:
        assert engine.output.device == "pulse"


async def test_an_unknown_device_is_an_error(pulse: Pulse) -> None:
    with pytest.raises(EngineError, match="there is no Grand Piano"):
        async with open_engine(OutputConfig(device="Grand Piano")):
            pass
