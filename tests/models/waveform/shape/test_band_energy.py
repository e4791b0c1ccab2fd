"""Band energies of columns equal those of the signals that the bands are, at any zoom."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from models.waveform.channels import Channels
from models.waveform.columns import columns
from models.waveform.picture import Picture
from models.waveform.reduction.band import SPAN, band_energies, band_split
from models.waveform.reduction.pyramid import LONG, Floats
from models.waveform.reduction.pyramid_builder import PyramidBuilder
from models.waveform.shape.band_energy import band_energies_of, band_window
from models.waveform.shape.extent import extent
from models.waveform.view import View
from tests.models.waveform.sounds import noise, picture, pyramid, sine

RATE = 48_000
SPLIT = band_split(RATE)
LOUD_THEN_SOFT = noise(7, 300_000) * np.geomspace(1, 1e-3, 300_000, dtype=np.float32)

Signals = NDArray[np.float64]


def signals(samples: Floats, split: int = SPLIT) -> Signals:
    """Return the low, mid and high part of a sound: float64 [3, channels, frames]."""
    sound = samples.astype(np.float64)
    low, below = averaged(sound, SPAN * split), averaged(sound, split)
    return np.stack([low, below - low, sound - below])


def averaged(sound: Signals, block: int) -> Signals:
    blocks = [sound[:, first : first + block] for first in range(0, sound.shape[1], block)]
    return np.concatenate([np.repeat(b.mean(1, keepdims=True), b.shape[1], 1) for b in blocks], 1)


def close(found: Floats, truth: Signals, total: Signals) -> None:
    """Compare energies; what rounding leaves is relative to the whole energy."""
    assert (np.abs(found - truth) <= 2e-5 * total + 1e-12).all()


@st.composite
def views(draw: st.DrawFn, frames: int) -> View:
    view = View.fit(frames, draw(st.integers(1, 700)))
    for _ in range(draw(st.integers(0, 3))):
        view = view.zoomed(draw(st.floats(0.001, 3)), draw(st.integers(0, view.width - 1)))
        view = view.panned(draw(st.integers(-2_000, 2_000)))
    return view


@settings(max_examples=60)
@given(st.data(), st.integers(1, 300_000), st.integers(500, 70_000))
def test_a_column_has_the_energies_of_its_frames(
    data: st.DataObject, frames: int, block: int
) -> None:
    samples = LOUD_THEN_SOFT[:, :frames]
    expected = data.draw(st.sampled_from([frames, LONG + 1]))
    base = pyramid(samples, block=block, expected=expected)
    shown = picture(samples, raw=False, base=base)
    view = data.draw(views(frames))
    found, parts = band_energies_of(shown, view), signals(samples)
    size, window = shown.pyramid.levels[0].size, band_window(shown)
    borders = extent(shown, view).borders
    for column in range(view.width):
        if view.spp >= window:
            first, last = borders[column], borders[column + 1]
        else:
            centre = view.frame_at(column + 0.5)
            first = int(np.floor((centre - window / 2) / size + 0.5)) * size
            last = min(first + window, frames) if 0 <= centre < frames else first
            first = max(first, 0)
        if first >= last:
            assert np.isnan(found[:, :, column]).all()
            continue
        truth = (parts[:, :, first:last] ** 2).sum(2)
        close(found[:, :, column], truth, truth.sum(0))


@given(
    st.integers(1, 9_000),
    st.sampled_from([8_000, 11_025, 22_050, 44_100, 48_000, 88_200, 96_000, 192_000, 768_000]),
    st.sampled_from([64, 256]),
)
def test_bins_have_the_energies_of_the_signals_at_any_rate(
    frames: int, rate: int, size: int
) -> None:
    samples, split = noise(3, 9_000)[:, :frames], band_split(rate)
    found = band_energies(samples, size, split)
    low, mid, _ = signals(samples, split) ** 2
    starts = np.arange(0, frames, size)
    total = np.add.reduceat(samples.astype(np.float64) ** 2, starts, 1)

    assert 2_000 < 0.443 * rate / split < 4_000 or split in {2, 64}
    close(found[0], np.add.reduceat(low, starts, 1), total)
    close(found[1], np.add.reduceat(mid, starts, 1), total)


@pytest.mark.parametrize(("hertz", "band"), [(60, 0), (1_000, 1), (9_000, 2)])
@pytest.mark.parametrize("zoom", [1.0, 0.05, 0.001])
def test_a_tone_has_the_colour_of_its_band(hertz: float, band: int, zoom: float) -> None:
    shown = picture(sine(200_000, RATE / hertz))
    view = View.fit(200_000, 500).zoomed(zoom, 250)
    drawn = columns(shown, view, Channels.SPLIT, coloured=True)
    assert drawn.shares is not None

    assert (drawn.shares.argmax(0) == band).all()
    np.testing.assert_allclose(drawn.shares.sum(0), 1, rtol=1e-5)


@given(st.integers(-250, 250))
def test_a_pan_by_whole_pixels_changes_no_colour(pixels: int) -> None:
    samples = noise(5, 100_000, 1)
    shown = picture(samples, raw=False)
    view = View.fit(100_000, 300).zoomed(0.2, 150)
    panned = view.panned(pixels)
    moved = panned.column - view.column
    kept, same = band_energies_of(shown, view), band_energies_of(shown, panned)
    if moved < 0:
        kept, same, moved = same, kept, -moved
    np.testing.assert_allclose(kept[..., moved:], same[..., : 300 - moved], rtol=1e-5)


def test_mixed_channels_have_the_energy_of_all() -> None:
    samples = np.concatenate([sine(50_000, RATE / 60), sine(50_000, RATE / 9_000, 0.0)])
    drawn = columns(picture(samples), View.fit(50_000, 100), Channels.MONO, coloured=True)
    assert drawn.shares is not None

    assert drawn.shares.shape == (3, 1, 100)
    assert (drawn.shares.argmax(0) == 0).all()


def test_silence_and_what_is_not_decoded_have_no_colour() -> None:
    builder = PyramidBuilder(1, 100_000, SPLIT)
    builder.append(noise(1, 50_000, 1))
    half: Picture = replace(picture(noise(1, 100_000, 1)), pyramid=builder.snapshot(), detail=None)
    for sound in (half, picture(np.zeros((1, 100_000), np.float32))):
        drawn = columns(sound, View.fit(100_000, 100), Channels.SPLIT, coloured=True)
        assert drawn.shares is not None
        assert (drawn.shares[:, 0, 60:] == 0).all()
        assert np.isfinite(drawn.shares).all()
