"""A span holds the frames of the file, whatever was read before."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from actors.waveform import reader
from actors.waveform.reader import Reader
from actors.waveform.sound import open_sound
from models.waveform.reduction.pyramid import Floats
from tests.actors.waveform.files import beats, sample, written

FRAMES = 200_000


def truth(samples: Floats, first: int, last: int) -> Floats:
    """Return a span of `samples`, padded with silence."""
    wide = np.pad(samples, ((0, 0), (100_000, 200_000)))
    return wide[:, 100_000 + first : 100_000 + last]


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Floats]:
    samples = beats(FRAMES / 48_000)
    path = tmp_path_factory.mktemp("sounds") / "x.flac"
    return written(path, samples, subtype="PCM_16"), samples


@settings(max_examples=40)
@given(some.lists(some.tuples(some.integers(-9_000, FRAMES + 9_000), some.integers(1, 70_000))))
def test_any_order_of_stretches_is_right(
    sound: tuple[Path, Floats], requests: list[tuple[int, int]]
) -> None:
    path, samples = sound
    with open_sound(sample(path)) as file:
        ours = Reader(file)
        for first, length in requests:
            np.testing.assert_array_equal(
                ours.frames(first, first + length), truth(samples, first, first + length)
            )


def test_a_damaged_part_is_silent(tmp_path: Path) -> None:
    samples = beats(4.0)
    path = written(tmp_path / "x.flac", samples)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with open_sound(sample(path)) as file:
        ours = Reader(file)
        early = ours.frames(1_000, 2_000)
        late = ours.frames(180_000, 190_000)

    np.testing.assert_array_equal(early, samples[:, 1_000:2_000])
    assert not late.any()


def test_what_is_too_loud_to_be_squared_is_cut_off(tmp_path: Path) -> None:
    samples = np.full((1, 100), 1e38, np.float32)
    path = written(tmp_path / "x.wav", samples, subtype="FLOAT")
    with open_sound(sample(path)) as file:
        assert Reader(file).frames(0, 100).max() == reader.LOUDEST
