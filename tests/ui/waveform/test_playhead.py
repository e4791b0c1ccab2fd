"""The playhead moves without frames of the window; the screen shows what a frame would show."""

from __future__ import annotations

import os
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.ui.stage import Stage

# isort: split
from kivy.core.window import Window
from kivy.graphics import Color, InstructionGroup, Rectangle
from kivy.uix.widget import Widget
from Xlib import X
from Xlib.display import Display

from ui.glx import partial_present
from ui.rendering import rendering
from ui.sdl import sdl
from ui.waveform.playhead import Playhead

pytestmark = pytest.mark.ui
LEFT, BOTTOM, WIDTH, HEIGHT = 300, 400, 500, 200
PLACE = (float(LEFT), float(BOTTOM), float(WIDTH), float(HEIGHT))


@pytest.fixture(autouse=True)
def _display() -> None:
    if not os.environ.get("DISPLAY"):
        pytest.skip("no display: run scripts/test")


class Picture(Widget):
    """Stripes below a playhead."""

    def __init__(self) -> None:
        super().__init__()
        chance = np.random.default_rng(3)
        with self.canvas:
            for number in range(0, WIDTH, 7):
                Color(*chance.uniform(0, 1, 3), 0.7)
                Rectangle(pos=(LEFT + number, BOTTOM + 10), size=(9, chance.integers(20, 180)))
        over = InstructionGroup()
        self.canvas.after.add(over)
        self.playhead = Playhead(self, over)

    def move(self, at: int | None, *, moves: bool = True) -> None:
        """Move it, as a tick of the app does, and draw a frame if the window asks for it."""
        self.playhead.move(at, PLACE, moves=moves)
        if Window.canvas.needs_redraw:
            Window.dispatch("on_draw")
            rendering.finish()
            Window.dispatch("on_flip")


@pytest.fixture
def frames() -> Iterator[list[object]]:
    """Grows with each frame of the window."""
    drawn: list[object] = []

    def count(*_: object) -> None:
        drawn.append(None)

    Window.bind(on_draw=count)
    yield drawn
    Window.unbind(on_draw=count)


@pytest.fixture(params=[False, True], ids=["with the frame", "when it is rendered"])
def awaited(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether somebody waits for the renderer."""
    rendering.awaited = request.param
    yield request.param
    rendering.awaited = False


@pytest.fixture
def picture(stage: Stage, frames: list[object], awaited: bool) -> Picture:
    """The picture, with the playhead at its left edge and about to move."""
    if partial_present() is None:
        pytest.skip("no partial presents here")
    shown = Picture()
    stage.put(shown, LEFT, BOTTOM, WIDTH, HEIGHT)
    shown.move(LEFT)
    frames.clear()
    return shown


def on_screen() -> NDArray[np.uint8]:
    """Return what the X server shows of the window: uint8 [height, width, 3], top row first."""
    library = sdl()
    number = None if library is None else library.window_number()
    assert number is not None
    connection = Display()
    width, height = (int(side) for side in Window.size)
    image = connection.create_resource_object("window", number).get_image(
        0, 0, width, height, X.ZPixmap, 0xFFFFFFFF
    )
    connection.close()
    return np.frombuffer(image.data, np.uint8).reshape(height, width, 4)[..., 2::-1]


def frame(stage: Stage) -> NDArray[np.uint8]:
    """Return what a frame of the whole window draws, top row first."""
    return stage.pixels()[::-1]


def test_it_moves_without_a_frame_of_the_window(
    stage: Stage, picture: Picture, frames: list[object]
) -> None:
    before = on_screen()
    chance = np.random.default_rng(5)
    steps = [LEFT + 1, LEFT + 2, LEFT + 40, *chance.integers(LEFT, LEFT + WIDTH + 1, 40).tolist()]
    for at in (*steps, LEFT + WIDTH, LEFT):
        picture.move(at)
    for at in steps:
        picture.move(at)

    assert not frames
    shown = on_screen()
    assert (shown != before).any()
    np.testing.assert_array_equal(shown, frame(stage))


def test_a_frame_of_the_window_between_keeps_it(
    stage: Stage, picture: Picture, frames: list[object]
) -> None:
    picture.move(LEFT + 100)
    with picture.canvas:
        Color(1, 0, 0, 0.5)
        Rectangle(pos=(LEFT, BOTTOM), size=(WIDTH, 90))
    picture.move(LEFT + 101)
    assert len(frames) == 1
    for at in range(LEFT + 102, LEFT + 200, 3):
        picture.move(at)

    assert len(frames) == 1
    np.testing.assert_array_equal(on_screen(), frame(stage))


@pytest.mark.parametrize("left", [LEFT + 50, LEFT + 480])
def test_below_something_the_window_draws_it(
    stage: Stage, picture: Picture, frames: list[object], left: int
) -> None:
    above = Widget()
    with above.canvas:
        Color(0, 0.4, 0, 0.8)
        Rectangle(pos=(left, BOTTOM + 50), size=(120, 60))
    stage.put(above, left, BOTTOM + 50, 120, 60)
    frames.clear()
    for at in range(left - 20, left + 30, 5):
        picture.move(at)

    assert frames
    np.testing.assert_array_equal(on_screen(), frame(stage))


def test_beside_something_or_below_what_draws_nothing_it_moves_alone(
    stage: Stage, picture: Picture, frames: list[object]
) -> None:
    stage.put(Widget(), LEFT, BOTTOM + HEIGHT + 5, 300, 300)
    stage.put(Widget(opacity=0), LEFT, BOTTOM, 300, 300)
    holder = Widget()
    stage.put(holder, LEFT, BOTTOM, 300, 300)
    picture.move(LEFT + 1)
    frames.clear()
    picture.move(LEFT + 9)
    assert not frames

    inside = Widget(pos=(LEFT + 100, BOTTOM), size=(50, 50))
    with inside.canvas:
        Color(0, 0.4, 0, 0.8)
        Rectangle(pos=inside.pos, size=inside.size)
    holder.add_widget(inside)
    picture.move(LEFT + 10)
    frames.clear()
    picture.move(LEFT + 11)
    assert frames
    np.testing.assert_array_equal(on_screen(), frame(stage))


def test_it_appears_and_vanishes(stage: Stage, picture: Picture, frames: list[object]) -> None:
    picture.move(LEFT + 20)
    picture.move(None)

    assert len(frames) == 1
    np.testing.assert_array_equal(on_screen(), frame(stage))
    picture.move(LEFT + 30, moves=False)
    np.testing.assert_array_equal(on_screen(), frame(stage))


def test_one_that_was_taken_away_is_not_drawn(stage: Stage, picture: Picture) -> None:
    Window.remove_widget(picture)
    Window.dispatch("on_draw")
    rendering.finish()
    Window.dispatch("on_flip")

    assert len(np.unique(on_screen().reshape(-1, 3), axis=0)) == 1
    assert not stage.pixels().std(axis=(0, 1)).any()


def test_what_stays_is_not_drawn(picture: Picture, frames: list[object]) -> None:
    for _ in range(5):
        picture.move(LEFT)

    assert not frames
