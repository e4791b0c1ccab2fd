"""Each source is found as it was left."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents, library
from actors.session.decide import decide
from models.audio.units import SampleId, SourceId
from models.library.query import Query, Sort
from models.library.source import Source
from models.library.tag import Tag
from models.library.view_state import ViewState, parse_view_state, view_state_of
from models.state.app import AppState
from tests.actors.session.test_browsing import tree

ONE, TWO = Source(SourceId(1), b"/one", "one", 9), Source(SourceId(2), b"/two", "two", 9)


def opened(view_states: library.ViewStatesRead) -> AppState:
    state = decide(AppState(), view_states).state
    return decide(state, library.SourcesListed((ONE, TWO))).state


def test_a_search_is_there_again_on_returning_to_its_source() -> None:
    state = opened(library.ViewStatesRead({None: ViewState()}, None, known=False))
    state = decide(state, intents.ChooseSource(ONE.id)).state
    decision = decide(state, intents.Search("kick"))
    state = decide(decision.state, intents.ChooseSource(TWO.id)).state

    assert decision.commands[-1] == library.StoreViewState(ONE.id, ViewState("kick"))
    assert state.browser.query == Query(TWO.id)
    assert decide(state, intents.ChooseSource(ONE.id)).state.browser.query.words == "kick"


def test_the_next_start_begins_where_the_last_one_ended() -> None:
    left = ViewState(
        "hat", b"drums", (b"fx",), Tag.KEEP, Sort.LENGTH, descending=True, sample=SampleId(7)
    )
    state = opened(library.ViewStatesRead({TWO.id: left}, TWO.id, known=True))

    assert state.browser.query == left.query(TWO.id)
    assert state.browser.focus == SampleId(7)
    assert state.browser.quiet
    assert state.folders.focus == b"drums"


def test_a_new_source_keeps_the_order_of_the_list() -> None:
    state = opened(library.ViewStatesRead({}, None, known=False))
    state = decide(state, intents.SortBy(Sort.LENGTH)).state
    state = decide(state, intents.ChooseSource(TWO.id)).state

    assert state.browser.query == replace(Query(TWO.id), sort=Sort.LENGTH)


def test_a_source_that_was_added_is_where_the_next_start_begins() -> None:
    state = opened(library.ViewStatesRead({}, ONE.id, known=True))
    added = Source(SourceId(3), b"/three", "three", 0)
    decision = decide(state, library.SourcesListed((ONE, TWO, added)))

    assert decision.state.browser.query.source == added.id
    assert library.StoreViewState(added.id, ViewState()) in decision.commands


def test_a_stored_folder_that_is_gone_gives_way_to_its_parent() -> None:
    left = ViewState(folder=b"drums/old", more=(b"fx",))
    for there, wanted in (
        ((b"drums",), (b"drums", ())),
        ((b"drums", b"fx"), (b"fx", ())),
        ((b"drums", b"drums/old", b"fx"), (b"drums/old", (b"fx",))),
        ((), (b"drums/old", (b"fx",))),  # not scanned yet
    ):
        state = opened(library.ViewStatesRead({ONE.id: left}, ONE.id, known=True))
        folders = tree(*there)
        state = decide(state, library.FoldersRead(ONE.id, folders)).state

        assert (state.browser.query.folder, state.browser.query.more_folders) == wanted


def test_a_source_that_is_narrow_again_shows_its_own_folders_and_rows() -> None:
    wide = replace(ONE, root=b"/lib")
    state = opened(library.ViewStatesRead({}, ONE.id, known=True))
    state = decide(state, library.SourcesListed((wide,), quiet=True)).state
    state = decide(state, library.FoldersRead(ONE.id, tree(b"one", b"one/a", b"two"))).state
    state = decide(state, intents.ChooseFolder(b"one/a")).state
    narrow = replace(ONE, root=b"/lib/one")
    decision = decide(state, library.SourcesListed((narrow, TWO), quiet=True))

    assert decision.state.browser.query.folder == b"a"
    assert library.ReadFolders(ONE.id) in decision.commands
    assert decision.state.browser.stale  # listed again after the request under way
    after = decide(decision.state, library.FoldersRead(ONE.id, tree(b"a"))).state
    assert [folder.path for folder in after.folders.all] == [b"a"]
    assert after.folders.focus == b"a"
    assert after.browser.query.folder == b"a"


def test_a_look_is_stored_and_read_whole() -> None:
    query = Query(ONE.id, b"a\xff", (b"b",), "x y", Tag.TRASH, Sort.FORMAT, descending=True)
    look = view_state_of(query, SampleId(3))

    assert parse_view_state(look.to_json()) == look
    assert look.query(ONE.id) == query


def test_nonsense_that_was_stored_is_as_usual() -> None:
    plain = {"words": 3, "folder": None, "tag": 9, "sort": "place", "sample": "x"}

    assert parse_view_state(plain) == ViewState()
