"""The demo's sounds are what their names say, wherever anyone would agree."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest
from numpy.typing import NDArray

from actors.embeddings.extraction import extract_features, load_classifier, load_model
from models.embedding.default_model import SMALL
from models.embedding.features import unpack_features
from models.embedding.network import INPUT
from models.types.sound_type import SURE, SoundType

MODEL = load_model()
CLASSIFIER = load_classifier(MODEL)
DATA = Path(__file__).parents[3] / "data"
TYPES = {
    "Bass": SoundType.BASS,
    "Drums/Claps": SoundType.CLAP,
    "Drums/Cymbals": SoundType.CYMBAL,
    "Drums/Hats": SoundType.HAT,
    "Drums/Kicks": SoundType.KICK,
    "Drums/Percussion": SoundType.PERCUSSION,
    "Drums/Rims": SoundType.PERCUSSION,
    "Drums/Snares": SoundType.SNARE,
    "Drums/Toms": SoundType.TOM,
    "FX": SoundType.FX,
    "Loops": SoundType.LOOP,
    "Pads": SoundType.SYNTH,
    "Recordings": SoundType.LOOP,
    "Stabs": SoundType.SYNTH,
    "Unsorted/bounce 12": SoundType.KICK,
    "Unsorted/bounce 13": SoundType.SNARE,
    "Vocals": SoundType.VOCAL,
}
"""What anyone would call the sounds of each folder, and those in no folder of their own."""
OPEN = {
    "Blips": SoundType.SYNTH,
    "Conga Open": SoundType.TOM,
    "Cymbal Backwards": SoundType.CYMBAL,
}
"""Sounds that could as well be called something else; that is only ever told as a guess."""
SOUNDS = sorted(path for path in (DATA / "demo").rglob("*.*") if path.is_file())
CLOSE = ("Crash Bright", "Ride Short", "Tom Floor", "Bass Sub F1", "Kick Long Sub", "Hat Open Long")
"""Sounds that lie near another type."""


class Unsaturated:
    """The quantised network as a processor with VNNI calculates it, on any processor.

    Unoptimised, ONNX Runtime turns its whole numbers back into fractions before each step, so
    no sum of 16 bits can overflow.
    """

    def __init__(self, path: Path) -> None:
        options = ort.SessionOptions()
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
        self._session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])

    def __call__(self, picture: NDArray[np.float32]) -> NDArray[np.float32]:
        (found,) = self._session.run(None, {INPUT: picture[None]})
        return np.asarray(found, np.float32).ravel()


@cache
def verdict(path: Path) -> tuple[SoundType, float]:
    (kind,), (sure,) = CLASSIFIER.classify(
        unpack_features(extract_features(MODEL, os.fsencode(path)))[None]
    )
    return kind, float(sure)


def named(path: Path) -> SoundType:
    place = path.relative_to(DATA / "demo").as_posix()
    return next(kind for folder, kind in TYPES.items() if place.startswith(folder))


def test_every_sound_of_the_demo_is_in_the_table() -> None:
    assert len([named(path) for path in SOUNDS]) == 72


@pytest.mark.parametrize("path", SOUNDS, ids=lambda path: path.stem)
def test_a_sound_is_what_its_name_says(path: Path) -> None:
    kind, sure = verdict(path)

    if path.stem in OPEN and kind is OPEN[path.stem]:
        assert sure < SURE
    else:
        assert kind is named(path)


@pytest.mark.parametrize("name", CLOSE)
def test_the_quantised_network_tells_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    small = Unsaturated(DATA / "models" / SMALL)
    (path,) = (path for path in SOUNDS if path.stem == name)
    with monkeypatch.context() as patch:
        patch.setattr(MODEL, "network", small)
        heard = unpack_features(extract_features(MODEL, os.fsencode(path)))
    (kind,), _ = CLASSIFIER.classify(heard[None])

    assert kind is named(path)
