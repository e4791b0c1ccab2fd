"""Whatever a file holds: a vector that can be compared, or a reason; with every model."""

from __future__ import annotations

import os
import struct
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import soundfile

from actors.embeddings.extraction import Unembedded, extract_features
from actors.model_files import registry
from actors.model_files.installation import install
from models.embedding.features import unpack_features
from models.embedding.model import Model
from tests.models.embedding.clap.weights import TINY, named, safetensors
from tests.models.embedding.sounds import hit

HOURS = 3
NOISE = np.random.default_rng(1).uniform(-0.5, 0.5, 192_000).astype(np.float32)


@pytest.fixture(scope="module", params=registry.NAMES)
def model(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Model:
    """Each model that there is."""
    folder = tmp_path_factory.mktemp("data")
    if request.param == "clap":
        (folder / "weights").write_bytes(safetensors(named()))
        install(folder / "weights", registry.model_folder("clap", folder), graphs=TINY)
    return registry.open_model(request.param, folder)


def hours(path: Path) -> None:
    """Write three hours that take no room on the disk: a second of noise, then nothing."""
    rate = 44_100
    size = HOURS * 3600 * rate * 2
    head = b"RIFF" + struct.pack("<L", 36 + size) + b"WAVEfmt "
    head += struct.pack("<LHHLLHH", 16, 1, 1, rate, rate * 2, 2, 16) + b"data"
    with path.open("wb") as file:
        file.write(head + struct.pack("<L", size))
        file.write((NOISE[:rate] * 32_000).astype("<i2").tobytes())
        file.truncate(44 + size)


def heard(model: Model, path: Path) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Return the vector of a file."""
    content = extract_features(cast("Any", model), os.fsencode(path))
    found: np.ndarray[Any, np.dtype[np.float32]] = model.space.project(
        unpack_features(content)[None]
    )[0]
    return found


@pytest.mark.parametrize(
    ("audio", "rate"),
    [
        (NOISE[:8000], 8000),
        (NOISE, 192_000),
        (np.tile(NOISE[:4000, None], 32), 44_100),
        (NOISE[:2], 44_100),
        (NOISE[:4000] * 1e-4, 44_100),
        (hit(100, 0.1, 0.1)[0] + 0.3, 44_100),
    ],
    ids=["8 kHz", "192 kHz", "32 channels", "2 frames", "very quiet", "beside zero"],
)
def test_odd_files_have_vectors_of_length_1(
    model: Model, tmp_path: Path, audio: np.ndarray[Any, np.dtype[np.float32]], rate: int
) -> None:
    soundfile.write(tmp_path / "odd.wav", audio, rate, "FLOAT")
    found = heard(model, tmp_path / "odd.wav")

    assert np.isfinite(found).all()
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-4)


def test_hours_are_heard_from_their_beginning(model: Model, tmp_path: Path) -> None:
    hours(tmp_path / "hours.wav")

    assert np.linalg.norm(heard(model, tmp_path / "hours.wav")) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("audio", "reason"),
    [
        (np.zeros(44_100), "silent"),
        (np.full(4000, 0.5), "constant"),
        (np.ones(1), "constant"),
        (np.zeros(0), "empty"),
        (np.full(4000, np.nan), "silent"),
    ],
    ids=["silence", "DC", "1 frame", "no frames", "NaN"],
)
def test_what_cannot_be_compared_has_a_reason(
    model: Model, tmp_path: Path, audio: np.ndarray[Any, np.dtype[np.float64]], reason: str
) -> None:
    soundfile.write(tmp_path / "bad.wav", audio, 44_100, "FLOAT")

    with pytest.raises(Unembedded, match=reason):
        heard(model, tmp_path / "bad.wav")


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("place", [5, -1])
def test_one_value_that_is_no_number_is_silence(
    model: Model, tmp_path: Path, value: float, place: int
) -> None:
    audio = hit(180, 0.4, 0.1, 48_000)[0]
    audio[place] = 0.0
    soundfile.write(tmp_path / "clean.wav", audio, 48_000, "FLOAT")
    audio[place] = value
    soundfile.write(tmp_path / "bad.wav", audio, 48_000, "FLOAT")

    clean, bad = (heard(model, tmp_path / f"{one}.wav") for one in ("clean", "bad"))
    assert np.array_equal(clean, bad)


@pytest.mark.parametrize(("form", "subtype"), [("FLAC", "PCM_16"), ("AIFF", "PCM_16")])
def test_container_level_and_rate_do_not_matter(
    model: Model, tmp_path: Path, form: str, subtype: str
) -> None:
    usual = hit(180, 0.4, 0.1, 48_000)[0]
    soundfile.write(tmp_path / "a.wav", usual, 48_000, "PCM_16")
    one = heard(model, tmp_path / "a.wav")
    soundfile.write(tmp_path / "b", usual, 48_000, subtype, format=form)
    assert one @ heard(model, tmp_path / "b") > 0.999

    for rate in (44_100, 96_000):
        other = hit(180, 0.4, 0.1, rate)[0] * np.float32(0.1)
        soundfile.write(tmp_path / "c.wav", other, rate, "FLOAT")
        assert one @ heard(model, tmp_path / "c.wav") > 0.99


@pytest.mark.parametrize("broken", [np.nan, np.inf])
@pytest.mark.parametrize("at", [0, -1], ids=["first", "last"])
def test_a_value_that_is_no_number_is_heard_as_silence(
    model: Model, tmp_path: Path, broken: float, at: int
) -> None:
    for name, value in (("broken.wav", broken), ("zero.wav", 0.0)):
        audio = NOISE[:8_000].copy()
        audio[at] = value
        soundfile.write(tmp_path / name, audio, 44_100, "FLOAT")

    assert np.array_equal(
        heard(model, tmp_path / "broken.wav"), heard(model, tmp_path / "zero.wav")
    )
