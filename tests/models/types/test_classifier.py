"""What sounds are taken for."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.embeddings.extraction import extract_features, load_classifier, load_model
from actors.model_files.loader import open_classifier
from models.embedding.features import unpack_features
from models.embedding.network import NetworkError
from models.types.classifier import class_probabilities
from models.types.sound_type import SoundType

MODEL = load_model()
CLASSIFIER = load_classifier(MODEL)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("bd_haus", SoundType.KICK),
        ("sn_dub", SoundType.SNARE),
        ("drum_cymbal_closed", SoundType.HAT),
        ("drum_tom_lo_hard", SoundType.TOM),
        ("drum_splash_hard", SoundType.CYMBAL),
        ("loop_amen", SoundType.LOOP),
        ("loop_industrial", SoundType.LOOP),
    ],
)
def test_sounds_that_are_plainly_one_thing(real_sounds: Path, name: str, kind: SoundType) -> None:
    (path,) = real_sounds.rglob(f"{name}.flac")
    heard = unpack_features(extract_features(MODEL, os.fsencode(path)))
    types, (sure,) = CLASSIFIER.classify(heard[None])

    assert types == [kind]
    assert 0.25 < sure <= 1


@given(st.integers(0, 1_000), st.integers(0, 5))
def test_any_features_have_a_type_and_a_confidence(seed: int, count: int) -> None:
    mean, spread = MODEL.space.mean, MODEL.space.spread
    chance = np.random.default_rng(seed).normal(size=(count, len(mean)))
    types, sure = CLASSIFIER.classify((mean + 4 * chance * spread).astype(np.float32))

    assert len(types) == len(sure) == count
    assert ((sure >= 0) & (sure <= 1)).all()


def test_odds_sum_to_one_however_large_the_scores() -> None:
    weights = np.tile(np.array([0, 1e4, 2e4, 3e4], np.float32), (3, 1))

    assert class_probabilities(np.ones((2, 2), np.float32), weights).sum(1) == pytest.approx(1)


def test_missing_weights_are_told(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"types\.npz"):
        open_classifier(tmp_path, MODEL.space)
