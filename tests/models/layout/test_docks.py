"""Which panels a window has room for."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from models.layout.docks import LEAST, LIST, SIDES, TIGHT, WAVE, docks, panel_width, waveform_height
from models.state.window_layout import Dock, WindowLayout

USUAL = {Dock.SOURCES: 244.0, Dock.COLLECTIONS: 288.0}
lengths = st.none() | st.integers(-100, 4000)
layouts = st.builds(
    WindowLayout,
    strip=st.booleans(),
    hidden=st.frozensets(st.sampled_from(Dock)),
    sources_width=lengths,
    collections_width=lengths,
    waveform_height=lengths,
)
asked = st.lists(st.sampled_from(Dock), max_size=3)


def shown(width: float, layout: WindowLayout | None = None, *needed: Dock) -> set[Dock]:
    found = docks(layout or WindowLayout(), width, 20, USUAL, needed)
    return set(found.shown) - {Dock.WAVEFORM}


def test_panels_give_way_to_the_list_the_right_one_first() -> None:
    assert shown(1440) == set(SIDES)
    assert shown(1024) == {Dock.SOURCES}
    assert shown(800) == {Dock.SOURCES}
    assert shown(600) == set()
    assert shown(420, None, Dock.COLLECTIONS) == {Dock.COLLECTIONS}
    assert shown(1024, None, Dock.COLLECTIONS) == set(SIDES)
    assert shown(800, None, Dock.COLLECTIONS) == {Dock.COLLECTIONS}
    assert shown(1440, WindowLayout(hidden=frozenset({Dock.SOURCES}))) == {Dock.COLLECTIONS}
    assert shown(1440, WindowLayout(strip=True)) == set()


@given(layouts, st.integers(420, 4000), asked)
def test_the_list_keeps_its_room_and_what_is_needed_most_is_shown(
    layout: WindowLayout, width: int, needed: list[Dock]
) -> None:
    found = docks(layout, width, 20, USUAL, needed)

    sides = [dock for dock in SIDES if dock in found.shown]
    used = sum(panel_width(layout, dock, width, USUAL[dock]) for dock in sides)
    assert width - used - 20 * (2 - len(sides)) >= TIGHT - 20
    assert all(panel_width(layout, dock, width, USUAL[dock]) >= LEAST for dock in SIDES)
    beside = [dock for dock in needed if dock in SIDES]
    assert not beside or beside[0] in found.shown
    unasked = found.shown - set(needed)
    assert not unasked & layout.hidden


@given(layouts, st.integers(400, 3000), st.integers(0, 400))
def test_waveform_and_list_both_keep_a_least_height(
    layout: WindowLayout, height: int, least: int
) -> None:
    tall = waveform_height(layout, height, least)

    assert tall >= WAVE
    assert height - tall >= min(height - WAVE, max(LIST, least))
