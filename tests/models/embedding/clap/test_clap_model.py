from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from actors.model_files.arrays import read_arrays
from actors.model_files.installation import install
from actors.model_files.loader import open_clap
from models.embedding.clap.clap_model import ClapModel
from models.embedding.default_model import USUAL
from models.embedding.features import COUNT, pack_features, unpack_features
from models.embedding.frontend.normalised_sound import Unusable
from models.embedding.network import NetworkError, Wordless
from models.embedding.space.query_vector import text_query_vector
from tests.models.embedding.clap.sounds import PHRASES, sounds
from tests.models.embedding.clap.weights import TINY
from tests.models.embedding.sounds import MODELS, Audio, decays, hit, noises, pitches

STORED = read_arrays(TINY / "reference.npz")


def cosine(one: Audio, other: Audio) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


@pytest.mark.parametrize("name", sorted(sounds()))
def test_sounds_are_heard_as_the_original_hears_them(clap: ClapModel, name: str) -> None:
    audio, rate = sounds()[name]

    assert cosine(clap.embed_audio(audio, rate), STORED[f"sound {name}"]) > 0.99999


@pytest.mark.parametrize("phrase", PHRASES)
def test_words_are_understood_as_the_original_does(clap: ClapModel, phrase: str) -> None:
    assert cosine(clap.embed_text(phrase), STORED[f"words {phrase}"]) > 0.99999


def test_its_answers_differ(clap: ClapModel) -> None:
    one, other, third = (STORED[f"sound {name}"] for name in sounds())
    said, again = (STORED[f"words {phrase}"] for phrase in PHRASES[:2])

    assert max(cosine(one, other), cosine(other, third), cosine(said, again)) < 0.999


@given(pitch=pitches, noise=noises, decay=decays)
@settings(max_examples=5)
def test_level_and_rate_do_not_matter(
    clap: ClapModel, pitch: float, noise: float, decay: float
) -> None:
    one = clap.embed_audio(hit(pitch, noise, decay, 48_000), 48_000)

    for rate, level in ((44_100, 0.01), (96_000, 1.0)):
        other = clap.embed_audio(hit(pitch, noise, decay, rate) * np.float32(level), rate)
        assert one @ other > 0.99


def test_what_is_long_is_heard_in_windows(clap: ClapModel) -> None:
    long = np.tile(hit(200, 0.5, 0.2), (2, 18))[:, : 25 * 44_100]

    found = clap.embed(long, 44_100)
    assert np.isfinite(found).all()
    assert np.linalg.norm(found[:-COUNT]) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("audio", "rate"),
    [
        (np.eye(1, 200, 100, dtype=np.float32), 44_100),
        (hit(200, 0.5, 0.1, 8000), 8000),
        (np.repeat(hit(300, 0.5, 0.05, 192_000), 32, axis=0), 192_000),
        (np.array([[0, 1, 0]], np.float32), 192_000),
        (hit(200, 0.5, 0.1) * np.array([[1], [-1]], np.float32), 44_100),
        (np.sign(np.sin(np.arange(20_000) / 30))[None].astype(np.float32) * 1e30, 44_100),
    ],
)
def test_odd_sounds_have_finite_vectors_of_length_1(
    clap: ClapModel, audio: Audio, rate: int
) -> None:
    found = clap.space.project(clap.embed(audio, rate)[None])[0]

    assert np.isfinite(found).all()
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    "audio",
    [np.zeros((1, 0)), np.ones((1, 1)), np.zeros((2, 999)), np.full((1, 99), 0.5), [[0, np.nan]]],
)
def test_what_cannot_be_compared_is_said(clap: ClapModel, audio: Audio) -> None:
    with pytest.raises(Unusable):
        clap.embed(np.asarray(audio, np.float32), 44_100)


def test_features_are_stored_as_those_of_other_models(clap: ClapModel) -> None:
    features = clap.embed(hit(200, 0.5, 0.1), 44_100)
    one, other = clap.space.project(np.stack([features, unpack_features(pack_features(features))]))

    assert one @ other > 0.9999


def test_words_find_what_lies_where_they_lie(clap: ClapModel) -> None:
    features = np.stack([clap.embed(audio, rate) for audio, rate in sounds().values()])
    asked = text_query_vector(clap.space, features[1, :-COUNT])

    found = clap.space.project(features) @ asked
    assert found.argmax() == 1
    assert found.max() == pytest.approx(1, abs=1e-3)


def test_without_a_tokenizer_there_are_no_words(checkpoint: Path, tmp_path: Path) -> None:
    alone = tmp_path / "weights.safetensors"
    alone.write_bytes(checkpoint.read_bytes())
    install(alone, tmp_path / "clap", graphs=TINY)

    with pytest.raises(Wordless, match=r"tokenizer\.json"):
        open_clap(tmp_path / "clap", MODELS / USUAL).embed_text("kick")


@pytest.mark.parametrize("name", ["clap-audio.bin", "clap-audio.onnx", "clap.json"])
def test_a_changed_file_is_named(checkpoint: Path, tmp_path: Path, name: str) -> None:
    install(checkpoint, tmp_path / "clap", graphs=TINY)
    content = bytearray((tmp_path / "clap" / name).read_bytes())
    content[len(content) // 2] ^= 1
    (tmp_path / "clap" / name).write_bytes(content)

    with pytest.raises(NetworkError, match=f"{name} is not as it was installed"):
        open_clap(tmp_path / "clap", MODELS / USUAL).check()
