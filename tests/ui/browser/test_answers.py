"""Where a list is scrolled to once it shows the answer to a question."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from actors.messages import embeddings, intents, library
from actors.session.decide import decide
from models.audio.units import Frames, Hertz, SampleId, SourceId, Ticket
from models.duplicates.group import Group, Kind, Member
from models.duplicates.report import DuplicateReport
from models.library.query import Query, Sort
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.source import Source
from models.library.tag import Tag
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult
from models.state.app import AppState
from models.state.browser import Browser, Sources, Window
from models.state.similarity import Search, Similarity

if TYPE_CHECKING:
    from tests.ui.stage import Stage
    from ui.browser.sample_list import SampleList

MANY, SEEN = 100, 10
DRUMS = Source(SourceId(1), b"/drums", "Drums", MANY)
EVERY = tuple(range(1, MANY + 1))
QUESTIONS = (
    intents.FindByText("bright hat"),
    intents.FindSimilar(),
    intents.FindSimilar(path=b"/elsewhere/hat.wav"),
    intents.FindInside(),
    intents.SortByTriage(),
)


def sample(number: int) -> Sample:
    name = f"{number:03}.wav"
    path = b"/drums/" + name.encode()
    return Sample(SampleId(number), DRUMS.id, path, name, Frames(100), Hertz(10))


def ids(*numbers: int) -> SampleIds:
    return SampleIds(np.array(numbers, np.int64))


class Shown:
    """The session's state, and the list that shows each of its states."""

    def __init__(self, rows: SampleList, query: Query) -> None:
        self.rows = rows
        browser = Browser(query, query, ids=ids(*EVERY), window=Window(0, (*map(sample, EVERY),)))
        self.state = AppState(
            sources=Sources((DRUMS,), known=True, focus=DRUMS.id), browser=browser
        )
        self.show()

    def show(self) -> None:
        state = self.state
        self.rows.answer = state.similarity.answer
        self.rows.show_samples(state.browser, state.thumbnails, None, active=True)

    def say(self, message: intents.Intent | embeddings.Event | library.Event) -> None:
        self.state = decide(self.state, message).state
        self.show()

    def list(self) -> None:
        if self.state.browser.waiting:
            self.say(library.Listed(self.state.browser.ticket, ids(*EVERY)))

    def answer(self, *numbers: int) -> None:
        self.list()
        search = self.state.similarity.search
        own = {one.sample for one in search.asked.wanted} if search is not None else set()
        if search is not None and search.asked.inside:
            own = set()
        numbers = tuple(one for one in numbers if one not in own)
        result = SimilarityResult(ids(*numbers), np.linspace(1, 0, len(numbers), dtype=np.float32))
        self.say(embeddings.SimilarFound(self.state.similarity.ticket, result))

    @property
    def first(self) -> int:
        """First row of which more than half is seen."""
        row = self.rows.row_at(self.rows.top - self.rows.row_height / 2)
        assert row is not None
        return row

    @property
    def focus_seen(self) -> bool:
        row = self.state.browser.row
        return row is not None and self.rows.seen(row)[3] == self.rows.row_height


@pytest.fixture
def rows(stage: Stage) -> SampleList:
    """A list of ten rows."""
    from ui.browser.sample_list import SampleList
    from ui.theme import DESKTOP

    made = SampleList(lambda _intent: None, DESKTOP)
    stage.put(made, 0, 0, 800, SEEN * DESKTOP.row)
    return made


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("query", [Query(), Query(DRUMS.id, words="wav")])
def test_every_new_answer_begins_at_its_top_and_an_earlier_one_where_it_was_left(
    rows: SampleList, query: Query, question: intents.Intent
) -> None:
    shown = Shown(rows, query)
    shown.say(intents.FocusRow(48))
    assert shown.first > 30
    shown.say(question)
    shown.say(intents.FocusRow(60))  # as a mark does that goes on to the next
    rows.scroll(200)
    best = EVERY[::-1]
    shown.answer(*best)
    assert (shown.first, shown.state.browser.row) == (0, 0)

    shown.say(intents.FocusRow(70))
    left, place = shown.state.browser.focus, shown.first
    shown.answer(*best[2:], 100, 99)  # repeated while sounds are analysed
    assert shown.state.browser.focus == left
    assert abs(shown.first - place) <= 2
    row = shown.state.browser.row
    shown.say(intents.FindByText("dark kick"))
    shown.answer(*EVERY)
    assert (shown.first, shown.state.browser.row) == (0, 0)

    shown.say(intents.StepSimilar())
    shown.answer(*best[2:], 100, 99)
    assert (shown.state.browser.focus, shown.state.browser.row) == (left, row)
    assert shown.focus_seen
    shown.say(intents.LeaveSimilar())
    shown.list()
    assert shown.focus_seen


@pytest.mark.parametrize(
    "change",
    [
        intents.Search("wa"),
        intents.SortBy(Sort.LENGTH),
        intents.FilterTag(Tag.KEEP),
        intents.ChooseSource(None),
    ],
)
def test_another_list_begins_at_its_top_whatever_was_scrolled_meanwhile(
    rows: SampleList, change: intents.Intent
) -> None:
    shown = Shown(rows, Query(DRUMS.id))
    shown.say(intents.FocusRow(48))
    shown.say(change)
    rows.scroll(1000)
    shown.list()
    assert shown.first == 0
    rows.scroll(1000)
    shown.say(library.Listed(shown.state.browser.ticket, ids(*EVERY)))
    assert shown.first > 0


def test_duplicates_begin_at_their_top_even_if_their_empty_list_was_never_drawn(
    rows: SampleList,
) -> None:
    shown = Shown(rows, Query())
    shown.say(intents.FocusRow(98))
    state = decide(shown.state, intents.FindDuplicates()).state
    shown.state = decide(state, library.Listed(state.browser.ticket, ids(*EVERY))).state
    pairs = tuple(
        Group((Member(SampleId(at), b"", Kind.BEST), Member(SampleId(at + 1), b"", Kind.EXACT)))
        for at in range(1, 61, 2)
    )
    report = DuplicateReport(pairs)
    shown.say(embeddings.DuplicatesFound(shown.state.duplicates.ticket, report))
    assert (shown.first, shown.state.browser.row) == (0, 0)


def test_an_answer_says_how_many_sounds_it_leaves_out_while_they_are_analysed() -> None:
    from ui.browser.header import summary
    from ui.slices import BrowserSlices, pick

    asked = Search(SimilarityQuery((Sound(b"/drums/001.wav", SampleId(1)),)))
    answer = SimilarityResult(ids(2, 3), np.ones(2, np.float32), compared=40)
    found = Similarity(asked, among=ids(*EVERY), answer=answer, embedding=Ticket(7))
    state = AppState(sources=Sources((DRUMS,)), browser=Browser(ids=ids(1, 2, 3)), similarity=found)
    assert summary(pick(BrowserSlices, state)) == "60 not analysed yet · 3 of 40"
    ended = replace(state, similarity=replace(found, embedding=None))
    assert summary(pick(BrowserSlices, ended)) == "3 of 40"
