"""The sheet of models with the hands: listed, looked over, a wrong file refused."""

from __future__ import annotations

from pathlib import Path

from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet
from tests.ui.harness import Mouse, frames, keys, parts, shot, window
from tests.ui.window.test_similarity import button
from ui.shell.models_sheet import ModelsSheet
from ui.shell.options_sheet import OptionsSheet
from ui.widgets.button import PushButton


def _kind(state: AppState) -> NoticeKind | None:
    return state.embedding_models.outcome.kind if state.embedding_models.outcome else None


async def test_models_are_listed_looked_over_and_wrong_ones_refused(
    tmp_path: Path, demo_sounds: Path
) -> None:
    wrong = tmp_path / "model.safetensors"
    wrong.write_bytes(b"no weights")
    async with window(tmp_path / "data", demo_sounds / "Pads", auto_embed=True) as screen:
        await keys("ctrl+comma")
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
        await frames(2)
        sheet = parts(OptionsSheet)[0]
        (models,) = (one for one in parts(PushButton, sheet) if one.text == "Models…")
        await Mouse.press(models)
        state = await screen.until(lambda state: bool(state.embedding_models.all))
        assert state.screen.sheet is Sheet.MODELS
        await Mouse.click(*button("Verify", ModelsSheet))
        state = await screen.until(lambda state: state.embedding_models.outcome is not None)
        assert state.embedding_models.outcome == Notice(NoticeKind.MODEL_VERIFIED, "aisfx")
        await frames(3)
        shot("models")

        parts(ModelsSheet)[0].take(str(wrong).encode())
        state = await screen.until(lambda state: _kind(state) is NoticeKind.MODEL_NOT_INSTALLED)
        assert state.embedding_models.outcome is not None
        assert state.embedding_models.outcome.reason.startswith("model.safetensors")
        await frames(3)
        shot("models refused")
        await keys("Escape")
        await screen.until(lambda state: state.screen.sheet is Sheet.OPTIONS)
