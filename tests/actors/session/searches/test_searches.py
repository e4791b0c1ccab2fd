"""Rules of saved searches: kept as shown, asked again whole, and left as before."""

from __future__ import annotations

import numpy as np

from actors.messages import embeddings, intents, library
from actors.session.decide import decide
from models.audio.units import SourceId
from models.library.action import Action, ActionKind
from models.library.query import Query
from models.library.samples import SampleIds
from models.library.source import Source
from models.library.tag import Tag
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.saved_search import Question, SavedSearch, SearchId, parse_question
from models.state.app import AppState
from models.state.browser import Browser, Sources
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet

DRUMS = Source(SourceId(1), b"/drums", "Drums", 5)
ASKED = SimilarityQuery(
    (Sound(b"/drums/kick.wav"),), (Sound(b"/x/hat.wav"),), words="short, not clap"
)
KEPT = SavedSearch(SearchId(7), "Dusty", Question(Query(DRUMS.id, words="len<1"), ASKED))


def start(query: Query | None = None) -> AppState:
    shown = Browser(query=query or Query(DRUMS.id), ids=SampleIds(np.array([1, 2], np.int64)))
    return AppState(sources=Sources((DRUMS,), known=True, focus=DRUMS.id), browser=shown)


def do(state: AppState, intent: intents.Intent) -> tuple[AppState, tuple[object, ...]]:
    decision = decide(state, intent)
    return decision.state, decision.commands


def opened(*searches: SavedSearch, state: AppState | None = None) -> AppState:
    shown, commands = do(state or start(), intents.OpenSearches())
    assert library.ReadSearches() in commands
    assert shown.screen.sheet is Sheet.SEARCHES
    return decide(shown, library.SearchesRead(searches)).state


def test_a_kept_question_is_asked_again_with_its_filters_and_the_list_comes_back() -> None:
    before = start(Query(DRUMS.id, tag=Tag.KEEP))
    state, commands = do(opened(KEPT, state=before), intents.RunSearch(KEPT.id))
    assert state.screen.sheet is None
    listings = [one.query for one in commands if isinstance(one, library.List)]
    assert listings[-1] == KEPT.question.query
    listed = library.Listed(state.browser.ticket, SampleIds(np.array([2], np.int64)))
    asked = [
        one for one in decide(state, listed).commands if isinstance(one, embeddings.FindSimilar)
    ]
    assert [one.asked for one in asked] == [ASKED]
    assert asked[0].among.array.tolist() == [2]

    saved, commands = do(state, intents.SaveSearch(" Again "))
    (save,) = (one for one in commands if isinstance(one, library.SaveSearch))
    assert save.name == " Again "
    assert parse_question(save.question) == KEPT.question
    left, commands = do(saved, intents.LeaveSimilar())
    assert left.similarity.search is None
    assert [one.query for one in commands if isinstance(one, library.List)][-1].tag is Tag.KEEP


def test_filters_alone_are_kept_and_a_source_that_is_gone_is_replaced_by_all() -> None:
    query = Query(SourceId(9), folder=b"old", words="type:kick")
    state = opened(SavedSearch(SearchId(1), "Kicks", Question(query)))
    state, commands = do(state, intents.RunSearch(SearchId(1)))

    assert state.similarity.search is None
    assert [one.query for one in commands if isinstance(one, library.List)][-1] == Query(
        words="type:kick"
    )
    gone, _ = do(state, intents.RunSearch(SearchId(5)))
    assert gone.screen.notice is not None
    assert gone.screen.notice.kind is NoticeKind.SEARCH_GONE
    empty, commands = do(start(), intents.SaveSearch("Nothing"))
    assert not any(isinstance(one, library.SaveSearch) for one in commands)
    assert empty.screen.notice is not None
    assert empty.screen.notice.kind is NoticeKind.NOTHING_TO_SAVE


def test_one_is_renamed_and_removed_and_steps_show_what_there_is() -> None:
    state, _ = do(opened(KEPT), intents.BeginSearchRename(KEPT.id))
    assert state.searches.renaming == KEPT.id
    state, commands = do(state, intents.SaveSearch("Dust"))
    assert library.RenameSearch(KEPT.id, "Dust") in commands
    _state, commands = do(state, intents.RemoveSearch(KEPT.id))
    assert library.RemoveSearch(KEPT.id) in commands
    done = Notice(NoticeKind.DONE, about=Action(ActionKind.REMOVE_SEARCH, "Dusty"))
    state = decide(state, library.StepDone(done, library.SearchesChanged(()))).state
    assert not state.searches.all
    state = decide(
        state, library.StepDone(done, library.SearchesChanged((KEPT,)), undone=True)
    ).state
    assert state.searches.all == (KEPT,)
