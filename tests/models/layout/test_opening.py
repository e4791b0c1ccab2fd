"""Where the window opens, and how large it is after the scale was changed."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from models.layout.opening import (
    SEEN,
    USUAL,
    Area,
    Opening,
    Scales,
    density_within,
    fitted,
    inside,
    least_size,
    left_size,
    opening,
    remembered,
)
from models.state.settings import LARGEST, SMALLEST
from models.state.window_layout import WindowLayout

LEAST = (420, 480)
SCREEN = (1920, 1080)
ONE = Scales(1.0, 1.0)
lengths, places = st.none() | st.integers(50, 20_000), st.none() | st.integers(-20_000, 20_000)
names = ("width", "height", "strip_width", "strip_height")
spots = ("left", "top", "strip_left", "strip_top")
layouts = st.builds(
    WindowLayout,
    strip=st.booleans(),
    **dict.fromkeys(names, lengths),
    **dict.fromkeys(spots, places),
)
screens = st.tuples(st.integers(600, 8000), st.integers(480, 5000))
systems = st.sampled_from([0.5, 1.0, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0])
percents = st.none() | st.integers(SMALLEST, LARGEST)


def scales_of(percent: int | None, system: float, screen: tuple[int, int]) -> Scales:
    """Return what a setting leads to on a screen."""
    wanted = system if percent is None else percent / 100
    return Scales(system, density_within(wanted, screen, LEAST))


def test_it_opens_as_it_was_left_and_as_asked_for() -> None:
    left = WindowLayout(width=1000, height=700, left=40, top=50, strip_width=430, strip_left=1400)

    assert opening(WindowLayout(), None, None, ONE, LEAST) == Opening(*USUAL)
    assert opening(left, None, SCREEN, ONE, LEAST) == Opening(1000, 700, 40, 50)
    larger = Scales(1.0, 1.5)
    assert opening(left, (800, 600), SCREEN, larger, LEAST) == Opening(1200, 900, 40, 50)
    strip = WindowLayout(width=1000, height=700, strip=True, strip_left=1500, strip_top=0)
    assert opening(strip, None, SCREEN, ONE, LEAST) == Opening(420, 700, 1500, 0)


@given(layouts, percents, systems, screens)
def test_it_is_never_larger_than_the_screen_and_always_seen(
    layout: WindowLayout, percent: int | None, system: float, screen: tuple[int, int]
) -> None:
    scales = scales_of(percent, system, screen)
    found = opening(layout, None, screen, scales, LEAST)

    assert found.width <= screen[0]
    assert found.height <= screen[1]
    least = least_size(LEAST, scales.density)
    assert found.width >= least[0]  # all that the least window shows is on the screen
    assert found.height >= least[1]
    if found.left is not None and found.top is not None:
        assert found.left + found.width >= SEEN
        assert found.left <= screen[0] - SEEN
        assert 0 <= found.top <= screen[1] - SEEN
        if layout.strip:
            assert found.left >= 0
            assert found.left + found.width <= screen[0]


@given(st.lists(percents, min_size=1), systems, screens, st.data())
def test_a_window_has_its_size_in_pixels_again_after_other_scales(
    walk: list[int | None], system: float, screen: tuple[int, int], data: st.DataObject
) -> None:
    """Scales are changed one after the other, then the program is started again at the last."""
    size = data.draw(st.tuples(st.integers(100, screen[0]), st.integers(100, screen[1])))
    stored = remembered(size, system)
    assume(all(one >= 50 for one in stored))
    layout = WindowLayout(*stored)
    for percent in walk:
        scales = scales_of(percent, system, screen)
        shown = fitted(size, least_size(LEAST, scales.density), screen)
        again = opening(layout, None, screen, scales, LEAST)
        slack = (system + 1) / 2  # of a pixel that is stored in a coarser unit
        assert abs(again.width - shown[0]) <= slack
        assert abs(again.height - shown[1]) <= slack
        # A window that only its scale made larger is stored as it was.
        assert remembered(left_size(layout, scales), system) == stored


@given(places.filter(bool), places.filter(bool), screens, st.data())
def test_what_fits_lies_wholly_within_the_work_area(
    left: int, top: int, screen: tuple[int, int], data: st.DataObject
) -> None:
    area = Area(*data.draw(st.tuples(st.integers(-3000, 3000), st.integers(0, 60))), *screen)
    size = data.draw(st.tuples(st.integers(1, screen[0]), st.integers(1, screen[1])))
    found = inside(left, top, size, area)

    assert area.left <= found[0] <= area.left + area.width - size[0]
    assert area.top <= found[1] <= area.top + area.height - size[1]
    assert inside(*found, size, area) == found


def test_a_strip_is_as_wide_as_its_contents_need() -> None:
    strip = WindowLayout(strip=True)
    assert left_size(strip, Scales(1.0, 1.5))[0] == 630
    assert left_size(replace(strip, strip_width=500), Scales(2.0, 1.5))[0] == 1000
