"""A list that is scrolled, pressed and pointed at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

if TYPE_CHECKING:
    from kivy.input.motionevent import MotionEvent

    from tests.ui.stage import Stage
    from ui.widgets.row_list import RowList

TALL, TOP = 40, 700
RED = (1.0, 0.0, 0.0, 1.0)


class Reports:
    """What the list said."""

    def __init__(self) -> None:
        self.visible: list[tuple[int, int]] = []
        self.pressed: list[int] = []
        self.menus: list[int] = []
        self.over: list[int | None] = []
        self.filled: list[int] = []

    def shown(self, first: int, count: int) -> None:
        self.visible.append((first, count))

    def press(self, row: int, _touch: MotionEvent) -> None:
        self.pressed.append(row)

    def menu(self, row: int, _touch: MotionEvent) -> None:
        self.menus.append(row)


@pytest.fixture
def reported() -> Reports:
    return Reports()


@pytest.fixture
def rows(stage: Stage, reported: Reports, monkeypatch: pytest.MonkeyPatch) -> RowList:
    """A list of 1000 rows, ten of them seen, from (100, 300) to (500, 700)."""
    # A busy machine is no slow finger.
    monkeypatch.setattr("ui.widgets.long_press.PATIENCE", 60.0)
    monkeypatch.setattr("ui.widgets.kinetic_scroll.MEMORY", 3.0)
    from kivy.graphics import Color, InstructionGroup, Rectangle

    from ui.widgets.row import Row
    from ui.widgets.row_list import ListCallbacks, RowList

    class Painted(Row):
        """Red all over, with a line at its lower edge."""

        def __init__(self) -> None:
            super().__init__()
            self.group: InstructionGroup
            self._shape = Rectangle()
            self.inside.add(Color(rgba=RED))
            self.inside.add(self._shape)

        def fill(self, row: int, width: float, height: float) -> None:
            reported.filled.append(row)
            self.ground(width, height)
            self._shape.pos, self._shape.size = (0, 2), (width / 2, height - 2)

    callbacks = ListCallbacks(reported.shown, reported.press, reported.menu, reported.over.append)
    made = RowList(Painted, TALL, 28, callbacks)
    stage.put(made, 100, 300, 400, 400)
    made.show(1000)
    stage.frame()
    return made


def middle(row: int) -> int:
    """Return the window height of the middle of a row of a list that was not scrolled."""
    return TOP - row * TALL - TALL // 2


def test_it_says_which_rows_are_seen_once_a_frame(
    rows: RowList, stage: Stage, reported: Reports
) -> None:
    reported.visible.clear()
    for _ in range(5):
        rows.scroll(30)
    assert reported.visible == []
    stage.frame()

    assert reported.visible == [(3, 11)]


def test_a_scroll_that_shows_no_other_row_is_not_told(
    rows: RowList, stage: Stage, reported: Reports
) -> None:
    rows.scroll(5)
    stage.frame()
    reported.visible.clear()
    rows.scroll(5)
    stage.frame()

    assert reported.visible == []


def test_a_scroll_draws_only_the_rows_that_came(rows: RowList, reported: Reports) -> None:
    reported.filled.clear()
    rows.scroll(2 * TALL)

    assert reported.filled == [11, 12]


def test_rows_never_draw_outside(rows: RowList, stage: Stage) -> None:
    from tests.ui.stage import near

    rows.scroll(15)
    red = near(stage.pixels(), RED)

    assert red[301:699, 101:299].mean() > 0.8
    red[300:700, 100:500] = False
    assert not red.any()


def test_a_notch_of_the_wheel_is_three_rows(rows: RowList, stage: Stage) -> None:
    stage.click(200, 500, "scrollup")  # Kivy's name for turning it down
    assert rows.row_at(TOP - 1) == 3
    stage.click(200, 500, "scrolldown")
    assert rows.row_at(TOP - 1) == 0


def test_the_mouse_chooses_at_the_press(rows: RowList, stage: Stage, reported: Reports) -> None:
    stage.mouse(200, middle(4))

    assert reported.pressed == [4]


def test_a_mouse_drag_does_not_scroll(rows: RowList, stage: Stage, reported: Reports) -> None:
    held = stage.mouse(200, middle(4))
    held.go(200, middle(1))
    held.up()

    assert rows.row_at(TOP - 1) == 0
    assert reported.pressed == [4]


def test_a_finger_chooses_when_it_is_lifted(rows: RowList, stage: Stage, reported: Reports) -> None:
    finger = stage.finger(200, middle(4))
    assert reported.pressed == []
    finger.up()

    assert reported.pressed == [4]


def test_a_finger_that_slides_scrolls_and_chooses_nothing(
    rows: RowList, stage: Stage, reported: Reports
) -> None:
    finger = stage.finger(200, middle(8))
    finger.go(200, middle(8) + 20)
    finger.go(200, middle(8) + 20 + 3 * TALL)
    assert rows.row_at(TOP - 1) == 3
    finger.up()

    assert reported.pressed == []


def test_a_flick_goes_on_and_a_touch_stops_it(
    rows: RowList, stage: Stage, reported: Reports
) -> None:
    finger = stage.finger(200, 320)
    for y in range(340, 680, 20):
        finger.go(200, y)
    finger.up()
    here = rows.row_at(TOP - 1)
    assert rows.moving
    stage.until(lambda: rows.row_at(TOP - 1) != here)
    stage.tap(200, 500)

    assert not rows.moving
    assert reported.pressed == []


def test_a_finger_that_rests_opens_the_menu_and_chooses_nothing(
    rows: RowList, stage: Stage, reported: Reports, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.long_press.PATIENCE", 0.05)
    finger = stage.finger(200, middle(2))
    assert rows.moving
    stage.until(lambda: bool(reported.menus))
    finger.up()

    assert reported.menus == [2]
    assert reported.pressed == []


def test_the_right_button_opens_the_menu(rows: RowList, stage: Stage, reported: Reports) -> None:
    stage.click(200, middle(2), "right")

    assert reported.menus == [2]
    assert reported.pressed == []


def test_a_second_finger_takes_over_and_chooses_nothing(
    rows: RowList, stage: Stage, reported: Reports
) -> None:
    first = stage.finger(200, middle(8))
    second = stage.finger(300, middle(8))
    first.go(200, middle(4))
    assert rows.row_at(TOP - 1) == 0
    second.go(300, middle(6))
    assert rows.row_at(TOP - 1) == 2
    first.up()
    second.up()

    assert reported.pressed == []


def test_the_thumb_follows_the_mouse_to_the_very_end(
    rows: RowList, stage: Stage, reported: Reports
) -> None:
    held = stage.mouse(494, TOP - 10)
    held.go(494, 200)
    held.up()

    assert rows.row_at(301) == 999
    assert reported.pressed == []


def test_the_thumb_can_be_taken_from_beside_it(rows: RowList, stage: Stage) -> None:
    held = stage.mouse(475, TOP - 10)
    held.go(475, TOP - 110)
    held.up()

    assert (rows.row_at(TOP - 1) or 0) > 200


def test_a_click_beside_the_thumb_still_chooses_the_row(
    rows: RowList, stage: Stage, reported: Reports
) -> None:
    stage.click(475, middle(0))

    assert reported.pressed == [0]


def test_a_press_on_the_bar_goes_there(rows: RowList, stage: Stage, reported: Reports) -> None:
    stage.click(495, 500)

    assert abs((rows.row_at(500) or 0) - 500) < 10
    assert reported.pressed == []


def test_the_row_under_the_mouse_is_told_also_when_the_list_scrolls(
    rows: RowList, stage: Stage, reported: Reports
) -> None:
    stage.hover(200, middle(2))
    rows.scroll(TALL)
    stage.hover(600, middle(2))

    assert reported.over == [2, 3, None]


def test_what_lies_under_a_resting_mouse_is_told_again_once_another_window_is_gone_from_there(
    rows: RowList, stage: Stage, reported: Reports
) -> None:
    from kivy.core.window import Window

    stage.hover(200, middle(2))
    Window.dispatch("on_cursor_leave")
    Window.dispatch("on_cursor_enter")

    assert reported.over == [2, None, 2]


def test_hover_raises_a_row_a_little(rows: RowList, stage: Stage) -> None:
    before = stage.pixels()
    stage.hover(400, middle(2))
    changed = (before != stage.pixels()).any(axis=2)
    where = np.flatnonzero(changed.any(axis=1))

    assert (where[0], where[-1]) == (TOP - 3 * TALL, TOP - 2 * TALL - 1)


def test_nothing_is_raised_under_a_menu(rows: RowList, stage: Stage, reported: Reports) -> None:
    from ui.theme import DESKTOP
    from ui.widgets.menu import Choice, Menu

    Menu.open((200, 600), DESKTOP, (Choice("Rescan", lambda: None),))
    stage.hover(400, middle(2))
    assert reported.over == []
    assert Menu.shut()
    stage.hover(401, middle(2))

    assert reported.over == [2]


def test_a_lower_list_is_scrolled_no_further_than_its_rows(rows: RowList, stage: Stage) -> None:
    rows.scroll(1e9)
    rows.show(3)
    stage.frame()

    assert rows.row_at(TOP - 1) == 0
    assert rows.row_at(TOP - 3 * TALL - 1) is None


def test_higher_rows_keep_the_first_one_first(rows: RowList) -> None:
    rows.scroll(20 * TALL)
    rows.resize(60, 44)

    assert rows.row_at(TOP - 1) == 20


def test_a_million_rows_are_drawn_as_ten(rows: RowList, reported: Reports) -> None:
    reported.filled.clear()
    rows.show(1_000_000)
    rows.reveal(999_999)

    assert len(reported.filled) < 30
    assert rows.row_at(301) == 999_999
