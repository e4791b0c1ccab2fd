"""What begins is heard to begin, and nothing else: a tone that goes on or dies away is one."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.analyser import analyse
from tests.models.analysis.tones import RATE, SHAPES, hertz, tone


@given(
    st.sampled_from(list(SHAPES)),
    st.integers(24, 100),
    st.floats(0.05, 6.0),
    st.just(0.0) | st.floats(0.2, 20.0),
)
def test_a_plain_sound_begins_once_and_has_no_tempo(
    shape: str, note: int, seconds: float, decay: float
) -> None:
    found = analyse(tone(shape, hertz(note), seconds, decay), RATE)

    assert found.analysis.sure_tempo is None
    assert found.analysis.tempo is None
    assert len(found.onsets) == 1
    assert found.onsets[0] == pytest.approx(0.0, abs=0.031)  # or a period of C1 later


@pytest.mark.parametrize(
    ("shape", "pitch", "seconds", "decay"),
    [("sine", 110.0, 1.0, 5.0), ("square", 440.0, 2.0, 0.0), ("saw", 32.7, 4.0, 1.0)],
)
def test_what_was_told_a_tempo_once(shape: str, pitch: float, seconds: float, decay: float) -> None:
    analysis = analyse(tone(shape, pitch, seconds, decay), RATE).analysis

    assert (analysis.tempo, analysis.tempo_confidence, analysis.onsets) == (None, 0.0, 1)


def test_how_quiet_it_is_changes_nothing() -> None:
    loud = tone("noise", 1.0, 0.5, 20.0)
    twice = [*loud[: RATE // 4], *loud]
    for level in (1.0, 0.1, 0.01):
        found = analyse(level * np.array(twice, np.float32), RATE)

        assert found.onsets == pytest.approx([0.0, 0.25], abs=0.01), level
