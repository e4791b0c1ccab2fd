"""Spectrograms of files, in one pass or coarse first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from actors.waveform import spectrogram
from actors.waveform.sound import UnreadableSound
from actors.waveform.spectrogram import compute_spectrogram
from models.waveform.spectrum import Spectrum
from models.waveform.view import View
from tests.actors.waveform.files import RATE, beats, sample, written
from tests.models.waveform.sounds import sine
from tests.models.waveform.spectral.levels import levels, loudest, row_of


class Enough(Exception):
    """Raised by a check to cancel."""


def never() -> None:
    """Continue."""


def spectra(path: Path, view: View) -> list[Spectrum]:
    """Return all spectrograms shown of `path`, the complete one last."""
    shown: list[Spectrum] = []
    last = compute_spectrogram(sample(path), view, shown.append, never)
    return [*shown, last]


@pytest.mark.parametrize("ending", ["wav", "flac"])
@pytest.mark.parametrize("zoom", [1.0, 0.2, 0.001])
def test_a_file_looks_like_what_it_holds(tmp_path: Path, ending: str, zoom: float) -> None:
    samples = beats(3.0)
    path = written(tmp_path / f"x.{ending}", samples, subtype="PCM_16")
    view = View.fit(samples.shape[1], 150).zoomed(zoom, 50)

    found = spectra(path, view)[-1]

    np.testing.assert_array_equal(found.levels, levels(samples, view))
    assert (found.sample, found.view, found.highest, found.complete) == (1, view, 24_000, True)
    assert not found.levels.flags.writeable


def test_columns_far_apart_are_those_of_reading_everything(tmp_path: Path) -> None:
    samples = beats(30.0)
    path = written(tmp_path / "x.flac", samples, subtype="PCM_16")
    view = View.fit(samples.shape[1], 100)

    coarse, *_, complete = spectra(path, view)

    assert not coarse.complete
    assert complete.complete
    truth = levels(samples, view)
    np.testing.assert_array_equal(complete.levels, truth)
    for column in range(100):
        first = column // spectrogram.COARSE * spectrogram.COARSE
        np.testing.assert_array_equal(coarse.levels[:, column], truth[:, first])


def test_what_takes_long_is_shown_as_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spectrogram, "FIRST_UPDATE", 0.0)
    monkeypatch.setattr(spectrogram, "LATER_UPDATE", 0.0)
    samples = beats(4.0)
    path = written(tmp_path / "x.wav", samples)
    view = View.fit(samples.shape[1], 200)

    first, *_, last = spectra(path, view)

    assert (first.complete, last.complete) == (False, True)
    assert first.levels[:, : spectrogram.BATCH].any(0).all()
    assert not first.levels[:, spectrogram.BATCH :].any()
    np.testing.assert_array_equal(
        first.levels[:, : spectrogram.BATCH], last.levels[:, : spectrogram.BATCH]
    )


def test_a_pan_shows_the_same_columns(tmp_path: Path) -> None:
    samples = beats(5.0)
    path = written(tmp_path / "x.wav", samples)
    view = View.fit(samples.shape[1], 200).zoomed(0.3, 100)

    before, after = spectra(path, view)[-1], spectra(path, view.panned(37))[-1]

    np.testing.assert_array_equal(before.levels[:, 37:], after.levels[:, :-37])


def test_a_coded_sound_has_its_pitch(tmp_path: Path) -> None:
    path = written(
        tmp_path / "x.ogg", sine(20 * RATE, RATE / 1_000, 0.5), format="OGG", subtype="VORBIS"
    )
    for view in (View.fit(20 * RATE, 60), View.fit(20 * RATE, 60).zoomed(0.01, 30)):
        found = spectra(path, view)[-1].levels

        assert max(abs(loudest(found[:, n]) - row_of(1_000)) for n in range(2, 58)) <= 1


def test_no_numbers_are_dark(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "x.wav", np.full((9_000, 2), np.nan, np.float32), RATE, "FLOAT")

    assert not spectra(tmp_path / "x.wav", View.fit(9_000, 40))[-1].levels.any()


def test_what_is_missing_at_the_end_is_dark(tmp_path: Path) -> None:
    samples = beats(4.0)
    path = written(tmp_path / "x.flac", samples)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    found = spectra(path, View.fit(samples.shape[1], 100))[-1]

    assert found.complete
    assert found.levels[:, :30].any(0).all()
    assert not found.levels[:, 80:].any()


def test_a_rate_below_hearing_is_dark(tmp_path: Path) -> None:
    soundfile.write(tmp_path / "x.wav", beats(0.1).T, 30)

    found = spectra(tmp_path / "x.wav", View.fit(4_800, 40))[-1]

    assert found.complete
    assert not found.levels.any()


def test_a_check_makes_an_end(tmp_path: Path) -> None:
    def enough() -> None:
        raise Enough

    path = written(tmp_path / "x.wav", beats(1.0))

    with pytest.raises(Enough):
        compute_spectrogram(sample(path), View.fit(48_000, 40), lambda _: None, enough)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSound, match=r"x\.wav: file not found"):
        compute_spectrogram(sample(tmp_path / "x.wav"), View.fit(9, 9), lambda _: None, never)
