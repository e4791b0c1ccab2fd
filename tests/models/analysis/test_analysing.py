"""What is found out about real sounds of which it is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from models.analysis.analysing import Found, analysed
from models.analysis.analysis import Analysis

TEMPI = {
    # So many beats, told by their authors or counted; the file is exactly so long.
    "loop_amen": 4,
    "loop_amen_full": 16,
    "loop_breakbeat": 4,
    "loop_compus": 16,
    "loop_electric": 4,
    "loop_garzul": 16,
    "loop_mika": 16,
    "loop_safari": 16,
    "loop_tabla": 16,
}
NOTES = {
    "bass_dnb_f": "F",
    "bass_hard_c": "C",
    "bass_thick_c": "C",
    "bass_trance_c": "C",
    "bass_woodsy_c": "C",
    "loop_drone_g_97": "G",
}
DRUMS = ("bd_haus", "bd_808", "sn_dolf", "sn_dub", "drum_cymbal_hard", "elec_hi_snare", "perc_snap")


def found(folder: Path, name: str, *, as_: str = "") -> Found:
    (path,) = folder.rglob(f"{name}.flac")
    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return analysed(audio, rate, as_)


def noise(seconds: float, rate: int, seed: int = 1) -> NDArray[np.float32]:
    values = np.random.default_rng(seed).normal(0, 0.1, (round(seconds * rate), 1))
    return values.astype(np.float32)


@pytest.mark.parametrize(("name", "beats"), TEMPI.items())
def test_loops_have_their_tempo(real_sounds: Path, name: str, beats: int) -> None:
    (path,) = real_sounds.rglob(f"{name}.flac")
    length = soundfile.info(path).duration
    analysis = found(real_sounds, name).analysis

    assert analysis.sure_tempo == pytest.approx(60 * beats / length, rel=0.002)


@pytest.mark.parametrize(("name", "note"), NOTES.items())
def test_notes_have_their_name(real_sounds: Path, name: str, note: str) -> None:
    key = found(real_sounds, name).analysis.sure_key

    assert key is not None
    assert key.name == note


@pytest.mark.parametrize("name", DRUMS)
def test_drums_have_neither_tempo_nor_key(real_sounds: Path, name: str) -> None:
    analysis = found(real_sounds, name).analysis

    assert analysis.sure_tempo is None
    assert analysis.sure_key is None
    assert analysis.loudness is not None
    assert analysis.onsets is not None


def test_the_name_of_a_file_tells_the_tempo_for_sure(real_sounds: Path) -> None:
    analysis = found(real_sounds, "loop_amen", as_="amen 138bpm.flac").analysis

    assert (analysis.tempo, analysis.tempo_confidence) == (138.0, 1.0)


def test_the_name_tells_it_of_a_short_one_too() -> None:
    analysis = analysed(noise(0.3, 44_100), 44_100, "kick 128bpm.wav").analysis

    assert analysis.sure_tempo == 128.0


def test_nothing_is_told_of_what_is_far_above_full_scale() -> None:
    analysis = analysed(noise(1.0, 44_100) * np.float32(1e30), 44_100).analysis

    assert analysis == Analysis(onsets=0)


def test_onsets_are_where_sounds_begin() -> None:
    rate = 44_100
    audio = np.zeros((3 * rate, 1), np.float32)
    at = (0.5, 1.0, 1.75, 2.5)
    for begin in at:
        click = noise(0.1, rate, seed=int(begin * 100)) * np.exp(-np.arange(4410) / 800)[:, None]
        audio[round(begin * rate) :][:4410] += click
    onsets = analysed(audio, rate).onsets

    assert onsets == pytest.approx(at, abs=0.03)


def test_level_and_rate_change_nothing_but_loudness(real_sounds: Path) -> None:
    (path,) = real_sounds.rglob("loop_compus.flac")
    audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
    full, quiet = analysed(audio, rate).analysis, analysed(audio / 8, rate).analysis

    assert quiet.tempo == full.tempo
    assert quiet.key == full.key
    assert quiet.loudness == pytest.approx((full.loudness or 0) - 18.06, abs=0.1)


@pytest.mark.parametrize(
    "audio",
    [
        np.zeros((1, 1), np.float32),
        np.ones((1, 1), np.float32),
        np.zeros((48_000, 2), np.float32),
        np.full((48_000, 1), 0.5, np.float32),
        noise(0.01, 48_000),
        noise(3.0, 8_000),
        np.repeat(noise(0.5, 192_000), 32, axis=1),
    ],
    ids=["one silent", "one", "silence", "constant", "10 ms", "8 kHz", "32 channels"],
)
def test_odd_sounds_are_analysed_without_a_complaint(audio: NDArray[np.float32]) -> None:
    rate = 192_000 if audio.shape[1] == 32 else 8_000 if len(audio) == 24_000 else 48_000
    analysis = analysed(audio, rate).analysis

    assert analysis.sure_key is None
    assert analysis.sure_tempo is None
    assert analysis.onsets is not None
    for value in (analysis.tempo, analysis.loudness):
        assert value is None or np.isfinite(value)
