"""Whatever shows a sample shows the name and place that its file has now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import library, waveform
from actors.session.decide import decide
from models.audio.units import SampleId, SourceId, Ticket
from models.library.action import Action, ActionKind
from models.library.sample import Sample
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.saved_search import Question, SavedSearch, SearchId
from models.state.app import AppState
from models.state.browser import Browser, Window
from models.state.editor import Editor
from models.state.notice import Notice, NoticeKind
from models.state.searches import Searches
from models.state.similarity import Search, Similarity

KICK, SNARE, HAT, CLAP = (
    Sample(SampleId(number), SourceId(1), b"/drums/%d.wav" % number, f"{number}.wav", token=b"a")
    for number in (1, 2, 3, 4)
)
OUTSIDE = Sound(b"/elsewhere/voice.wav")


def moved(sample: Sample) -> Sample:
    return replace(sample, path=b"/drums/new/boom.wav", name="boom.wav")


def asking(sample: Sample) -> Search:
    return Search(SimilarityQuery((Sound(sample.path, sample.id), OUTSIDE)))


def showing() -> AppState:
    """Return a state that shows samples everywhere but in its list."""
    return AppState(
        editor=Editor(KICK, Ticket(5)),
        members=Browser(ticket=Ticket(3), window=Window(0, (None, SNARE))),
        similarity=Similarity(asking(HAT), back=(asking(CLAP),), forward=(asking(KICK),)),
        searches=Searches((SavedSearch(SearchId(1), "Mine", Question(asked=asking(HAT).asked)),)),
        last_ticket=Ticket(5),
    )


DONE = Notice(NoticeKind.DONE, about=Action(ActionKind.RENAME, "1.wav", to="boom.wav"))


@pytest.mark.parametrize(
    "event",
    [
        library.StepDone(DONE, library.FilesMoved()),
        library.StepDone(DONE, library.FilesMoved(), undone=True),
        library.StepDone(DONE, library.SourcesChanged()),
        library.SamplesAdded(SourceId(1)),
        library.SourceRelinked(SourceId(1), b"/new"),
        library.SearchesRead(showing().searches.all),
    ],
    ids=["moved", "undone", "sources", "scanned", "relocated", "searches"],
)
def test_what_shows_a_sample_follows_its_file(event: library.Event) -> None:
    decided = decide(showing(), event)
    (read,) = [one for one in decided.commands if isinstance(one, library.ReadRows)]
    assert read.ids == (KICK.id, SNARE.id, HAT.id, CLAP.id)

    rows = tuple(map(moved, (KICK, SNARE, HAT, CLAP)))
    answered = decide(decided.state, library.RowsRead(read.ticket, read.first, rows))

    state = answered.state
    assert state.editor == replace(showing().editor, sample=moved(KICK))
    assert not any(isinstance(one, waveform.Draw) for one in answered.commands)
    assert state.members.window.rows == (None, moved(SNARE))
    known = state.similarity
    assert known.search is not None
    asked = [search.asked for search in (known.search, *known.back, *known.forward)]
    asked += [one.question.asked for one in state.searches.all if one.question.asked is not None]
    assert len(asked) == 4
    for question in asked:
        assert [one.path for one in question.wanted] == [b"/drums/new/boom.wav", OUTSIDE.path]


def test_a_file_that_a_scan_found_elsewhere_is_followed_without_asking() -> None:
    state = decide(showing(), library.SamplesChanged((moved(KICK), moved(HAT)))).state

    assert state.editor.sample == moved(KICK)
    assert state.similarity.search is not None
    assert state.similarity.search.asked.wanted[0].path == b"/drums/new/boom.wav"


def test_what_did_not_change_is_not_shown_again() -> None:
    state = showing()
    rows = library.RowsRead(Ticket(99), 0, (KICK, SNARE, HAT, CLAP))
    assert decide(state, rows).state is state
    nothing = decide(AppState(), library.StepDone(DONE, library.FilesMoved()))
    assert not any(isinstance(one, library.ReadRows) for one in nothing.commands)
