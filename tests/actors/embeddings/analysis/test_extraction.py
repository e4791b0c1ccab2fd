"""Whatever a file of floats holds, it is analysed as it is played."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from actors.embeddings.analysis.extraction import Unknowable, analyse_file
from actors.embeddings.duplicates.comparison import compare_files

RATE = 44_100


def beat(seconds: float = 4.8, bpm: float = 100.0) -> NDArray[np.float32]:
    """Return a click on each beat."""
    wave = np.zeros(round(seconds * RATE), np.float32)
    click = np.random.default_rng(1).normal(0, 0.2, 4_000) * np.exp(-np.arange(4_000) / 700)
    for begin in np.arange(0, seconds - 0.1, 60 / bpm):
        wave[round(begin * RATE) :][:4_000] += click.astype(np.float32)
    return wave


def written(path: Path, audio: NDArray[np.float32]) -> bytes:
    soundfile.write(path, audio, RATE, "FLOAT")
    return os.fsencode(path)


@pytest.mark.parametrize("broken", [np.nan, np.inf, -np.inf])
@pytest.mark.parametrize("at", [slice(0, 1), slice(5, 5_000), slice(-1, None)])
def test_values_that_are_no_numbers_are_silence(tmp_path: Path, broken: float, at: slice) -> None:
    spoilt, silent = beat(), beat()
    spoilt[at], silent[at] = broken, 0.0
    first, second = (written(tmp_path / f"{n}.wav", w) for n, w in enumerate((spoilt, silent)))

    assert analyse_file(first) == analyse_file(second)
    assert compare_files(first, second).left < -80


def test_nothing_but_such_values_is_silence_and_nothing_at_all_is_told_as_empty(
    tmp_path: Path,
) -> None:
    assert b'"loudness": null' in analyse_file(written(tmp_path / "a.wav", beat(1) * np.nan))
    with pytest.raises(Unknowable, match="empty"):
        analyse_file(written(tmp_path / "b.wav", beat(0)))
