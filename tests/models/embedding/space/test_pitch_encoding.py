from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from models.embedding.space.pitch_encoding import encode_pitch


def pitch(clear: float, hertz: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    found: np.ndarray[tuple[int, ...], np.dtype[np.float32]] = encode_pitch(
        np.array([[clear, np.log10(hertz)]], np.float32)
    )[0]
    return found


@given(st.floats(0, 1), st.floats(29, 1100))
def test_every_pitch_has_length_1(clear: float, hertz: float) -> None:
    assert abs(np.linalg.norm(pitch(clear, hertz)) - 1) < 1e-5


def test_near_pitches_are_more_alike_than_far_ones() -> None:
    one = pitch(1, 220)

    assert one @ pitch(1, 233) > 0.95
    assert one @ pitch(1, 311) > one @ pitch(1, 440) > one @ pitch(1, 880)
    assert one @ pitch(1, 880) < 0.2


def test_no_pitch_is_like_no_pitch_and_unlike_a_clear_one() -> None:
    assert pitch(0.1, 100) @ pitch(0.2, 900) > 0.999
    assert abs(pitch(0.1, 100) @ pitch(1, 100)) < 1e-3
