"""The recorder itself, as other tests rely on its timestamps."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.sound.jack import Jack, missing, recorded

pytestmark = [pytest.mark.sound, pytest.mark.jack]
INPUTS = ("system:capture_1", "system:capture_2")
FROZEN = 0.2


@pytest.fixture
def jack() -> Iterator[Jack]:
    if lacking := missing():
        pytest.skip(f"not installed: {lacking}")
    server = Jack(256)
    server.start()
    yield server
    server.end()


def test_times_are_true_after_lost_cycles_and_those_are_counted(jack: Jack) -> None:
    with recorded(jack, INPUTS) as tape:
        time.sleep(0.2)  # cycles before the lost ones
        jack.freeze(FROZEN)
        time.sleep(0.3)  # cycles after the lost ones
        ended = time.monotonic()
    recording = tape.recording

    # It goes on for 50 ms at least after it was told to end; smoothed times lie FROZEN behind.
    assert float(recording.cycles["begun"][-1]) / 1e9 > ended - FROZEN / 4
    assert recording.flaws > 0
