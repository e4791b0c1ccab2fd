"""The map with the hands: hear by dragging, look closer, draw a line around points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from kivy.core.window import Window

from actors.messages import intents
from models.map.colour_scheme import Colouring
from models.state.app import AppState
from tests.ui.harness import Finger, Mouse, Screen, endless, frames, keys, parts, shot, window
from tests.ui.window.conftest import EmbeddedDemo
from tests.ui.window.test_collections import make
from tests.ui.window.test_similarity import button
from ui.browser.header import Header
from ui.map.part import MapPart, empty_text
from ui.map.view import MapView
from ui.slices import MapSlices, pick
from ui.text.notices import notice_words
from ui.widgets.button import PushButton
from ui.widgets.label import TextLabel
from ui.widgets.menu import Menu


def there(state: AppState) -> bool:
    """Tell whether all sounds lie on the map."""
    known = sum(source.count for source in state.sources.all)
    chart = state.map.chart
    return chart is not None and len(chart.ids) == known and len(state.map.traits.ids) == known


def view() -> MapView:
    """Return the map."""
    found: MapView = parts(MapView)[0]
    return found


async def opened(screen: Screen) -> AppState:
    """Show the map by key and wait for all of it."""
    await keys("m")
    state = await screen.until(there)
    await frames(4)
    return state


async def test_the_map_is_shown_and_a_point_is_heard(tmp_path: Path, demo_sounds: Path) -> None:
    async with window(tmp_path, demo_sounds, auto_embed=True) as screen:
        state = await opened(screen)
        sample = state.browser.ids[20]
        at = view().pixel_of(sample)
        assert at is not None
        await endless(screen)
        await Mouse.click(*at)
        state = await screen.until(
            lambda state: state.editor.sample is not None and state.transport.active
        )
        assert state.editor.sample is not None
        heard = view().pixel_of(state.editor.sample.id)
        assert heard is not None
        assert np.hypot(heard[0] - at[0], heard[1] - at[1]) < 10
        await keys("Escape")
        await frames(3)
        shot("map")

        # The list's keys go on, and the ring follows.
        await keys("Down")
        await screen.until(lambda state: state.browser.focus != sample)
        await keys("m")
        await screen.until(lambda state: not state.map.shown)


async def test_dragging_over_points_plays_each(embedded_demo: EmbeddedDemo) -> None:
    async with embedded_demo() as screen:
        state = await opened(screen)
        chart = state.map.chart
        assert chart is not None
        order = np.argsort(chart.places[:, 0])
        spots = [view().pixel_of(chart.ids[int(row)]) for row in order[::8]]
        heard: set[int] = set()
        first, *rest = [spot for spot in spots if spot is not None]
        await Mouse.move(*first)
        await Mouse.down()
        for spot in rest:
            await Mouse.move(*spot)
            await frames(3)
            rows = screen.state.browser
            if rows.focus is not None and not rows.fresh:
                heard.add(rows.focus)
        await Mouse.up()
        assert len(heard) >= len(rest) - 1


async def test_a_line_around_points_selects_them_and_keys_act_on_them(
    embedded_demo: EmbeddedDemo,
) -> None:
    async with embedded_demo() as screen:
        await make(screen, "Kit")
        state = await opened(screen)
        kicks = {
            row.id for row in state.browser.window.rows if row is not None and "Kick" in row.name
        }
        spots = np.array([view().pixel_of(sample) for sample in kicks])
        (left, low), (right, high) = spots.min(0) - 6, spots.max(0) + 6
        await Mouse.click(*button("Lasso", MapPart))
        corners = [(left, low), (right, low), (right, high), (left, high), (left, low + 3)]
        await Mouse.move(*corners[0])
        await Mouse.down()
        for corner in corners[1:]:
            await Mouse.move(*corner)
            await frames(2)
        await Mouse.up()
        state = await screen.until(lambda state: kicks <= state.browser.selection)
        shot("map selected")
        await keys("Right")
        await screen.until(
            lambda state: (
                state.screen.notice is not None
                and notice_words(state.screen.notice).startswith("Kept")
            )
        )
        await keys("1")
        count = len(screen.state.browser.selection)
        await screen.until(lambda state: [one.count for one in state.collections.all] == [count])


async def test_wheel_and_fingers_look_closer_and_move(embedded_demo: EmbeddedDemo) -> None:
    async with embedded_demo() as screen:
        await opened(screen)
        x, y = view().center
        await Mouse.click(x, y, 4)
        await frames(2)
        closer = view().viewport
        assert closer.zoom > 1
        # A press with the right button where no point is, and a finger that rests, open a menu.
        await Mouse.click(view().x + 3, view().y + 3, 3)
        assert Menu.current is not None
        assert Menu.current.choices[0].words == "Show whole map"
        await keys("Down", "Return")
        assert view().viewport.zoom == 1
        at = view().pixel_of(screen.state.browser.ids[0])
        assert at is not None
        resting = Finger(*at)
        await resting.down()
        await screen.until(lambda _state: Menu.current is not None)
        await resting.up()
        assert Menu.current is not None
        assert "Find similar" in {one.words for one in Menu.current.choices}
        shot("map menu")
        await keys("Escape")
        tools = [one for one in parts(PushButton, parts(MapPart)[0]) if one.opacity]
        assert view().top <= min(one.y for one in tools), "the buttons cover no point"
        await Mouse.click(x, y, 4)
        await frames(2)
        closer = view().viewport
        await Mouse.move(x, y)
        await Mouse.down(3)
        await Mouse.move(x + 50, y + 20)
        await Mouse.up(3)
        assert view().viewport.centre != closer.centre

        one, two = Finger(x - 40, y), Finger(x + 40, y)
        await one.down()
        await two.down()
        before = view().viewport.zoom
        await two.go(x + 120, y)
        await two.up()
        await one.up()
        assert view().viewport.zoom > before * 1.5
        assert screen.state.map.shown


async def test_colours_tell_folders_or_marks_and_buttons_change_the_view(
    embedded_demo: EmbeddedDemo,
) -> None:
    async with embedded_demo() as screen:
        await opened(screen)
        screen.post(intents.SelectAllRows())
        await keys("g", "s", "Right")
        await Mouse.click(*button("Mark", MapPart))
        await screen.until(lambda state: state.map.colouring is Colouring.TAG)
        await screen.until(lambda state: bool((state.map.traits.tags == 1).all()))
        await frames(2)
        shot("map marks")
        found = next(one for one in parts(PushButton, parts(Header)[0]) if one.text == "List")
        await Mouse.click(found.center_x, found.center_y)
        await screen.until(lambda state: not state.map.shown)
        assert Window.children


async def test_without_sounds_it_says_why(tmp_path: Path) -> None:
    async with window(tmp_path) as screen:
        await keys("m")
        await screen.until(lambda state: state.map.shown and not state.map.waiting)
        await frames(3)
        assert empty_text(pick(MapSlices, screen.state)) in {one.text for one in parts(TextLabel)}
        assert empty_text(pick(MapSlices, screen.state)) == "No sounds analysed yet"
