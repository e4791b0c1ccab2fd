"""Tempi of rhythms whose tempo is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.analysis.rhythm import FEWEST, HIGHEST, LOWEST, tempo_candidates
from models.analysis.tempo import Tempo
from models.analysis.tempo import choose_tempo as likeliest

PER_SECOND = 22_050 / 256


BEGUN = np.linspace(0, 2, 9, dtype=np.float32)


def tempo(
    strength: NDArray[np.float64],
    per_second: float,
    seconds: float,
    begun: NDArray[np.float32],
    named: tuple[float, ...] = (),
) -> Tempo | None:
    """Return the tempo of a rhythm that is the same in all bands."""
    bands = np.repeat(strength[None], 3, axis=0)
    return likeliest(tempo_candidates(bands, per_second, seconds, begun, named), named)


def strokes(seconds: float, bpm: float) -> NDArray[np.float32]:
    """Return when sounds begin: each beat."""
    return np.arange(0, seconds - 1e-6, 60 / bpm).astype(np.float32)


def rhythm(bpm: float, beats: int, pattern: str = "x.o.x.o.") -> tuple[NDArray[np.float64], float]:
    """Return strength and seconds of eighths: strong, weak and none."""
    seconds = beats * 60 / bpm
    strength = np.zeros(round(seconds * PER_SECOND) + 1)
    for eighth in range(2 * beats):
        stroke = {"x": 1.0, "o": 0.6, ".": 0.25}[pattern[eighth % len(pattern)]]
        strength[round(eighth * 30 / bpm * PER_SECOND)] = stroke
    # The window of a spectrum is wider than a moment.
    return np.convolve(strength, (0.3, 1, 0.6, 0.2), "same"), seconds


@given(st.floats(80, 140), st.sampled_from([4, 8, 16]))
def test_a_loop_has_exactly_the_tempo_at_which_it_is_whole_beats_long(
    bpm: float, beats: int
) -> None:
    strength, seconds = rhythm(bpm, beats)
    found = tempo(strength, PER_SECOND, seconds, strokes(seconds, bpm))

    assert found is not None
    reported = [one for one in (found.bpm, found.other) if one is not None]
    assert min(abs(one / bpm - 1) for one in reported) < 1e-6
    assert found.confidence + found.other_confidence > 0.5


@given(st.floats(80, 140), st.sampled_from([8, 16]), st.sampled_from([0.5, 2.0]))
def test_a_number_in_the_name_tells_which_octave_and_a_strange_one_nothing(
    bpm: float, beats: int, times: float
) -> None:
    strength, seconds = rhythm(bpm, beats)
    begun = strokes(seconds, bpm)
    plain = tempo(strength, PER_SECOND, seconds, begun)
    assert plain is not None
    named = tempo(strength, PER_SECOND, seconds, begun, (round(plain.bpm),))
    strange = tempo(strength, PER_SECOND, seconds, begun, (plain.bpm * 1.13,))

    assert named is not None
    assert named.bpm == pytest.approx(plain.bpm)
    assert named.confidence >= plain.confidence
    assert strange is not None
    assert strange.bpm == pytest.approx(plain.bpm)
    if LOWEST <= plain.bpm * times <= HIGHEST:
        octave = tempo(strength, PER_SECOND, seconds, begun, (plain.bpm * times,))
        assert octave is not None
        assert octave.confidence <= max(named.confidence, 0.999)


@given(st.floats(70, 180), st.sampled_from([4, 8, 16, 32]))
def test_what_is_told_of_both_octaves_adds_up_to_one_at_most(bpm: float, beats: int) -> None:
    strength, seconds = rhythm(bpm, beats)
    found = tempo(strength, PER_SECOND, seconds, strokes(seconds, bpm))

    if found is not None:
        assert 0 <= found.other_confidence <= found.confidence <= 1
        assert found.confidence + found.other_confidence <= 1 + 1e-9
        if found.other is not None:
            assert min(abs(found.other / found.bpm / times - 1) for times in (0.5, 2)) < 0.06


@given(st.floats(80, 140))
def test_a_rhythm_of_any_length_has_its_tempo_or_half_or_double(bpm: float) -> None:
    strength, seconds = rhythm(bpm, 16)
    tail = np.zeros(round(1.37 * PER_SECOND))
    begun = strokes(seconds, bpm)
    found = tempo(np.concatenate([strength, tail]), PER_SECOND, seconds + 1.37, begun)

    assert found is not None
    assert min(abs(found.bpm / bpm / times - 1) for times in (0.5, 1, 2)) < 0.04


@given(st.integers(0, 400), st.integers(0, 5), st.floats(0.1, 1e3))
def test_whatever_the_strength_is_a_tempo_is_in_range_and_does_not_depend_on_level(
    length: int, seed: int, factor: float
) -> None:
    strength = np.random.default_rng(seed).exponential(1.0, length)
    found = tempo(strength, PER_SECOND, length / PER_SECOND, BEGUN)
    louder = tempo(strength * factor, PER_SECOND, length / PER_SECOND, BEGUN)

    assert (found is None) == (louder is None)
    if found is not None and louder is not None:
        assert LOWEST <= found.bpm <= HIGHEST
        assert 0 <= found.confidence <= 1
        assert louder.confidence == pytest.approx(found.confidence, abs=1e-4)


def test_silence_and_a_moment_have_none() -> None:
    assert tempo(np.zeros(500), PER_SECOND, 500 / PER_SECOND, BEGUN) is None
    assert tempo(np.ones(3), PER_SECOND, 3 / PER_SECOND, BEGUN) is None
    assert tempo(np.ones(0), PER_SECOND, 0.0, BEGUN) is None


def test_a_sound_that_is_shorter_than_a_bar_has_none() -> None:
    strength, seconds = rhythm(90, 1, "xxxxxxxx")

    assert seconds < FEWEST * 60 / HIGHEST
    assert tempo(strength, PER_SECOND, seconds, strokes(seconds, 720)) is None


def test_few_strokes_have_none_and_neither_has_a_flam() -> None:
    strength, seconds = rhythm(120, 8)
    begun = strokes(seconds, 120)

    assert tempo(strength, PER_SECOND, seconds, begun) is not None
    assert tempo(strength, PER_SECOND, seconds, begun[: FEWEST - 1]) is None
    assert tempo(strength, PER_SECOND, seconds, (begun / 10).astype(np.float32)) is None
