"""What is shown of the paths that another start asks for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import handoff, intents, library
from actors.session.decide import decide
from actors.session.decision import Decision
from models.audio.units import SampleId, SourceId, Ticket
from models.handoff.call import Call
from models.library.path_place import PathPlace
from models.library.query import Query, Sort
from models.library.report import ScanReport
from models.library.source import Source
from models.state.app import AppState
from models.state.notice import NoticeKind
from models.state.screen import Panel, Sheet
from tests.actors.session.test_browsing import DRUMS, ids, listing

KICK = PathPlace(b"/drums/kicks/a.wav", False, True, DRUMS.id, b"kicks/low", SampleId(7))
OTHER = replace(KICK, path=b"/drums/kicks/b.wav", sample=SampleId(9))
ELSEWHERE = PathPlace(b"/else/pack/x.wav", is_folder=False, exists=True)


def called(*places: PathPlace, state: AppState | None = None) -> AppState:
    state = state or listing(1, 2, query=Query(words="snare", sort=Sort.LENGTH))
    asked = decide(state, handoff.Called(Call(tuple(place.path for place in places), "id_TIME7")))
    (locate,) = asked.commands
    assert isinstance(locate, library.LocatePaths)
    assert decide(asked.state, library.PathsLocated(Ticket(999), places)).state is asked.state
    return decide(asked.state, library.PathsLocated(locate.ticket, places)).state


def test_each_call_brings_the_window_forward() -> None:
    state = AppState()
    for number in (1, 2):
        decision = decide(state, handoff.Called(Call((), "id_TIME7")))
        state = decision.state
        assert decision.commands == ()
        assert (state.call.number, state.call.startup) == (number, "id_TIME7")
    asked = decide(state, intents.ShowPaths((b"/a",)))
    assert asked.state.call.number == 2, "the window is there already"
    assert isinstance(asked.commands[0], library.LocatePaths)


@pytest.mark.parametrize(
    ("places", "selection"),
    [((KICK,), set()), ((KICK, OTHER), {SampleId(7), SampleId(9)}), ((ELSEWHERE, KICK), set())],
)
def test_a_sample_is_shown_in_its_folder(
    places: tuple[PathPlace, ...], selection: set[SampleId]
) -> None:
    state = called(*places)
    assert state.browser.query == Query(DRUMS.id, b"kicks/low", sort=Sort.LENGTH)
    assert state.folders.focus == b"kicks/low"
    assert b"kicks" in state.folders.open
    assert state.screen.focus is Panel.SAMPLES
    other = decide(state, library.Listed(Ticket(998), ids(7))).state
    assert other.browser.focus is None
    listed = decide(state, library.Listed(state.browser.ticket, ids(3, 7, 9))).state
    assert listed.browser.focus == SampleId(7)
    assert listed.browser.row == 1
    assert listed.browser.selection == selection
    assert listed.browser.reveal > state.browser.reveal
    assert listed.browser.quiet, "nobody asked to hear it"


HIGH = replace(KICK, path=b"/drums/kicks/high/c.wav", folder=b"kicks/high", sample=SampleId(3))
TOP = replace(KICK, path=b"/drums/d.wav", folder=b"", sample=SampleId(3))
FAR = PathPlace(b"/loops/e.wav", False, True, SourceId(77), b"", SampleId(3))


@pytest.mark.parametrize(
    ("other", "source", "folder"),
    [(HIGH, DRUMS.id, b"kicks"), (TOP, DRUMS.id, b""), (FAR, None, b"")],
)
def test_samples_of_several_folders_are_all_shown(
    other: PathPlace, source: SourceId | None, folder: bytes
) -> None:
    state = called(KICK, other)
    assert (state.browser.query.source, state.browser.query.folder) == (source, folder)
    listed = decide(state, library.Listed(state.browser.ticket, ids(3, 7, 9))).state
    assert listed.browser.selection == {SampleId(3), SampleId(7)}


def test_a_folder_of_a_source_is_listed() -> None:
    state = called(PathPlace(b"/drums", True, True, DRUMS.id))
    assert state.browser.query == Query(DRUMS.id, sort=Sort.LENGTH)


@pytest.mark.parametrize(
    ("place", "offered"),
    [(ELSEWHERE, "/else/pack"), (PathPlace(b"/else/pack", True, True), "/else/pack")],
)
def test_what_is_unknown_is_offered_as_a_source(place: PathPlace, offered: str) -> None:
    state = called(place)
    assert state.screen.sheet is Sheet.ADD
    assert state.call.offered == offered
    assert (state.screen.notice is not None) is not place.is_folder


def scanned(state: AppState, root: bytes, *, moved: bool = False) -> Decision:
    """Return what follows when a folder was added and scanned."""
    source = Source(SourceId(50), root, "new")
    listed = library.SourcesListed((*state.sources.all, source))
    state = decide(state, listed).state
    if moved:
        state = replace(state, browser=replace(state.browser, focus=SampleId(1), fresh=False))
    return decide(state, library.ScanEnded(Ticket(900), ScanReport(source.id)))


SECOND = PathPlace(b"/else/pack/deep/y.wav", is_folder=False, exists=True)
APART = PathPlace(b"/apart/z.wav", is_folder=False, exists=True)


def test_what_waits_is_shown_once_its_folder_was_scanned() -> None:
    state = called(ELSEWHERE, SECOND, APART)
    assert state.call.waiting == (ELSEWHERE, SECOND, APART)
    assert state.screen.notice is not None
    assert (state.screen.notice.name, state.screen.notice.count) == ("x.wav", 2)
    again = scanned(state, b"/else/pack")
    (locate,) = (one for one in again.commands if isinstance(one, library.LocatePaths))
    assert locate.paths == (ELSEWHERE.path, SECOND.path, APART.path)
    found = replace(ELSEWHERE, source=SourceId(50), sample=SampleId(3))
    located = library.PathsLocated(locate.ticket, (found, APART))
    state = decide(again.state, located).state
    assert state.browser.query.source == SourceId(50)
    assert (state.call.waiting, state.call.offered) == ((APART,), "/apart")


def test_what_waits_does_not_take_the_list_from_who_went_on() -> None:
    again = scanned(called(ELSEWHERE, APART), b"/else/pack", moved=True)
    assert not any(isinstance(one, library.LocatePaths) for one in again.commands)
    assert again.state.call.waiting == (APART,)


def test_a_second_call_waits_behind_the_first_and_nothing_after_the_sheet_was_closed() -> None:
    state = called(APART, state=called(ELSEWHERE))
    assert state.call.waiting == (ELSEWHERE, APART)
    assert state.call.offered == "/else/pack"
    for intent in intents.ToggleSheet(Sheet.ADD), intents.StepBack():
        closed = decide(state, intent).state
        assert closed.screen.sheet is None
        assert (closed.call.waiting, closed.call.offered) == ((), "")


def test_a_sheet_that_is_open_stays() -> None:
    busy = listing(1)
    busy = replace(busy, screen=replace(busy.screen, sheet=Sheet.RENAME))
    assert called(ELSEWHERE, state=busy).screen.sheet is Sheet.RENAME


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (PathPlace(b"/gone.wav", False, False), NoticeKind.PATH_MISSING),
        (replace(KICK, sample=None), NoticeKind.PATH_NO_SAMPLE),
    ],
)
def test_what_cannot_be_shown_is_said(place: PathPlace, kind: NoticeKind) -> None:
    state = called(place)
    assert state.screen.notice is not None
    assert state.screen.notice.kind is kind
