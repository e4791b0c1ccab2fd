"""Clips contain exactly the selected frames, and never overwrite a file."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.library.errors import LibraryError
from actors.library.export.clip import write_clip
from tests.actors.media.files import FRAMES, encoded, id3, without_length


def noise(path: Path, subtype: str) -> Path:
    values = np.random.default_rng(1).uniform(-0.9, 0.9, (4_000, 2))
    container = {".aif": "AIFF"}.get(path.suffix)
    soundfile.write(path, values, 44_100, subtype, format=container)
    return path


@pytest.mark.parametrize(
    ("name", "subtype"),
    [
        ("a.wav", "PCM_16"),
        ("a.wav", "PCM_24"),
        ("a.wav", "PCM_32"),
        ("a.wav", "PCM_U8"),
        ("a.wav", "FLOAT"),
        ("a.wav", "DOUBLE"),
        ("a.aif", "PCM_24"),
        ("a.flac", "PCM_16"),
        ("a.flac", "PCM_24"),
    ],
)
def test_the_frames_stay_exact_and_in_their_form(tmp_path: Path, name: str, subtype: str) -> None:
    path = noise(tmp_path / name, subtype)
    made = write_clip(bytes(path), 100, 3_900, tmp_path).path
    before, _ = soundfile.read(path, dtype="float64")
    after, _ = soundfile.read(made, dtype="float64")

    assert made.name == f"a_clip{path.suffix}"
    assert soundfile.info(made).subtype == subtype
    assert np.array_equal(after, before[100:3_900])


@pytest.mark.parametrize(
    ("name", "subtype", "written"),
    [
        *(("a.wav", kind, kind) for kind in ("PCM_16", "PCM_24", "PCM_U8", "FLOAT", "DOUBLE")),
        ("a.aif", "PCM_S8", "PCM_U8"),
        ("a.flac", "PCM_24", "PCM_24"),
    ],
)
@pytest.mark.parametrize("span", [(0, 4_000), (100, 3_901), (3_999, 4_000)])
def test_for_another_program_it_is_a_wav_with_the_same_frames(
    tmp_path: Path, name: str, subtype: str, written: str, span: tuple[int, int]
) -> None:
    path = noise(tmp_path / name, subtype)
    made = write_clip(bytes(path), *span, tmp_path, passing=True).path
    before, _ = soundfile.read(path, dtype="float64")
    after, rate = soundfile.read(made, dtype="float64")

    assert (made.name, rate) == ("a_clip.wav", 44_100)
    assert soundfile.info(made).subtype == written
    assert np.array_equal(after, before[slice(*span)])
    assert made.stat().st_size % 2 == 0


def test_values_that_are_not_finite_are_silence_in_a_clip(tmp_path: Path) -> None:
    values = np.random.default_rng(1).uniform(-0.9, 0.9, 4_000)
    values[700:703] = np.nan, np.inf, -np.inf
    path = tmp_path / "a.wav"
    soundfile.write(path, values, 44_100, "FLOAT")
    made = write_clip(bytes(path), 600, 900, tmp_path).path
    after, _ = soundfile.read(made, dtype="float32")

    values[700:703] = 0.0
    assert np.array_equal(after, values[600:900].astype(np.float32))


def test_what_was_coded_with_a_loss_becomes_wav(tmp_path: Path) -> None:
    path = noise(tmp_path / "a.ogg", "VORBIS")
    made = write_clip(bytes(path), 100, 3_900, tmp_path).path
    before, _ = soundfile.read(path, dtype="float32")
    after, _ = soundfile.read(made, dtype="float32")

    assert made.name == "a_clip.wav"
    assert np.array_equal(after, before[100:3_900])


def test_a_second_clip_gets_a_number(tmp_path: Path) -> None:
    path = noise(tmp_path / "a.wav", "PCM_16")
    first = write_clip(bytes(path), 0, 10, tmp_path).path
    second = write_clip(bytes(path), 10, 30, tmp_path).path

    assert (first.name, second.name) == ("a_clip.wav", "a_clip_2.wav")
    assert soundfile.info(first).frames == 10
    assert {entry.name for entry in tmp_path.iterdir()} == {"a.wav", first.name, second.name}


def test_a_file_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(LibraryError, match=r"gone\.wav cannot be cut"):
        write_clip(bytes(tmp_path / "gone.wav"), 0, 10, tmp_path)


def test_what_is_heard_of_joined_and_odd_files_can_be_cut(tmp_path: Path) -> None:
    flac = encoded(("FLAC", "PCM_16"))
    for name, data in (
        ("joined", flac + flac),
        ("piped", without_length(flac)),
        ("tag", id3(9) + bytes(99) + flac),
    ):
        path = tmp_path / f"{name}.flac"
        path.write_bytes(data)
        start = FRAMES + 10 if name == "joined" else 10
        made = write_clip(os.fsencode(path), start, start + 500, tmp_path).path
        before, _ = soundfile.read(io.BytesIO(flac), dtype="int32")

        assert np.array_equal(soundfile.read(made, dtype="int32")[0], before[10:510])
