"""Drags that may leave the window: what is asked, what is handed over, what ends them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.kernel.supervisor import ActorCrashed, ActorGaveUp, ActorRecovered
from actors.messages import handoff, intents, library
from actors.session.decide import decide
from actors.session.decision import Decision
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId, Ticket
from models.handoff.drag import Outcome, Place, Verdict
from models.state.app import AppState
from models.state.notice import Severity
from models.state.screen import Panel
from tests.actors.session.test_browsing import listing
from ui.text.notices import notice_words

DRAG = Ticket(7)
ROWS = intents.DragSamples(DRAG, SampleId(2), Panel.SAMPLES)


def connected() -> AppState:
    state = decide(listing(1, 2, 3), intents.OpenWindow(17)).state
    return decide(state, handoff.Connected()).state


def dragging(state: AppState | None = None) -> AppState:
    return decide(state or connected(), ROWS).state


def request(decision: Decision) -> Ticket:
    """Return the ticket of what the library was asked."""
    (asked,) = (one for one in decision.commands if isinstance(one, library.HandoffCommand))
    return asked.ticket


def said(state: AppState) -> str:
    return notice_words(state.screen.notice) if state.screen.notice else ""


def test_the_process_starts_with_the_window() -> None:
    decision = decide(AppState(), intents.OpenWindow(17))

    assert decision.commands == (handoff.Connect(17),)
    assert not decision.state.handoff.connected
    assert decide(decision.state, handoff.Connected(wayland=True)).state.handoff.wayland


def test_a_drag_begins_before_its_files_are_known() -> None:
    decision = decide(connected(), ROWS)
    asked = request(decision)

    assert decision.commands == (
        handoff.Carry(DRAG),
        library.LocateSamples(asked, (SampleId(2),)),
    )
    loaded = decide(decision.state, library.FilesLocated(asked, (b"/a",), 1))
    assert loaded.commands == (handoff.Load(DRAG, (b"/a",)),)
    assert loaded.state.handoff.requests == ()
    assert decide(loaded.state, library.FilesLocated(asked, (b"/b",))).commands == ()


def test_the_selection_goes_along_in_the_order_of_the_list() -> None:
    state = replace(
        connected(),
        browser=replace(connected().browser, selection=frozenset({SampleId(3), SampleId(2)})),
    )
    asked = decide(state, ROWS).commands[1]

    assert isinstance(asked, library.LocateSamples)
    assert asked.samples == (SampleId(2), SampleId(3))


def test_spans_and_collections() -> None:
    span = Span(Frames(3), Frames(9))
    cut = decide(connected(), intents.DragSpan(DRAG, SampleId(1), span))
    whole = decide(connected(), intents.DragCollection(DRAG, CollectionId(4)))

    assert cut.commands[1] == library.RenderSpan(request(cut), SampleId(1), span)
    assert whole.commands[1] == library.LocateMembers(request(whole), CollectionId(4))


def test_files_of_an_earlier_drag_still_reach_it() -> None:
    first = decide(connected(), ROWS)
    second = decide(first.state, intents.DragSamples(Ticket(8), SampleId(1), Panel.SAMPLES))
    loaded = decide(second.state, library.FilesLocated(request(first), (b"/a",)))

    assert loaded.commands == (handoff.Load(DRAG, (b"/a",)),)
    assert loaded.state.handoff.drag is not None
    assert loaded.state.handoff.drag.paths is None


@pytest.mark.parametrize(
    "end",
    [
        lambda asked: library.LibraryFailed("no space left", library.LocateSamples(asked, ())),
        lambda _: ActorCrashed("library", "OSError", 0.1),
        lambda _: ActorGaveUp("library", "OSError"),
    ],
    ids=["failed", "crashed", "stopped"],
)
def test_nobody_waits_for_files_that_will_not_come(end: object) -> None:
    begun = decide(connected(), ROWS)
    decision = decide(begun.state, end(request(begun)))  # type: ignore[operator]

    assert handoff.Load(DRAG, ()) in decision.commands
    assert decision.state.handoff.requests == ()


def test_place_and_verdict_are_those_of_the_newest_drag() -> None:
    state = decide(dragging(), handoff.Over(DRAG, Place.ACCEPTED)).state
    for late in (handoff.Over(Ticket(6), Place.HOME), handoff.LetGo(Ticket(6), Verdict.HOME)):
        state = decide(state, late).state
    assert state.handoff.drag is not None
    assert (state.handoff.drag.place, state.handoff.drag.verdict) == (Place.ACCEPTED, None)
    state = decide(state, handoff.LetGo(DRAG, Verdict.DROPPED)).state
    assert state.handoff.drag is not None
    assert state.handoff.drag.verdict is Verdict.DROPPED


def test_a_crash_of_the_process_ends_the_drag_and_connects_again() -> None:
    decision = decide(dragging(), ActorCrashed("handoff", "its process ended with 9", 0.1))

    assert decision.state.handoff.drag is not None
    assert decision.state.handoff.drag.verdict is Verdict.CANCELLED
    assert not decision.state.handoff.connected
    assert decision.commands == (handoff.Connect(17),)
    back = decide(decision.state, ActorRecovered("handoff")).state
    assert decide(back, handoff.Connected()).state.handoff.connected


def test_a_process_that_stays_down_leaves_drags_in_the_window() -> None:
    state = decide(dragging(), ActorGaveUp("handoff", "it ended")).state
    assert not state.handoff.connected
    decision = decide(state, intents.EndDrag(DRAG))
    assert decision.commands == ()
    copied = decide(decision.state, intents.CopyFiles(SampleId(2), Panel.SAMPLES))
    asked = request(copied)
    decision = decide(copied.state, library.FilesLocated(asked, (b"/a",)))
    assert decision.commands == ()
    assert said(decision.state).startswith("Not done: the drag and clipboard service stopped")


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (handoff.LetGo(DRAG, Verdict.REFUSED), "Not dropped"),
        (handoff.LetGo(DRAG, Verdict.NOWHERE), ""),
        (handoff.LetGo(DRAG, Verdict.HOME), ""),
        (handoff.LetGo(DRAG, Verdict.DROPPED), ""),
        (handoff.Done(Ticket(1), Outcome.FAILED), "did not accept"),
        (handoff.Done(DRAG, Outcome.TAKEN), ""),
        (handoff.Done(DRAG, Outcome.UNANSWERED), ""),
    ],
)
def test_what_is_said_of_the_end(event: handoff.Event, words: str) -> None:
    state = decide(dragging(), event).state

    assert words in said(state)
    assert bool(words) == bool(said(state))
    assert state.screen.notice is None or state.screen.notice.severity is Severity.INFO


def test_missing_files_are_named_once_they_matter() -> None:
    begun = decide(connected(), ROWS)
    state = decide(begun.state, library.FilesLocated(request(begun), (b"/a",), 2)).state
    assert said(state) == "", "a drag in the window takes them all"
    dropped = decide(state, handoff.LetGo(DRAG, Verdict.DROPPED)).state
    assert said(dropped) == "Left out 2 missing files of 3"


def test_nothing_but_missing_files() -> None:
    begun = decide(connected(), ROWS)
    state = decide(begun.state, library.FilesLocated(request(begun), (), 1)).state

    assert "missing" in said(decide(state, handoff.LetGo(DRAG, Verdict.NOWHERE)).state)


def test_under_wayland_files_that_nothing_took_are_on_the_clipboard() -> None:
    state = decide(connected(), handoff.Connected(wayland=True)).state
    begun = decide(state, ROWS)
    state = decide(begun.state, library.FilesLocated(request(begun), (b"/a",))).state
    ended = decide(state, handoff.LetGo(DRAG, Verdict.NOWHERE))
    assert ended.commands == (handoff.Hold((b"/a",)),)
    state = decide(ended.state, handoff.Held(1, text=False)).state
    assert "on the clipboard" in said(state)


def test_a_picture_and_the_end_of_a_press_reach_the_process() -> None:
    assert decide(dragging(), intents.CallOffDrag(DRAG)).commands == (handoff.CallOff(DRAG),)
    assert decide(dragging(), intents.EndDrag(DRAG)).commands == (handoff.EndTouch(DRAG),)
