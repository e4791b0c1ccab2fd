"""What a person selects is what is acted on: a law over everything that can be wished."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from actors.messages import embeddings, intents, library
from actors.session.decide import decide
from actors.session.samples import panels as lists
from models.audio.units import CollectionId, SampleId, SourceId
from models.library.query import Query
from models.library.tag import Tag
from models.state.app import AppState
from models.state.browser import Browser, Folders, Window
from models.state.collections import Collections
from models.state.screen import Panel
from models.types.sound_type import SoundType
from tests.actors.session.test_browsing import ids, sample

COUNT = 9
"""Samples there are."""
OPEN = CollectionId(1)


def start() -> AppState:
    every = tuple(range(1, COUNT + 1))
    rows = Browser(ids=ids(*every), window=Window(0, tuple(sample(one) for one in every)))
    members = replace(rows, query=Query(collection=OPEN))
    return AppState(
        browser=rows,
        members=members,
        folders=Folders(SourceId(1)),
        collections=Collections(focus=OPEN),
    )


rows = st.integers(0, COUNT - 1)
steps = st.integers(-3, 3)
panels = st.sampled_from(lists.PANELS)
MOVES: st.SearchStrategy[intents.Intent] = st.one_of(
    st.builds(intents.FocusRow, rows, panels, st.booleans()),
    st.builds(intents.MoveFocus, steps, st.booleans()),
    st.builds(intents.ExtendFocus, steps),
    st.builds(intents.ExtendTo, rows, panels),
    st.builds(intents.ToggleSelected, st.none() | rows, st.none() | panels, st.booleans()),
    st.just(intents.SelectAllRows()),
    st.builds(intents.ClearRows, st.none() | panels),
    st.builds(intents.FocusPanel, panels),
    st.builds(
        intents.SelectOnMap, st.lists(st.integers(1, COUNT), unique=True).map(lambda a: ids(*a))
    ),
    st.builds(intents.PickSample, st.integers(1, COUNT).map(SampleId)),
    st.builds(intents.FilterTag, st.sampled_from([None, *Tag])),
    st.builds(intents.Search, st.sampled_from(["", "kick"])),
)
ANSWERS = st.tuples(panels, st.lists(st.integers(1, COUNT), unique=True))
"""What a list comes to at any moment, in any order: searched, filtered, sorted, scanned."""
ACTIONS: tuple[intents.Intent, ...] = (
    intents.MarkSamples(Tag.TRASH),
    intents.DeleteSamples(),
    intents.FindSimilar(),
    intents.RemoveFromCollection(),
    intents.PlaceMembers(1),
)
ON_A_ROW: tuple[Callable[[SampleId, Panel], intents.Intent], ...] = (
    lambda one, panel: intents.MarkSample(one, Tag.KEEP, panel),
    lambda one, panel: intents.MarkSample(one, Tag.KEEP, panel, alone=True),
    lambda one, panel: intents.AddSamplesTo(OPEN, one, panel),
    lambda one, _panel: intents.DeleteSamples(one),
    lambda one, _panel: intents.MoveInto(one, b"x"),
    lambda one, _panel: intents.CorrectType(one, SoundType.KICK),
    lambda one, _panel: intents.RemoveOneFromCollection(one),
)


def answered(state: AppState, panel: Panel, found: list[int]) -> AppState:
    shown = lists.get_list(state, panel)
    return decide(state, library.Listed(shown.ticket, ids(*found))).state if shown.ticket else state


def acted_on(state: AppState, intent: intents.Intent) -> frozenset[SampleId]:
    """Return the samples that services are told to do something to."""
    decision = decide(state, intent)
    found: set[SampleId] = set()
    for command in decision.commands:
        match command:
            case (
                library.Mark(samples=samples)
                | library.TrashSamples(samples=samples)
                | library.MoveSamples(samples=samples)
                | library.CorrectType(samples=samples)
                | library.AddToCollection(samples=samples)
                | library.RemoveFromCollection(samples=samples)
                | library.PlaceMembers(samples=samples)
            ):
                found |= set(samples)
            case library.List() if isinstance(intent, intents.FindSimilar):
                search = decision.state.similarity.search
                assert search is not None
                found |= {one.sample for one in search.asked.wanted if one.sample is not None}
            case library.List() | library.ReadRows() | embeddings.FindSimilar():
                pass
            case _:
                raise AssertionError(command)
    return frozenset(found)


def where(intent: intents.Intent, state: AppState) -> Panel:
    """Return the list whose selection is meant."""
    match intent:
        case intents.MarkSample(panel=panel) | intents.AddSamplesTo(panel=panel):
            return panel
        case (
            intents.RemoveFromCollection()
            | intents.RemoveOneFromCollection()
            | intents.PlaceMembers()
        ):
            return Panel.MEMBERS
        case intents.MarkSamples() | intents.FindSimilar():
            return lists.focused_panel(state)
        case _:
            return Panel.SAMPLES


@given(st.lists(MOVES | ANSWERS, max_size=12), rows)
def test_an_action_reaches_what_is_selected_and_listed_or_the_row_it_is_for(
    moves: list[intents.Intent | tuple[Panel, list[int]]], row: int
) -> None:
    state = start()
    for move in moves:
        state = answered(state, *move) if isinstance(move, tuple) else decide(state, move).state
        for panel in lists.PANELS:
            shown = lists.get_list(state, panel)
            assert shown.selection <= set(shown.ids.array.tolist()), "a hidden row is selected"
    for intent in ACTIONS:
        shown = lists.get_list(state, where(intent, state))
        focused = frozenset() if shown.focus is None else frozenset({shown.focus})
        # All that is counted beside the list and nothing else, or the row with the keyboard.
        wanted = shown.selection or focused
        assert acted_on(state, intent) in {wanted, frozenset()}
    for make in ON_A_ROW:
        one = SampleId(row + 1)
        for panel in lists.PANELS:
            intent = make(one, panel)
            chosen = lists.get_list(state, where(intent, state)).selection
            alone = isinstance(intent, intents.MarkSample) and intent.alone
            with_it = chosen if one in chosen and not alone else frozenset({one})
            assert acted_on(state, intent) == with_it


@given(st.lists(MOVES | ANSWERS, max_size=12), rows, panels)
def test_after_a_plain_click_or_arrow_only_its_row_is_acted_on(
    moves: list[intents.Intent | tuple[Panel, list[int]]], row: int, panel: Panel
) -> None:
    state = start()
    for move in moves:
        state = answered(state, *move) if isinstance(move, tuple) else decide(state, move).state
    state = decide(state, intents.FocusPanel(panel)).state
    panel = lists.focused_panel(state)
    for plain in (intents.FocusRow(row, panel), intents.MoveFocus(row - 4)):
        after = decide(state, plain).state
        shown = lists.get_list(after, panel)
        if not len(shown.ids):
            continue
        assert shown.selection == frozenset()
        assert shown.focus is not None
        assert acted_on(after, intents.MarkSamples(Tag.TRASH)) == {shown.focus}
