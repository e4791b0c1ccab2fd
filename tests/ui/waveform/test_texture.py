"""Small pictures as textures are those of the painter."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from models.waveform.thumbnail import empty_thumbnail, thumbnail
from tests.models.waveform.sounds import noise, picture
from tests.ui.waveform.reference import covered

pytestmark = pytest.mark.ui

Seen = Callable[..., NDArray[np.uint8]]


def test_a_thumbnail_is_drawn_within_two_steps_of_the_reference(seen: Seen) -> None:
    from kivy.graphics import Color, Rectangle

    from ui.waveform.texture import texture

    small = thumbnail(picture(noise(1, 90_000) * np.float32(0.5)))
    colour = (0.6, 0.64, 0.7, 1.0)

    def paint(canvas: object) -> None:
        made = texture(small, 26)
        canvas.add(Color(*colour))  # type: ignore[attr-defined]  # Kivy has no types
        canvas.add(Rectangle(texture=made, size=made.size))  # type: ignore[attr-defined]  # the same

    pixels = seen(paint, (150, 26))
    for x in range(150):
        low, high = (13 + 13 * float(value) for value in small.columns[:, x])
        for y in range(26):
            part = covered(low, high, y)
            truth = np.array((0.1, 0.2, 0.3)) * (1 - part) + np.array(colour[:3]) * part
            assert np.abs(pixels[y, x] / 255 - truth).max() <= 2 / 255


def test_silence_is_a_line(window: object) -> None:
    from ui.waveform.texture import coverage

    covers = coverage(thumbnail(picture(np.zeros((1, 9_000), np.float32))), 26)

    assert covers.sum(0).tolist() == pytest.approx([255] * 150, abs=1)


def test_an_empty_thumbnail_has_no_width(window: object) -> None:
    from ui.waveform.texture import coverage

    assert coverage(empty_thumbnail(), 26).shape == (26, 0)
