"""Low notes are told by their name, or not at all."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.analyser import analyse
from models.analysis.key import CLASSES, Key
from tests.models.analysis.tones import RATE, hertz, tone

BASS = Path(__file__).parents[3] / "data/demo/Bass"
PITCHED = ("sine", "square", "saw")


@pytest.mark.parametrize("shape", PITCHED)
@pytest.mark.parametrize("note", range(24, 36), ids=[f"{name}1" for name in CLASSES])
def test_the_lowest_octave_is_told(shape: str, note: int) -> None:
    assert analyse(tone(shape, hertz(note), 1.0), RATE).analysis.sure_key == Key(note % 12)


@given(
    st.sampled_from(PITCHED),
    st.integers(24, 60),
    st.floats(-0.3, 0.3),
    st.floats(0.1, 3.0),
    st.floats(0.0, 8.0),
)
def test_a_note_that_is_told_is_the_right_one(
    shape: str, note: int, off: float, seconds: float, decay: float
) -> None:
    pitch = hertz(note) * 2 ** (off / 12)
    key = analyse(tone(shape, pitch, seconds, decay), RATE).analysis.sure_key

    assert key is None or key == Key(note % 12)


@pytest.mark.parametrize(
    ("name", "note"),
    [("Sub F1", "F"), ("Hollow G1", "G"), ("Pluck Saw A1", "A"), ("Pluck Square E1", "E")],
)
def test_basses_of_the_demo_have_their_names(name: str, note: str) -> None:
    audio, rate = soundfile.read(BASS / f"Bass {name}.wav", dtype="float32", always_2d=True)
    key = analyse(np.asarray(audio, np.float32), rate).analysis.sure_key

    assert key is not None
    assert key.name == note
