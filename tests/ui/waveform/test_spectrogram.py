"""A spectrogram is drawn where and as bright as it was measured."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from models.audio.units import SampleId
from models.waveform.spectrum import Spectrum
from models.waveform.view import View
from tests.models.waveform.sounds import sine
from tests.models.waveform.spectral.levels import RATE, levels
from ui.theme import PALETTE
from ui.waveform.ramp import SHADES, ramp

pytestmark = pytest.mark.ui

Seen = Callable[..., NDArray[np.uint8]]
SHADE = np.frombuffer(ramp(), np.uint8).reshape(SHADES, 3).astype(int)
GROUND = np.rint(np.array((0.1, 0.2, 0.3)) * 255)
LABELS = 70
"""Pixels at the left edge that labels may cover."""


def spectrum(shown: NDArray[np.uint8], view: View | None = None, rate: int = RATE) -> Spectrum:
    view = view or View.fit(90_000, shown.shape[1])
    return Spectrum(SampleId(1), view, shown, rate / 2)


def random_levels(rows: int, columns: int) -> NDArray[np.uint8]:
    return np.random.default_rng(1).integers(0, 256, (rows, columns), np.uint8)


def pixels_of(
    seen: Seen,
    shown: Spectrum,
    pos: tuple[float, float] = (10, 5),
    size: tuple[float, float] = (300, 256),
    view: View | None = None,
) -> NDArray[np.int64]:
    from ui.waveform.spectrogram import Spectrogram

    def paint(canvas: object) -> None:
        Spectrogram(canvas).show(shown, pos, size, view)

    return seen(paint, (330, 270)).astype(int)


def test_every_pixel_is_the_shade_of_its_level(seen: Seen) -> None:
    shown = random_levels(256, 300)

    pixels = pixels_of(seen, spectrum(shown))

    inside = pixels[5:261, 10 + LABELS : 310]
    assert np.abs(inside - SHADE[shown[:, LABELS:]]).max() <= 2
    assert (pixels[:, :10] == GROUND).all()
    assert (pixels[:, 310:] == GROUND).all()
    assert (pixels[261:] == GROUND).all()


def test_a_width_that_is_no_multiple_of_four_is_not_sheared(seen: Seen) -> None:
    shown = random_levels(256, 297)

    pixels = pixels_of(seen, spectrum(shown), size=(297, 256))

    assert np.abs(pixels[5:261, 10 + LABELS : 307] - SHADE[shown[:, LABELS:]]).max() <= 2


def test_the_row_of_a_sine_is_bright(seen: Seen) -> None:
    view = View.fit(RATE, 300)
    shown = levels(sine(RATE, RATE / 1_000, 0.9), view)

    pixels = pixels_of(seen, spectrum(shown, view), size=(300, 200))

    lightness = pixels[5:205, 10 + LABELS : 310].sum(2).mean(1)
    middle = np.log(1_000 / 20) / np.log(1_200) * 200
    assert abs(int(lightness.argmax()) + 0.5 - middle) <= 1
    assert lightness[int(middle)] > 3 * lightness[int(middle) + 30]
    assert np.abs(pixels[205 - 20, 200] - np.array(PALETTE.ground[:3]) * 255).max() <= 2


def test_pitch_is_blended_and_time_is_not(seen: Seen) -> None:
    shown = np.zeros((4, 10), np.uint8)
    shown[2:, 5:] = 200

    pixels = pixels_of(seen, spectrum(shown, View.fit(90_000, 10)), size=(300, 240))

    row = pixels[200, 10 + LABELS : 310]
    assert {tuple(pixel) for pixel in row} == {tuple(SHADE[0]), tuple(row[-1])}
    column = pixels[5:245, 300].sum(1)
    assert len(set(column.tolist())) > 30
    assert (np.diff(column) >= 0).all()


@pytest.mark.parametrize("pan", [-120, -37, 41, 150])
def test_an_older_one_lies_where_its_frames_are_by_now(seen: Seen, pan: int) -> None:
    view = View.fit(900_000, 300).zoomed(0.1, 150)
    shown = random_levels(256, 300)

    pixels = pixels_of(seen, spectrum(shown, view), view=view.panned(pan))

    lost = pixels[5:261, 10:310]
    first, last = max(LABELS, -pan), min(300, 300 - pan)
    expected = SHADE[shown[:, first + pan : last + pan]]
    assert np.abs(lost[:, first:last] - expected).max() <= 2
    beside = lost[:, 300 - pan :] if pan > 0 else lost[:, LABELS:-pan]
    assert (beside == GROUND).all()


def test_a_view_elsewhere_shows_nothing_of_it(seen: Seen) -> None:
    view = View.fit(900_000, 300).zoomed(0.01, 10)

    pixels = pixels_of(seen, spectrum(random_levels(256, 300), view), view=view.panned(2_000))

    assert (pixels[:, 10 + LABELS :] == GROUND).all()


def test_pitches_are_named_at_the_left_edge(seen: Seen) -> None:
    dark = np.zeros((256, 300), np.uint8)

    pixels = pixels_of(seen, spectrum(dark))
    low = pixels_of(seen, spectrum(dark, rate=16_000))

    lines = {
        pitch: 5 + round(256 * np.log(pitch / 20) / np.log(1_200)) for pitch in (100, 1_000, 10_000)
    }
    ground = np.array(PALETTE.ground[:3]) * 255
    named = {
        row
        for row in range(5, 261)
        if np.abs(pixels[row, 10:14] - np.array(PALETTE.second[:3]) * 255).max() <= 2
    }
    assert named == set(lines.values())
    assert np.abs(pixels[5:261, 10 + LABELS : 310] - ground).max() <= 2
    assert np.abs(low[lines[10_000] - 5 : lines[10_000] + 5, 30:80] - ground).max() <= 2


def test_the_newest_alone_is_shown_and_cleared_ones_are_gone(seen: Seen) -> None:
    from ui.waveform.spectrogram import Spectrogram

    old, new = spectrum(random_levels(256, 280)), spectrum(255 - random_levels(256, 300))

    def often(canvas: object) -> None:
        drawn = Spectrogram(canvas)
        drawn.show(old, (0, 0), (280, 200))
        drawn.clear()
        drawn.show(new, (10, 5), (300, 256))
        drawn.show(old, (3, 4), (250, 200))
        drawn.show(new, (10, 5), (300, 256))

    def cleared(canvas: object) -> None:
        drawn = Spectrogram(canvas)
        drawn.show(old, (0, 0), (280, 200))
        drawn.clear()

    assert (seen(often, (330, 270)) == pixels_of(seen, new)).all()
    assert (seen(cleared, (330, 270)) == GROUND).all()


def test_the_same_spectrum_is_uploaded_once(window: object) -> None:
    from kivy.graphics import Canvas

    from ui.waveform.spectrogram import Spectrogram

    drawn, shown = Spectrogram(Canvas()), spectrum(random_levels(256, 300))
    drawn.show(shown, (10, 5), (300, 256))
    before, marks = drawn._levels, list(drawn._marks.children)
    drawn.show(shown, (10, 5), (300, 256))
    drawn.show(shown, (10, 5), (300, 256), shown.view.zoomed(0.5, 7))

    assert drawn._levels is before
    assert all(a is b for a, b in zip(drawn._marks.children, marks, strict=True))
