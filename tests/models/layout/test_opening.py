"""Where the window opens."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.layout.opening import SEEN, USUAL, Opening, opening
from models.state.window_layout import WindowLayout

LEAST = (420, 480)
SCREEN = (1920, 1080)
lengths, places = st.none() | st.integers(50, 20_000), st.none() | st.integers(-20_000, 20_000)
names = ("width", "height", "strip_width", "strip_height")
spots = ("left", "top", "strip_left", "strip_top")
layouts = st.builds(
    WindowLayout,
    strip=st.booleans(),
    **dict.fromkeys(names, lengths),
    **dict.fromkeys(spots, places),
)


def test_it_opens_as_it_was_left_and_as_asked_for() -> None:
    left = WindowLayout(width=1000, height=700, left=40, top=50, strip_width=430, strip_left=1400)

    assert opening(WindowLayout(), None, None, 1.0, LEAST) == Opening(*USUAL)
    assert opening(left, None, SCREEN, 1.0, LEAST) == Opening(1000, 700, 40, 50)
    assert opening(left, (800, 600), SCREEN, 1.5, LEAST) == Opening(1200, 900, 40, 50)
    strip = WindowLayout(width=1000, height=700, strip=True, strip_left=1500, strip_top=0)
    assert opening(strip, None, SCREEN, 1.0, LEAST) == Opening(420, 700, 1500, 0)


@given(layouts, st.floats(0.5, 4), st.tuples(st.integers(800, 8000), st.integers(600, 5000)))
def test_it_is_never_larger_than_the_screen_and_always_seen(
    layout: WindowLayout, density: float, screen: tuple[int, int]
) -> None:
    found = opening(layout, None, screen, density, LEAST)

    assert found.width <= screen[0]
    assert found.height <= screen[1]
    if found.left is not None and found.top is not None:
        assert found.left + found.width >= SEEN
        assert found.left <= screen[0] - SEEN
        assert 0 <= found.top <= screen[1] - SEEN
