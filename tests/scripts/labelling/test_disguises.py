"""Disguises change a sound, never break it, and are the same each time."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.labelling.disguises import EFFECTS, augment


def drum(frames: int = 4_000) -> np.ndarray:
    moments = np.arange(frames)
    return np.asarray(np.sin(moments / 20) * np.exp(-moments / 800))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 100_000), st.integers(1, 6_000), st.sampled_from([8_000, 44_100, 96_000]))
def test_a_disguise_is_a_sound(seed: int, frames: int, rate: int) -> None:
    found = augment(drum(frames) + 0.1, rate, seed)

    assert np.isfinite(found).all()
    assert len(found) >= frames
    assert np.abs(found).max() > 0


def test_a_seed_gives_one_disguise_and_another_a_different_one() -> None:
    one, same, other = (augment(drum(), 44_100, seed) for seed in (3, 3, 4))

    assert np.array_equal(one, same)
    assert len(one) != len(other) or not np.allclose(one, other)


@pytest.mark.parametrize("way", [change for _, change in EFFECTS])
def test_each_way_changes_the_sound_and_leaves_what_it_was_given(way: object) -> None:
    assert callable(way)
    sound = drum()
    before = sound.copy()
    found = way(sound, 44_100, np.random.default_rng(2))

    assert np.array_equal(sound, before)
    assert not np.allclose(found[: len(sound)], sound)
