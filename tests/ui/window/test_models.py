"""The sheet of models with the hands: listed, looked over, a wrong file refused."""

from __future__ import annotations

from pathlib import Path

from models.state.screen import Sheet
from tests.ui.harness import Mouse, frames, keys, parts, shot, window
from tests.ui.window.test_alike import button
from ui.shell.models_sheet import ModelsSheet
from ui.shell.options_sheet import OptionsSheet


async def test_models_are_listed_looked_over_and_wrong_ones_refused(
    tmp_path: Path, demo_sounds: Path
) -> None:
    wrong = tmp_path / "model.safetensors"
    wrong.write_bytes(b"no weights")
    async with window(tmp_path / "data", demo_sounds / "Pads", listens=True) as screen:
        await keys("ctrl+comma")
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await frames(2)
        await Mouse.click(*button("Models…", OptionsSheet))
        state = await screen.until(lambda state: bool(state.networks.all))
        assert state.screen.sheet is Sheet.MODELS
        await Mouse.click(*button("Verify", ModelsSheet))
        state = await screen.until(lambda state: bool(state.networks.words))
        assert state.networks.words == "Aisfx is whole and calculates rightly"
        await frames(3)
        shot("models")

        parts(ModelsSheet)[0].take(str(wrong).encode())
        state = await screen.until(lambda state: state.networks.problem)
        assert "clap was not installed: model.safetensors" in state.networks.words.lower()
        await frames(3)
        shot("models refused")
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is None)
