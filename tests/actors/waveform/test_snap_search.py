"""Zero crossings and transients of files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.waveform.snap_search import find_crossings, find_transients
from actors.waveform.sound import UnreadableSound
from tests.actors.waveform.files import RATE, sample, written
from tests.models.waveform.sounds import noise, sine


class Enough(Exception):
    """Raised by a check to cancel."""


def never() -> None:
    """Continue."""


def enough() -> None:
    raise Enough


def clicks(at: list[int], frames: int) -> np.ndarray:
    samples = np.zeros((2, frames), np.float32)
    samples[:, at] = 0.5
    return samples


@pytest.mark.parametrize("ending", ["wav", "flac"])
def test_edges_come_to_rest_where_the_wave_passes_zero(tmp_path: Path, ending: str) -> None:
    path = written(tmp_path / f"x.{ending}", sine(RATE, 16 * np.pi))
    asked = (1_000, 40_000, 0, RATE)

    found = find_crossings(sample(path), asked, never)

    half = 8 * np.pi
    assert found[:2] == tuple(int(np.ceil(round(frame / half) * half)) for frame in asked[:2])
    assert found[2:] == (0, RATE)


def test_without_a_crossing_within_20_ms_an_edge_stays(tmp_path: Path) -> None:
    samples = np.full((1, RATE), 0.5, np.float32)
    samples[:, :20_000] = -0.5
    path = written(tmp_path / "x.wav", samples)

    asked = (20_000 - 961, 20_000 - 960, 20_000 + 960, 20_000 + 961)
    assert find_crossings(sample(path), asked, never) == (20_000 - 961, 20_000, 20_000, 20_961)


def test_silence_is_zero_everywhere(tmp_path: Path) -> None:
    path = written(tmp_path / "x.wav", np.zeros((2, 5_000), np.float32))

    assert find_crossings(sample(path), (1, 77, 4_999), never) == (1, 77, 4_999)


def test_behind_the_end_nothing_is_found(tmp_path: Path) -> None:
    path = written(tmp_path / "x.wav", np.zeros((2, 5_000), np.float32))

    assert find_crossings(sample(path), (5_000, 90_000), never) == (5_000, 90_000)


def test_clicks_of_a_file_are_found(tmp_path: Path) -> None:
    at = [1_000, 30_000, 100_001]
    path = written(tmp_path / "x.flac", clicks(at, 150_000))

    assert tuple(one.frame for one in find_transients(sample(path), never)) == tuple(at)


def test_a_file_without_numbers_is_silent(tmp_path: Path) -> None:
    samples = np.full((50_000, 2), np.nan, np.float32)
    soundfile.write(tmp_path / "x.wav", samples, RATE, "FLOAT")

    assert find_transients(sample(tmp_path / "x.wav"), never) == ()
    assert find_crossings(sample(tmp_path / "x.wav"), (700,), never) == (700,)


def test_a_damaged_file_begins_where_it_can_be_read(tmp_path: Path) -> None:
    samples = noise(1, 200_000) * np.float32(0.1) + clicks([], 200_000)
    samples[:, :50_000] = 0
    path = written(tmp_path / "x.flac", samples)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    assert [one.frame for one in find_transients(sample(path), never)] == [50_000]


def test_a_check_makes_an_end(tmp_path: Path) -> None:
    path = written(tmp_path / "x.wav", noise(1, 9_000) * np.float32(0.1))

    with pytest.raises(Enough):
        find_transients(sample(path), enough)
    with pytest.raises(Enough):
        find_crossings(sample(path), (700,), enough)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSound, match=r"x\.wav: file not found"):
        find_transients(sample(tmp_path / "x.wav"), never)
