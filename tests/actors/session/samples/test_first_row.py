"""Another list begins with its first row; nothing is loaded before someone moves."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import audio, intents, library
from actors.session.decide import decide
from models.audio.units import SampleId
from models.library.query import Query, Sort
from models.library.view_state import ViewState
from models.state.app import AppState
from models.state.editor import Editor
from tests.actors.session.test_browsing import ids, listing, sample


def another_folder() -> AppState:
    """Return the list of another folder, chosen while the third row of one was loaded."""
    state = listing(1, 2, 3, focus=SampleId(3), row=2)
    state = replace(state, editor=Editor(sample=sample(3)))
    state = decide(state, intents.ChooseFolder(b"other")).state
    return decide(state, library.Listed(state.browser.ticket, ids(7, 8, 9))).state


def test_the_first_row_of_another_folder_has_the_focus_and_nothing_is_loaded() -> None:
    state = another_folder()

    assert (state.browser.focus, state.browser.row) == (SampleId(7), 0)
    assert state.editor.sample == sample(3)
    assert not state.browser.pending


def test_the_first_step_goes_to_that_row_and_plays_it() -> None:
    stepped = decide(another_folder(), intents.MoveFocus(1))
    read = library.RowsRead(stepped.state.browser.ticket, 0, (sample(7), sample(8)))
    played = decide(stepped.state, read)

    assert stepped.state.browser.focus == SampleId(7)
    assert any(isinstance(command, audio.Play) for command in played.commands)
    assert decide(played.state, intents.MoveFocus(1)).state.browser.focus == SampleId(8)


def test_rows_that_arrive_above_do_not_move_a_focus_that_nobody_set() -> None:
    state = another_folder()
    state = decide(state, library.SamplesAdded(listing().sources.all[0].id)).state
    state = decide(state, library.Listed(state.browser.ticket, ids(6, 7, 8, 9))).state

    assert (state.browser.focus, state.browser.row) == (SampleId(6), 0)


def test_a_sample_that_is_in_the_other_folder_too_keeps_the_focus() -> None:
    state = listing(1, 2, 3, focus=SampleId(3), row=2)
    state = decide(state, intents.ChooseFolder(b"inner")).state
    state = decide(state, library.Listed(state.browser.ticket, ids(2, 3))).state

    assert (state.browser.focus, state.browser.row) == (SampleId(3), 1)


def test_a_row_that_nobody_chose_is_not_remembered() -> None:
    state = another_folder()
    stored = [
        command
        for command in decide(state, intents.SortBy(Sort.NAME)).commands
        if isinstance(command, library.StoreViewState)
    ]

    assert [one.view_state for one in stored] == [ViewState(folder=b"other", sort=Sort.NAME)]


def test_a_list_sorted_by_values_that_arrive_is_sorted_again() -> None:
    by_tempo = listing(1, 2, 3, focus=SampleId(2), row=1, query=Query(sort=Sort.TEMPO))
    by_name = listing(1, 2, 3, query=Query(sort=Sort.NAME))
    filtered = listing(1, 2, 3, query=Query(words="bpm:120"))
    found = library.SamplesChanged((sample(2),))

    def lists_again(state: AppState) -> bool:
        return any(isinstance(one, library.List) for one in decide(state, found).commands)

    assert (lists_again(by_tempo), lists_again(filtered), lists_again(by_name)) == (
        True,
        True,
        False,
    )
    state = decide(by_tempo, found).state
    state = decide(state, library.Listed(state.browser.ticket, ids(3, 1, 2))).state
    assert (state.browser.focus, state.browser.row) == (SampleId(2), 2)


def test_the_header_tells_what_stands_in_the_rows_while_others_are_awaited() -> None:
    state = listing(1, 2, 3)
    shown = state.browser.shown
    waiting = decide(state, intents.ChooseFolder(b"other")).state
    arrived = decide(waiting, library.Listed(waiting.browser.ticket, ids(7))).state

    assert (waiting.browser.shown, waiting.browser.query.folder) == (shown, b"other")
    assert arrived.browser.shown == arrived.browser.query
