"""Parts that crash, fall silent or stay down: what waits is told, nothing is asked in vain."""

from __future__ import annotations

import types
import typing
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.kernel.supervisor import (
    ActorCrashed,
    ActorGaveUp,
    ActorRecovered,
    ActorSilent,
    Health,
)
from actors.messages import intents, library
from actors.session.app import parts
from actors.session.decide import decide
from models.audio.span import Span
from models.audio.units import Frames, SampleId, SourceId, Ticket
from models.library.samples import SampleIds
from models.library.tag import Tag
from models.state.app import AppState
from models.state.duplicates import Duplicates
from models.state.editor import Editor
from models.state.embedding_models import EmbeddingModels
from models.state.notice import Notice, NoticeKind, Severity
from models.state.parts import CALLED, Fault, Standing
from models.state.predecessor import Predecessor
from models.state.progress import Progress
from models.state.settings import SETTINGS
from models.state.sound_map import SoundMap
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from models.state.transport import Status
from tests.actors.session.test_browsing import listing, sample
from ui.text.notices import notice_words
from ui.text.parts import parts_words

DOWN: tuple[Health, ...] = (ActorSilent("library"), ActorGaveUp("library", "OSError: gone"))


def without(name: str, state: AppState | None = None) -> AppState:
    """Return a state in which a part stays down."""
    return decide(state or listing(1, 2, 3), ActorGaveUp(name, "OSError: gone")).state


def said(state: AppState) -> str:
    """Return the notice, if it is a problem."""
    notice = state.screen.notice
    return notice_words(notice) if notice is not None and notice.severity is Severity.ERROR else ""


def waits_for(state: AppState) -> set[str]:
    """Return the parts that something on the screen waits for."""
    waiting = set()
    work = {state.similarity.embedding, state.similarity.analysing, state.duplicates.ticket or None}
    comparing = state.similarity.search is not None and state.similarity.answer is None
    if (
        state.browser.waiting
        or state.members.waiting
        or state.predecessor.running
        or state.exporting.running is not None
        or any(task.ticket not in work for task in state.tasks)
    ):
        waiting.add("library")
    if (
        (comparing and not state.browser.waiting)
        or state.duplicates.waiting
        or state.map.waiting
        or state.embedding_models.busy
        or any(task.ticket in work for task in state.tasks)
    ):
        waiting.add("embeddings")
    if state.transport.status is Status.STARTING:
        waiting.add("audio")
    if state.editor.reading is not None or state.editor.measuring is not None:
        waiting.add("waveform")
    if state.predecessor.unsettled:
        waiting.add("config")
    return waiting


BUSY = replace(
    listing(1, 2, 3, waiting=True),
    editor=Editor(sample=sample(1)),
    tasks=(
        Task(TaskLabel(TaskKind.SCAN), Progress(Ticket(5)), SourceId(1)),
        Task(TaskLabel(TaskKind.FIND_DUPLICATES), Progress(Ticket(6))),
    ),
    predecessor=Predecessor(summary="3 sources", running=True, unsettled=True),
    duplicates=Duplicates(shown=True, waiting=True, ticket=Ticket(6)),
    map=SoundMap(shown=True, waiting=True, ticket=Ticket(7)),
    embedding_models=EmbeddingModels(busy=Notice(NoticeKind.MODEL_LOADING, "clap")),
    last_ticket=Ticket(9),
)
"""Everything waits for something."""


@pytest.mark.parametrize("name", sorted(parts.NAMES.values()))
def test_nothing_waits_for_a_part_that_is_down(name: str) -> None:
    before = replace(
        BUSY, transport=replace(BUSY.transport, status=Status.STARTING, ticket=Ticket(8))
    )
    for report in (ActorGaveUp(name, "OSError: gone"), ActorSilent(name)):
        state = decide(before, report).state

        assert name not in waits_for(state)
        assert f"The {CALLED.get(name, name)}" in parts_words(state.parts)
        assert said(state)


@pytest.mark.parametrize("report", DOWN)
def test_rows_of_another_question_are_no_answer(report: Health) -> None:
    asked = decide(listing(1, 2, 3), intents.Search("kick")).state
    state = decide(asked, report).state

    assert len(state.browser.ids) == 0
    assert state.browser.reason
    assert not state.browser.waiting


@pytest.mark.parametrize("report", DOWN)
def test_what_the_list_showed_for_its_own_question_stays(report: Health) -> None:
    state = decide(listing(1, 2, 3), report).state

    assert len(state.browser.ids) == 3
    assert not state.browser.reason


@pytest.mark.parametrize("report", DOWN)
def test_a_mark_that_nobody_keeps_is_not_taken(report: Health) -> None:
    state = decide(listing(1, 2, 3, focus=SampleId(1), row=0), report).state
    decision = decide(state, intents.MarkSamples(Tag.KEEP))

    assert decision.commands == ()
    assert "Not done: the library" in said(decision.state)


def test_a_question_to_a_part_that_is_down_is_answered_with_the_reason() -> None:
    state = decide(without("library"), intents.Search("kick")).state

    assert len(state.browser.ids) == 0
    assert "the library stopped" in state.browser.reason
    assert not state.browser.waiting


