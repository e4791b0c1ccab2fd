"""What the shaders draw is what it should be."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from models.waveform.channels import Channels
from models.waveform.columns import Columns, columns
from models.waveform.view import View
from tests.models.waveform.sounds import noise, picture, sine
from tests.ui.waveform.reference import Reference

pytestmark = pytest.mark.ui

Seen = Callable[..., NDArray[np.uint8]]
SIZE = (400, 160)
PEAKS, CORE = (1.0, 0.7, 0.3, 0.6), (0.9, 0.8, 0.2, 1.0)
CLIPPED, LINE = (0.9, 0.1, 0.2, 1.0), (0.5, 0.5, 0.6, 0.6)
BANDS = ((1.0, 0.2, 0.1, 1.0), (0.2, 1.0, 0.1, 1.0), (0.1, 0.2, 1.0, 1.0))
GROUND = (0.1, 0.2, 0.3, 1.0)


def shown(seen: Seen, drawn: Columns, pos: tuple[float, float], size: tuple[float, float]) -> None:
    """Compare what GL draws with the reference."""
    from kivy.metrics import dp

    from ui.waveform.painter import CLIP, DOT, GAP, Painter, Shades

    def paint(canvas: object) -> None:
        Painter(canvas, Shades(PEAKS, CORE, CLIPPED, LINE, BANDS)).show(drawn, pos, size)

    pixels = seen(paint, SIZE)
    colours = {"peaks": PEAKS, "core": CORE, "clipped": CLIPPED, "line": LINE}
    colours |= dict(zip(("low", "mid", "high"), BANDS, strict=True))
    lengths = {"gap": dp(GAP), "clip": dp(CLIP), "dot": dp(DOT)}
    reference = Reference(SIZE, GROUND, colours, lengths)
    reference.draw(drawn, pos, size)
    truth = np.rint(reference.picture * 255)

    assert np.abs(pixels - truth).max() <= 2
    assert (pixels != pixels[0, 0]).any()


def view_at(frames: int, width: int, zoom: float) -> View:
    return View.fit(frames, width).zoomed(zoom, width // 3)


@pytest.mark.parametrize("zoom", [1.0, 0.1, 0.02, 0.004, 0.0005])
@pytest.mark.parametrize("channels", list(Channels))
def test_the_picture_is_that_of_the_reference(seen: Seen, channels: Channels, zoom: float) -> None:
    samples = np.concatenate([sine(90_000, 600, 1.1), noise(1, 90_000, 1)])
    shown(
        seen, columns(picture(samples), view_at(90_000, 380, zoom), channels), (10, 5), (380, 150)
    )


@pytest.mark.parametrize("zoom", [1.0, 0.02, 0.0005])
def test_columns_have_the_colours_of_their_bands(seen: Seen, zoom: float) -> None:
    sweep = np.sin(np.cumsum(np.geomspace(0.002, 2.5, 90_000)))[None].astype(np.float32)
    samples = np.concatenate([sweep, noise(1, 90_000, 1) * (np.arange(90_000) < 60_000)])
    shown_in = columns(picture(samples), view_at(90_000, 380, zoom), Channels.SPLIT, coloured=True)
    shown(seen, shown_in, (10, 5), (380, 150))


@pytest.mark.parametrize("y", [5.0, 5.5, 6.25])
@pytest.mark.parametrize("x", [10.0, 10.5])
def test_edges_are_right_between_pixels(seen: Seen, x: float, y: float) -> None:
    drawn = columns(picture(noise(2, 90_000)), view_at(90_000, 380, 1.0), Channels.SPLIT)
    shown(seen, drawn, (x, y), (380, 149.0))


@pytest.mark.parametrize("density", [1.0, 1.5, 2.0])
def test_any_density_is_exact(seen: Seen, density: float) -> None:
    from kivy.metrics import Metrics

    before = Metrics.density
    Metrics.density = density
    try:
        drawn = columns(picture(noise(2, 90_000)), view_at(90_000, 380, 0.003), Channels.SPLIT)
        shown(seen, drawn, (10, 5), (380, 150))
        drawn = columns(picture(noise(2, 90_000)), view_at(90_000, 380, 0.0004), Channels.SPLIT)
        shown(seen, drawn, (10, 5), (380, 150))
    finally:
        Metrics.density = before


@pytest.mark.parametrize("value", [0.0, 0.4, 1.0, -1.0, 1.7, -1.7])
def test_a_flat_line_is_seen_at_any_height(seen: Seen, value: float) -> None:
    drawn = columns(
        picture(np.full((1, 50_000), value, np.float32)), View.fit(50_000, 380), Channels.SPLIT
    )
    shown(seen, replace(drawn, clipped=np.zeros_like(drawn.clipped)), (10, 5), (380, 150))


def test_what_is_not_known_is_left_free(seen: Seen) -> None:
    drawn = columns(picture(noise(2, 90_000)), View.fit(90_000, 380), Channels.SPLIT)
    drawn.low[:, 100:150] = np.nan
    drawn.high[:, 100:150] = np.nan
    shown(seen, drawn, (10, 5), (380, 150))


def test_a_painter_shows_the_newest_columns_alone(seen: Seen) -> None:
    from ui.waveform.painter import Painter

    close = columns(picture(noise(3, 9_000)), view_at(9_000, 380, 0.004), Channels.SPLIT)
    loud = columns(picture(noise(4, 90_000) * 3), View.fit(90_000, 300), Channels.MONO)
    last = columns(picture(noise(2, 90_000)), View.fit(90_000, 380), Channels.SPLIT)

    def often(canvas: object) -> None:
        painter = Painter(canvas)
        for drawn in (close, last, loud):
            painter.show(drawn, (10, 5), (380, 150))
        painter.clear()
        painter.show(close, (0, 0), (380, 100))
        painter.show(last, (10, 5), (380, 150))

    def once(canvas: object) -> None:
        Painter(canvas).show(last, (10, 5), (380, 150))

    np.testing.assert_array_equal(seen(often, SIZE), seen(once, SIZE))


def test_a_cleared_painter_shows_nothing(seen: Seen) -> None:
    from ui.waveform.painter import Painter

    def cleared(canvas: object) -> None:
        painter = Painter(canvas)
        drawn = columns(picture(noise(3, 9_000)), view_at(9_000, 380, 0.004), Channels.SPLIT)
        painter.show(drawn, (10, 5), (380, 150))
        painter.clear()

    pixels = seen(cleared, SIZE)

    assert (pixels == pixels[0, 0]).all()


def test_more_columns_than_one_mesh_holds_are_drawn(seen: Seen) -> None:
    from ui.waveform.painter import Painter
    from ui.waveform.quads import MOST

    wide = View.fit(90_000, MOST + 500)
    drawn = columns(picture(noise(3, 90_000, 1)), wide, Channels.SPLIT)

    def end(canvas: object) -> None:
        Painter(canvas).show(drawn, (400 - wide.width, 5), (wide.width, 150))

    pixels = seen(end, SIZE)

    assert (pixels != pixels[0, 0]).any(2)[:, -400:].any(0).all()


def test_the_same_columns_at_the_same_place_cost_nothing(window: object) -> None:
    from kivy.graphics import Canvas

    from ui.waveform.painter import Painter

    painter = Painter(Canvas())
    drawn = columns(picture(noise(3, 9_000)), View.fit(9_000, 380), Channels.SPLIT)
    painter.show(drawn, (10, 5), (380, 150))
    before = painter._columns._meshes[0].vertices
    painter.show(drawn, (10, 5), (380, 150))

    assert painter._columns._meshes[0].vertices is before
