"""A part that falls over comes back, and the app says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from actors.kernel import supervisor
from actors.messages import intents
from models.state.notice import Severity
from models.state.transport import Status
from scripts.soaks.parts import FATE, HANG, Fate, breakable
from tests.journeys.conftest import Start
from ui.text.notices import notice_words


async def test_the_library_comes_back_after_a_crash(start: Start, demo_sounds: Path) -> None:
    poison = cast(Any, object())
    async with start() as app:
        await app.add(demo_sounds / "Pads")
        await app.ports.library.send(poison)
        said = await app.until(
            lambda state: (
                state.screen.notice is not None and state.screen.notice.severity is Severity.ERROR
            )
        )
        assert said.screen.notice is not None
        assert "Library" in notice_words(said.screen.notice)
        app.post(intents.Search("warm"))
        found = await app.until(lambda state: len(state.browser.ids) == 1)
        app.post(intents.MoveFocus(1))
        await app.until(lambda state: state.transport.status is Status.PLAYING)

        assert found.sources.all[0].count == 4


async def test_a_session_that_falls_silent_is_said_on_the_screen(
    start: Start, demo_sounds: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(supervisor, "QUIET", 1.0)
    fate = Fate()
    FATE.set(fate)
    with breakable():
        async with start() as app:
            await app.add(demo_sounds / "Pads")
            fate.strike("session", HANG)
            state = await app.until(lambda state: "session" in state.parts.down)

            assert state.parts == app.ports.parts.value
            assert len(state.browser.ids) == 4  # what was shown stays
