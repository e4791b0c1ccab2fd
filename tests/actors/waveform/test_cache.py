"""Cached peaks match the sound, or are decoded again."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from actors.waveform import cache as room
from actors.waveform.cache import Cache
from models.audio.units import SampleId, SourceId
from models.library.sample import Sample
from tests.models.waveform.sounds import noise, picture

SAMPLE = Sample(SampleId(1), SourceId(1), b"/x.wav", "x.wav", token=b"content")
PICTURE = picture(noise(1, 100_001), raw=False)


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "peaks")
    cache.save(SAMPLE, replace(PICTURE, repaired=7))
    found = cache.load(SAMPLE)
    assert found is not None

    assert (found.frames, found.rate, found.channels) == (100_001, 48_000, 2)
    assert found.complete
    assert found.repaired == 7
    assert len(found.pyramid.levels) == len(PICTURE.pyramid.levels)
    for one, other in zip(found.pyramid.levels, PICTURE.pyramid.levels, strict=True):
        np.testing.assert_array_equal(one.low, other.low)
        np.testing.assert_array_equal(one.high, other.high)
        np.testing.assert_allclose(one.energy, other.energy, rtol=1e-5)
        assert not one.low.flags.writeable


def test_other_content_is_not_found(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.save(SAMPLE, PICTURE)

    assert cache.load(replace(SAMPLE, token=b"other")) is None
    assert cache.load(replace(SAMPLE, token=b"")) is None


@pytest.mark.parametrize(
    "harm",
    [
        lambda content: b"",
        lambda content: content[:30],
        lambda content: content[: len(content) // 2],
        lambda content: content + b"more",
        lambda content: b"x" * len(content),
        lambda content: content[:9] + b"\xff" * 7 + content[16:],
        lambda content: content[:5_000] + b"\0" * 4_096 + content[9_096:],
    ],
)
def test_a_damaged_file_is_ignored(tmp_path: Path, harm: Callable[[bytes], bytes]) -> None:
    cache = Cache(tmp_path)
    cache.save(SAMPLE, PICTURE)
    file = next(tmp_path.iterdir())
    file.write_bytes(harm(file.read_bytes()))

    assert cache.load(SAMPLE) is None
    cache.save(SAMPLE, PICTURE)
    assert cache.load(SAMPLE) is not None


def test_nothing_half_written_stays(tmp_path: Path) -> None:
    (tmp_path / ".crashed.new").write_bytes(b"half")
    Cache(tmp_path).save(SAMPLE, PICTURE)

    assert [file.name for file in tmp_path.iterdir()] == [f"{b'content'.hex()}.peaks"]


def test_the_longest_unused_go_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = Cache(tmp_path)
    tokens = [bytes([number]) for number in range(4)]
    for age, token in enumerate(tokens):
        cache.save(replace(SAMPLE, token=token), PICTURE)
        os.utime(tmp_path / f"{token.hex()}.peaks", (1_000 + age, 1_000 + age))
    cache.load(replace(SAMPLE, token=tokens[0]))  # used just now
    size = (tmp_path / f"{tokens[0].hex()}.peaks").stat().st_size
    monkeypatch.setattr(room, "LARGEST", 3 * size)
    cache.save(replace(SAMPLE, token=b"new"), PICTURE)

    left = {file.stem for file in tmp_path.iterdir()}
    assert left == {b"new".hex(), tokens[0].hex(), tokens[3].hex()}


def test_other_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("mine")
    Cache(tmp_path).save(SAMPLE, PICTURE)

    assert (tmp_path / "note.txt").exists()


def test_a_folder_that_cannot_be_made_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache = Cache(tmp_path / "file" / "peaks")
    cache.save(SAMPLE, PICTURE)

    assert cache.load(SAMPLE) is None
