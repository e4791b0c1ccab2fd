"""The process of the handoff leaves nothing behind, however it ends."""

from __future__ import annotations

import gc
import sys

import pytest
import trio

from actors.handoff import process_link as room
from actors.handoff.process_link import process_link

DEAF = "import time; time.sleep(600)"
"""A process that does not end with its input."""


async def test_a_process_that_does_not_end_is_killed_and_its_pipes_are_closed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(room, "EXIT_PATIENCE", 0.1)
    with trio.CancelScope() as scope:  # as when the app ends
        async with process_link((sys.executable, "-c", DEAF)) as link:
            process = link._process
            scope.cancel()
            await trio.sleep_forever()

    assert process.returncode == -9
    del link, process
    gc.collect()  # what was left open would warn now, which fails the test
