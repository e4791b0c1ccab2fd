from __future__ import annotations

import io
import platform
from pathlib import Path
from shutil import copytree

import numpy as np
import pytest
import soundfile
import soxr
from hypothesis import given, settings

from actors.model_files.arrays import read_arrays
from actors.model_files.loader import open_default_model
from models.embedding.default_model import (
    ENOUGH,
    FULL,
    REFERENCE,
    SMALL,
    USUAL,
    DefaultModel,
    worst_cosine,
)
from models.embedding.features import pack_features, unpack_features
from models.embedding.frontend.normalised_sound import Unusable
from models.embedding.network import Network, NetworkError
from tests.models.embedding.sounds import MODELS, Audio, decays, hit, noises, pitches, read

SOME = (
    *("Drums/Kicks/Kick Hard.wav", "Drums/Hats/Closed/Hat Closed Metal.wav", "FX/Zap.wav"),
    *("Drums/Snares/Snare Brush.flac", "Stabs/Stab Organ Cm.flac", "Loops/House 125 BPM.wav"),
)


def vector(model: DefaultModel, audio: Audio, rate: int) -> Audio:
    found: Audio = model.space.project(model.embed(audio, rate)[None])[0]
    return found


def test_the_full_network_calculates_what_the_original_does() -> None:
    assert worst_cosine(Network(MODELS / FULL), read_arrays(MODELS / REFERENCE)) > 0.999999


def test_the_small_network_is_near_the_original_where_nothing_saturates() -> None:
    nearness = worst_cosine(Network(MODELS / SMALL), read_arrays(MODELS / REFERENCE))

    assert nearness > (0.95 if multiplications_saturate() else ENOUGH)


def test_what_is_chosen_is_near_the_original_on_every_processor(model: DefaultModel) -> None:
    assert worst_cosine(model.network, read_arrays(MODELS / REFERENCE)) > ENOUGH


def multiplications_saturate() -> bool:
    """Tell whether this is an x86 processor without VNNI: sums of 8-bit products saturate there.

    Source: ONNX Runtime, "Quantize ONNX models", on U8S8 with AVX2 and AVX512 without VNNI.
    """
    cpuinfo = Path("/proc/cpuinfo")
    return (
        platform.machine() in {"x86_64", "AMD64"}
        and cpuinfo.exists()
        and "vnni" not in cpuinfo.read_text()
    )


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@given(pitch=pitches, noise=noises, decay=decays)
@settings(max_examples=15)
def test_the_rate_does_not_matter(
    model: DefaultModel, rate: int, pitch: float, noise: float, decay: float
) -> None:
    one = vector(model, hit(pitch, noise, decay), 44_100)
    other = vector(model, hit(pitch, noise, decay, rate), rate)

    assert one @ other > 0.99


@given(pitch=pitches, noise=noises, decay=decays)
@settings(max_examples=15)
def test_level_and_silence_around_do_not_matter(
    model: DefaultModel, pitch: float, noise: float, decay: float
) -> None:
    sound = hit(pitch, noise, decay)
    other = np.pad(sound * np.float32(0.05), ((0, 0), (777, 3000)))

    assert vector(model, sound, 44_100) @ vector(model, other, 44_100) > 0.999


@pytest.mark.parametrize("name", SOME)
def test_a_real_sound_at_another_rate_is_the_same(
    model: DefaultModel, demo_sounds: Path, name: str
) -> None:
    audio, rate = read(demo_sounds / name)
    other = soxr.resample(audio.T, rate, 96_000).T

    assert vector(model, audio, rate) @ vector(model, other, 96_000) > 0.99


@pytest.mark.parametrize(("form", "subtype"), [("FLAC", "PCM_24"), ("AIFF", "PCM_24")])
def test_the_container_does_not_matter(
    model: DefaultModel, demo_sounds: Path, form: str, subtype: str
) -> None:
    audio, rate = read(demo_sounds / "Drums/Toms/Tom High.wav")
    other = io.BytesIO()
    soundfile.write(other, audio.T, rate, subtype, format=form)
    other.seek(0)

    again, _ = soundfile.read(other, dtype="float32", always_2d=True)
    assert vector(model, audio, rate) @ vector(model, again.T, rate) > 0.9999


def test_sounds_of_a_kind_are_more_alike_than_others(
    model: DefaultModel, demo_sounds: Path
) -> None:
    folder = demo_sounds / "Drums"
    one, same, other = (
        vector(model, *read(folder / name))
        for name in ("Kicks/Kick Hard.wav", "Kicks/Kick Punch.wav", "Hats/Open/Hat Open Long.wav")
    )

    assert one @ same > one @ other + 0.3


@pytest.mark.parametrize(
    ("audio", "rate"),
    [
        (np.eye(1, 200, 100, dtype=np.float32), 44_100),
        (np.eye(1, 200, 100, dtype=np.float32), 192_000),
        (hit(200, 0.5, 0.1, 8000), 8000),
        (np.repeat(hit(300, 0.5, 0.05, 192_000), 32, axis=0), 192_000),
        (np.random.default_rng(1).uniform(-1, 1, (1, 11 * 44_100)).astype(np.float32), 44_100),
        (np.sign(np.sin(np.arange(20_000) / 30))[None].astype(np.float32) * 1e30, 44_100),
    ],
)
def test_odd_sounds_have_finite_vectors_of_length_1(
    model: DefaultModel, audio: Audio, rate: int
) -> None:
    found = vector(model, audio, rate)

    assert np.isfinite(found).all()
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-5)


def test_hours_are_no_more_work_than_what_is_listened_to(model: DefaultModel) -> None:
    sound = hit(200, 0.5, 0.1)
    hours = np.broadcast_to(np.float32(0), (3 * 3600 * 44_100,))  # takes no memory
    long = np.lib.stride_tricks.as_strided(hours, (1, len(hours)), (0, 0))

    with pytest.raises(Unusable, match="silent"):
        model.embed(long, 44_100)
    assert model.embed(sound, 44_100).shape == (model.space.inputs,)


def test_features_survive_storing(model: DefaultModel) -> None:
    features = model.embed(hit(200, 0.5, 0.1), 44_100)
    one, other = model.space.project(np.stack([features, unpack_features(pack_features(features))]))

    assert one @ other > 0.9999


def test_a_network_that_calculates_wrongly_is_not_used(tmp_path: Path) -> None:
    folder = Path(copytree(MODELS, tmp_path / "models"))
    with np.load(folder / REFERENCE) as stored:
        changed = {name: np.roll(stored[name], 1) for name in stored.files}
    np.savez(folder / REFERENCE, allow_pickle=False, **changed)

    with pytest.raises(NetworkError, match="calculates wrongly"):
        open_default_model(folder).check()


@pytest.mark.parametrize("name", [FULL, SMALL])
def test_a_damaged_network_is_named(tmp_path: Path, name: str) -> None:
    content = (MODELS / name).read_bytes()
    (tmp_path / name).write_bytes(content[: len(content) // 2])

    with pytest.raises(NetworkError, match=name):
        Network(tmp_path / name)


@pytest.mark.parametrize("name", [USUAL, REFERENCE])
def test_a_damaged_companion_is_named(tmp_path: Path, name: str) -> None:
    folder = Path(copytree(MODELS, tmp_path / "models"))
    (folder / name).write_bytes((MODELS / name).read_bytes()[:-100])

    with pytest.raises(NetworkError, match=name):
        open_default_model(folder).check()