def test_orders_to_a_part_that_restarts_are_kept_for_it() -> None:
    state = decide(listing(1), ActorCrashed("library", "OSError: gone", 0.1)).state
    decision = decide(replace(state, browser=listing(1).browser), intents.Search("kick"))

    assert any(isinstance(command, library.List) for command in decision.commands)
    assert ", restarting" in parts_words(decision.state.parts)
    assert "OSError" not in parts_words(decision.state.parts)


def test_a_part_that_is_back_is_well_and_lists_are_asked_again() -> None:
    failed = decide(decide(listing(1, 2), ActorSilent("library")).state, intents.Search("x")).state
    decision = decide(failed, ActorRecovered("library"))

    assert parts_words(decision.state.parts) == ""
    assert [
        command.query.words for command in decision.commands if isinstance(command, library.List)
    ] == ["x"]


def test_a_library_that_cannot_be_opened_stays_so_when_it_reads_its_mailbox_again() -> None:
    closed = decide(AppState(), library.LibraryClosed("it is of a newer version")).state
    state = decide(closed, ActorRecovered("library")).state

    assert state.sources.reason == "it is of a newer version"
    assert "It is of a newer version" in parts_words(state.parts)
    assert decide(state, intents.AddSource(b"/x")).commands == ()


def test_an_order_that_failed_ends_what_waited_for_it() -> None:
    importing = decide(listing(1), intents.ImportPredecessor()).state
    command = library.ImportPredecessor(None)
    state = decide(importing, library.LibraryFailed("disk full", command)).state
    asked = decide(listing(1), intents.Search("kick")).state
    listed = decide(
        asked,
        library.LibraryFailed("disk full", library.List(asked.browser.ticket, asked.browser.query)),
    ).state
    adding = decide(
        listing(1), library.LibraryFailed("disk full", library.AddSource(Ticket(1), b"/x"))
    )

    assert not state.predecessor.running
    assert state.predecessor.reason == "disk full"
    assert listed.browser.reason == "disk full"
    assert not listed.browser.waiting
    assert adding.state.sources.report is not None
    assert adding.state.sources.report.reason == "disk full"


def test_a_session_crash_tells_whoever_waits_for_what_was_lost() -> None:
    importing = decide(listing(1), intents.ImportPredecessor()).state
    lost = library.ImportFailed("whatever")
    state = decide(importing, ActorCrashed("session", "KeyError: 1", 0.1, lost)).state

    assert not state.predecessor.running
    assert "the session crashed" in said(state)


FEW: dict[object, st.SearchStrategy[object]] = {
    int: st.integers(1, 4),
    float: st.floats(0.5, 300),
    bytes: st.sampled_from([b"", b"/drums/1.wav", b"kicks"]),
    str: st.sampled_from(["", "kick", "x"]),
}
"""Of what wishes are made of: a list of three samples is small."""


st.register_type_strategy(Span, st.just(Span(Frames(10), Frames(20))))  # also within others


def part_of(hint: object) -> st.SearchStrategy[object]:
    """Return values of a field of a wish."""
    plain = getattr(hint, "__supertype__", hint)
    plain = getattr(plain, "__supertype__", plain)
    if plain is SampleIds:
        return st.just(SampleIds(np.array([2], np.int64)))
    if plain is Notice:  # what it is about is only shown
        return st.sampled_from([Notice(kind) for kind in NoticeKind])
    if isinstance(plain, types.UnionType):
        return st.one_of([part_of(one) for one in typing.get_args(plain)])
    return FEW[plain] if plain in FEW else st.from_type(typing.cast("type", plain))


def wished(intent: type) -> st.SearchStrategy[intents.Intent]:
    """Return wishes of a kind."""
    if intent is intents.ChangeSetting:  # the type of its value goes by its name
        values = [(row.name, row.kind.read(row.example)) for row in SETTINGS]
        return st.sampled_from([intents.ChangeSetting(*value) for value in values])
    hints = typing.get_type_hints(intent)
    return st.builds(intent, **{name: part_of(hint) for name, hint in hints.items()})


INTENTS = st.one_of([wished(intent) for intent in typing.get_args(intents.Intent)])


@settings(max_examples=150)
@given(name=st.sampled_from(sorted(parts.NAMES.values())), requests=st.lists(INTENTS, max_size=4))
def test_nothing_is_asked_of_a_part_that_is_down(name: str, requests: list[intents.Intent]) -> None:
    state = replace(
        listing(1, 2, 3, focus=SampleId(1), row=0),
        parts=AppState().parts.having(name, Fault(Standing.STOPPED, f"the {name} stopped")),
        editor=Editor(sample=sample(1)),
    )
    for intent in requests:
        before, decision = state, decide(state, intent)
        state = decision.state

        assert name not in {parts.part_of(command) for command in decision.commands}
        assert name not in waits_for(state)
        whole = decide(replace(before, parts=AppState().parts), intent)
        deeds = [
            command
            for command in whole.commands
            if parts.part_of(command) == name and not isinstance(command, parts.IMPLICIT)
        ]
        assert not deeds or said(state)
