"""A part of `scripts/soak loop`: half a minute, and more than a thousand loops."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from scripts.soaks.loop import END, START, analyse_recording, soak
from tests.actors.audio.sounds import ramp
from tests.sound.pulse import Pulse

pytestmark = pytest.mark.sound
TINY = 1_201
"""Frames of a loop of 25 ms: no whole number of buffers."""


async def test_a_loop_stays_whole_while_folders_are_scanned(pulse: Pulse, tmp_path: Path) -> None:
    outcome = await soak(0.5, 2_000, tmp_path, START + TINY)

    assert outcome.seconds > 29
    assert outcome.scans > 2
    assert outcome.loops > 1_000
    assert (outcome.breaks, outcome.dropouts, outcome.unlike) == (0, 0, 0)


def test_the_judge_finds_what_is_wrong() -> None:
    one = ramp(END, 2)[START:]
    whole = np.concatenate([one] * 4 + [one[:480]])
    assert (
        analyse_recording(whole).loops,
        analyse_recording(whole).breaks,
        analyse_recording(whole).unlike,
    ) == (3, 0, 0)

    torn = whole.copy()
    torn[30_000:30_100] = 0
    assert (
        analyse_recording(torn).breaks,
        analyse_recording(torn).dropouts,
        analyse_recording(torn).silent_frames,
    ) == (101, 1, 100)

    short = np.delete(whole, 5_000, axis=0)
    assert analyse_recording(short).breaks == 1

    shifted = whole.copy()
    shifted[1:, 1] = whole[:-1, 1]
    assert analyse_recording(shifted).unlike > 0
