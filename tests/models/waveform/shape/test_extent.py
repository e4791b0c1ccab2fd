"""Every column matches its frames exactly."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.audio.units import Frames
from models.waveform.detail import make_detail
from models.waveform.picture import Picture
from models.waveform.reduction.pyramid import Floats, Level
from models.waveform.reduction.pyramid_builder import PyramidBuilder
from models.waveform.reduction.sketch import Sketch
from models.waveform.shape.extent import Extent, extent, places
from models.waveform.view import View
from tests.models.waveform.sounds import noise, picture, pyramid

SOUND = noise(11, 700_000)
LENGTHS = st.integers(1, 700_000)


@st.composite
def views(draw: st.DrawFn, frames: int) -> View:
    view = View.fit(frames, draw(st.integers(1, 900)))
    for _ in range(draw(st.integers(0, 4))):
        factor = draw(st.floats(0.001, 3))
        view = view.zoomed(factor, draw(st.integers(0, view.width - 1)))
        view = view.panned(draw(st.integers(-2_000, 2_000)))
    return view


def drawn(samples: Floats, view: View) -> tuple[Picture, Extent]:
    """Return the picture as displayed: with raw frames only where needed."""
    shown = picture(samples, raw=False, base=pyramid(samples, block=50_001))
    if view.spp < 512:
        shown = replace(shown, detail=make_detail(Frames(0), samples.copy()))
    return shown, extent(shown, view)


@settings(max_examples=120)
@given(st.data(), LENGTHS)
def test_a_column_equals_brute_force_over_its_borders(data: st.DataObject, frames: int) -> None:
    samples = SOUND[:, :frames]
    view = data.draw(views(frames))
    _, found = drawn(samples, view)

    assert (np.diff(found.borders) >= 0).all()
    for column, (first, last) in enumerate(zip(found.borders, found.borders[1:], strict=False)):
        if first < last:
            np.testing.assert_array_equal(found.low[:, column], samples[:, first:last].min(1))
            np.testing.assert_array_equal(found.high[:, column], samples[:, first:last].max(1))
        else:
            assert np.isnan(found.low[:, column]).all()
            assert np.isnan(found.high[:, column]).all()


@settings(max_examples=60)
@given(st.data(), LENGTHS)
def test_borders_lie_where_they_should(data: st.DataObject, frames: int) -> None:
    view = data.draw(views(frames))
    shown, found = drawn(SOUND[:, :frames], view)
    at = places(view)
    inside = (at >= 0) & (at <= frames - 0.5)
    error = np.abs(found.borders - at)[inside]

    # Less than a frame off from raw frames, a sixteenth of a pixel from bins.
    assert (error <= max(1.0, view.spp / 16)).all()
    assert shown.frames == frames


@settings(max_examples=60)
@given(LENGTHS, st.integers(1, 2_000))
def test_the_whole_view_covers_every_frame_once(frames: int, width: int) -> None:
    _, found = drawn(SOUND[:, :frames], View.fit(frames, width))

    assert found.borders[0] == 0
    assert found.borders[-1] == frames


@settings(max_examples=80)
@given(st.data(), st.integers(1_000, 700_000), st.integers(2, 900), st.floats(0.0005, 0.5))
def test_a_pan_by_whole_pixels_changes_no_column(
    data: st.DataObject, frames: int, width: int, zoom: float
) -> None:
    samples = SOUND[:, :frames]
    view = View.fit(frames, width).zoomed(zoom, data.draw(st.integers(0, width - 1)))
    pixels = data.draw(st.integers(1, width - 1))
    # Half of the sample at least lies outside, so there is room to one side.
    panned = view.panned(pixels) if view.panned(pixels) != view else view.panned(-pixels)
    moved = panned.column - view.column
    assert moved != 0
    shown, before = drawn(samples, view)
    after = extent(shown, panned)

    for one, other in ((before.low, after.low), (before.high, after.high)):
        kept, same = (
            (one[:, moved:], other[:, :-moved])
            if moved > 0
            else (
                one[:, :moved],
                other[:, -moved:],
            )
        )
        np.testing.assert_array_equal(kept, same)


@settings(max_examples=60)
@given(st.data(), st.integers(1, 700_000), st.floats(0, 1))
def test_a_single_frame_is_seen_in_every_view_on_it(
    data: st.DataObject, frames: int, part: float
) -> None:
    place = data.draw(st.sampled_from((0, frames - 1, int(part * (frames - 1)))))
    samples = np.zeros((1, frames), np.float32)
    samples[0, place] = 1.0
    view = data.draw(views(frames)).centred(place)
    _, found = drawn(samples, view)
    seen = np.flatnonzero(found.high[0] == 1.0)

    assert seen.size == 1
    assert abs(seen[0] - view.x_at(place)) <= 1 + max(1 / view.spp, 1 / 16)


@pytest.mark.parametrize("spp", [1.0, 63.0, 64.0, 200.0, 511.0, 512.0, 900.0])
def test_the_energy_is_that_of_the_frames(spp: float) -> None:
    view = View.fit(700_000, 400)
    view = view.zoomed(spp / view.spp, 200)
    _, found = drawn(SOUND, view)
    parts = [SOUND[:, a:b] for a, b in zip(found.borders, found.borders[1:], strict=False)]
    truth = [np.sqrt((part.astype(np.float64) ** 2).mean(1)) for part in parts]

    if spp < 32:
        assert np.isnan(found.rms).all()
    else:
        np.testing.assert_allclose(found.rms, np.transpose(truth), rtol=1e-4)


@pytest.mark.parametrize("spp", [3.0, 63.9, 64.0, 65.0, 200.3, 511.0])
def test_without_raw_frames_the_bins_stand_in_and_leave_no_gap(spp: float) -> None:
    samples = noise(3, 200_000)
    view = View.fit(200_000, 300)
    view = view.zoomed(spp / view.spp, 150)
    rough = extent(picture(samples, raw=False), view)
    exact = extent(picture(samples), view)

    assert np.isfinite(rough.low).all()
    if spp < 64:
        assert (rough.low <= exact.low).all()
        assert (rough.high >= exact.high).all()


def test_what_is_not_decoded_yet_is_not_drawn() -> None:
    builder = PyramidBuilder(2, 100_000)
    builder.append(SOUND[:, :50_000])
    half = replace(
        picture(SOUND[:, :100_000], raw=False), pyramid=builder.snapshot(), complete=False
    )
    found = extent(half, View.fit(100_000, 100))

    assert np.isfinite(found.high[:, :49]).all()
    assert np.isnan(found.high[:, 51:]).all()


def test_the_sketch_stands_in_for_what_is_not_decoded_yet() -> None:
    samples = SOUND[:, :400_000]
    sketch = Sketch(2, 400_000, 256)
    while (place := sketch.next_place()) is not None:
        sketch.append(samples[:, place : place + sketch.spot_frames])
    builder = PyramidBuilder(2, 400_000)
    builder.append(samples[:, :200_000])
    half = replace(
        picture(samples, raw=False),
        pyramid=builder.snapshot(),
        complete=False,
        sketch=sketch.level(),
    )
    view = View.fit(400_000, 200)
    found, exact = extent(half, view), extent(picture(samples, raw=False), view)

    np.testing.assert_array_equal(found.high[:, :99], exact.high[:, :99])
    assert np.isfinite(found.high).all()
    assert found.high.max() <= samples.max()
    assert found.low.min() >= samples.min()
    assert found.rms[:, 101:].mean() == pytest.approx(0.3, rel=0.1)


def test_ten_hours_are_exact_to_one_frame_at_the_end() -> None:
    frames, seen = 48_000 * 36_000, 20_000
    tail = np.zeros((1, seen), np.float32)
    tail[0, [-30, -1]] = 1.0
    shown = replace(
        picture(tail, raw=False),
        frames=Frames(frames),
        detail=make_detail(Frames(frames - seen), tail),
    )
    view = View.fit(frames, 1_600).showing(frames - 800, frames)
    found = extent(shown, view)
    peaks = np.flatnonzero(found.high[0] == 1.0)

    assert len(peaks) == 2
    for peak, place in zip(peaks, (frames - 30, frames - 1), strict=True):
        assert view.frame_at(float(peak)) - 1 <= place <= view.frame_at(float(peak) + 1)


def test_an_empty_sound_has_empty_columns() -> None:
    nothing = np.zeros((2, 0), np.float32)
    shown = replace(picture(SOUND[:, :10], raw=False), frames=Frames(0), pyramid=pyramid(nothing))
    found = extent(shown, View.fit(0, 10))

    assert np.isnan(found.low).all()


def test_a_level_with_one_bin_is_enough() -> None:
    shown = picture(SOUND[:, :5], raw=False)
    level: Level = shown.pyramid.levels[0]

    assert level.bins == 1
    assert np.isfinite(extent(shown, View.fit(5, 100)).low).all()
