"""A part that falls over comes back, and the app says so."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

from actors.messages import intents
from models.state.notice import Severity
from models.state.transport import Status
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
