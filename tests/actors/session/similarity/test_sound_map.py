"""Rules of the map."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from actors.messages import embeddings, intents, library
from actors.session.decide import decide
from models.audio.units import SampleId, Ticket
from models.library.action import Action, ActionKind
from models.library.tag import Tag
from models.library.traits import Traits
from models.map.chart import MapLayout
from models.map.colour_scheme import Colouring
from models.similarity.embedding_report import EmbeddingReport
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from tests.actors.session.similarity.test_similarity import ids, listing
from ui.text.notices import notice_words


def shown() -> AppState:
    state = decide(listing(), intents.ShowMap(on=True)).state
    chart = MapLayout(ids(1, 2, 3), np.zeros((3, 2), np.float32))
    state = decide(state, embeddings.MapLaidOut(state.map.ticket, chart)).state
    traits = Traits(
        np.array([1, 2, 3]), np.zeros(3, np.int8), np.zeros(3, np.int32), folder_names=("a",)
    )
    return decide(state, library.TraitsRead(traits)).state


def test_showing_it_asks_for_places_and_traits() -> None:
    decision = decide(listing(), intents.ShowMap(on=True))

    assert decision.state.map.shown
    assert decision.commands == (
        library.ReadTraits(),
        embeddings.LayOutMap(decision.state.map.ticket),
    )


def test_traits_that_are_read_again_change_nothing() -> None:
    state = shown()
    known = state.map.traits
    same = replace(known, tags=known.tags.copy())
    other = replace(known, tags=known.tags + np.int8(1))

    assert decide(state, library.TraitsRead(same)).state is state
    assert decide(state, library.TraitsRead(other)).state.map.traits is other


def test_an_answer_to_an_older_question_is_ignored() -> None:
    state = shown()
    late = embeddings.MapLaidOut(Ticket(state.map.ticket - 1), MapLayout())

    assert decide(state, late).state.map.chart is state.map.chart


def test_a_problem_keeps_the_map_that_was_there() -> None:
    state = shown()
    state = decide(state, intents.ShowMap(on=True)).state
    after = decide(state, embeddings.MapLaidOut(state.map.ticket, reason="no model")).state

    assert after.map.chart is state.map.chart
    assert after.map.reason == "no model"
    assert not after.map.waiting


def test_new_sounds_have_it_laid_out_again_while_it_is_shown() -> None:
    ended = embeddings.EmbeddingEnded(Ticket(99), EmbeddingReport("m", 5, 0, 3, 1.0))

    assert any(isinstance(one, embeddings.LayOutMap) for one in decide(shown(), ended).commands)
    assert not any(
        isinstance(one, embeddings.LayOutMap) for one in decide(listing(), ended).commands
    )


def test_marks_colour_the_points_at_once() -> None:
    event = library.StepDone(
        Notice(NoticeKind.DONE, about=Action(ActionKind.KEEP)),
        library.TagsChanged({SampleId(2): Tag.KEEP, SampleId(77): Tag.TRASH}),
    )

    assert decide(shown(), event).state.map.traits.tags.tolist() == [0, 1, 0]


def test_a_picked_sample_is_the_focus_of_the_list() -> None:
    state = decide(shown(), intents.PickSample(SampleId(3))).state

    assert (state.browser.focus, state.browser.row) == (3, 2)
    assert decide(state, intents.PickSample(SampleId(99))).state is state


def test_what_is_drawn_around_is_selected_as_far_as_it_is_listed() -> None:
    state = decide(shown(), intents.SelectOnMap(ids(2, 3, 99))).state

    assert state.browser.selection == {2, 3}
    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == "2 samples selected"


def test_colours_are_chosen() -> None:
    state = decide(shown(), intents.ColourMap(Colouring.TAG)).state

    assert state.map.colouring is Colouring.TAG
