"""What is copied, revealed and opened, by what has the keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import handoff, intents, library
from actors.session.decide import decide
from models.audio.span import Span
from models.audio.units import Frames, SampleId, Ticket
from models.state.app import AppState
from models.state.editor import Editor
from models.state.screen import Panel
from models.state.settings import Settings
from tests.actors.session.test_browsing import DRUMS, listing, sample
from ui.text.notices import notice_words

PATHS = (b"/drums/1.wav", b"/drums/3.wav")
SPAN = Span(Frames(1), Frames(5))


def chosen(panel: Panel = Panel.SAMPLES, span: Span | None = None) -> AppState:
    """Return a state with two selected rows, a loaded sample and a span of it."""
    state = listing(1, 2, 3, selection=frozenset({SampleId(3), SampleId(1)}), focus=SampleId(2))
    editor = Editor(sample=sample(2), selection=span)
    screen = replace(state.screen, focus=panel)
    folders = replace(state.folders, source=DRUMS.id, focus=b"kicks")
    sources = replace(state.sources, focus=DRUMS.id)
    return replace(state, editor=editor, screen=screen, folders=folders, sources=sources)


def carried_out(state: AppState, intent: intents.Intent, missing: int = 0) -> handoff.Command:
    """Return what the handoff is told once the library has answered."""
    asked = decide(state, intent)
    (order,) = asked.commands
    assert isinstance(order, library.HandoffCommand)
    found = decide(asked.state, library.FilesLocated(order.ticket, PATHS, missing))
    (command,) = found.commands
    assert isinstance(command, handoff.Command)
    return command


@pytest.mark.parametrize(
    ("intent", "command"),
    [
        (intents.CopyFiles(), handoff.Hold(PATHS)),
        (intents.CopyFiles(paths_only=True), handoff.Hold(PATHS, text=True)),
        (intents.RevealFiles(), handoff.Reveal(PATHS)),
        (intents.OpenFiles(), handoff.Open(PATHS, "audacity %F")),
    ],
)
def test_the_selected_rows(intent: intents.Intent, command: handoff.Command) -> None:
    state = replace(chosen(), settings=Settings(editor="audacity %F"))

    assert carried_out(state, intent) == command
    renamed = isinstance(intent, intents.CopyFiles)
    assert decide(state, intent).commands == (
        library.LocateSamples(Ticket(2), (SampleId(1), SampleId(3)), renamed),
    )


def test_the_row_of_a_menu() -> None:
    intent = intents.CopyFiles(SampleId(2), Panel.SAMPLES)

    assert decide(chosen(Panel.WAVEFORM, SPAN), intent).commands == (
        library.LocateSamples(Ticket(2), (SampleId(2),)),
    )


def test_the_waveform() -> None:
    part = decide(chosen(Panel.WAVEFORM, SPAN), intents.CopyFiles())
    whole = decide(chosen(Panel.WAVEFORM), intents.CopyFiles())
    shown = decide(chosen(Panel.WAVEFORM, SPAN), intents.RevealFiles())

    assert part.commands == (library.RenderSpan(Ticket(2), SampleId(2), SPAN),)
    assert shown.commands == (library.LocateSamples(Ticket(2), (SampleId(2),), renamed=False),)
    assert whole.commands == (library.LocateSamples(Ticket(2), (SampleId(2),)),)


@pytest.mark.parametrize(
    ("panel", "path"), [(Panel.SOURCES, b"/drums"), (Panel.FOLDERS, b"/drums/kicks")]
)
def test_sources_and_folders_are_revealed(panel: Panel, path: bytes) -> None:
    assert decide(chosen(panel), intents.RevealFiles()).commands == (handoff.Reveal((path,)),)


def test_nothing_is_chosen() -> None:
    decision = decide(AppState(), intents.CopyFiles())

    assert decision.commands == ()
    assert decision.state.screen.notice is not None


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (handoff.Held(2, text=False), "Copied 2 files"),
        (handoff.Held(1, text=True), "Copied 1 path"),
        (handoff.NotHeld("no X server"), "Not copied: no X server"),
        (handoff.NotRevealed("xdg-open: no"), "No file manager: xdg-open: no"),
        (handoff.NotOpened("a: no"), "Not opened: a: no"),
        (handoff.Revealed(folder_only=True), "Folder shown: this file manager cannot select files"),
    ],
)
def test_what_is_said(event: handoff.Event, words: str) -> None:
    notice = decide(chosen(), event).state.screen.notice

    assert notice is not None
    assert notice_words(notice) == words


def test_missing_files_are_left_out_with_words() -> None:
    asked = decide(chosen(), intents.CopyFiles())
    ticket = asked.state.handoff.requests[0].ticket
    some = decide(asked.state, library.FilesLocated(ticket, PATHS, 1))
    none = decide(asked.state, library.FilesLocated(ticket, (), 3))

    assert some.state.screen.notice is not None
    assert notice_words(some.state.screen.notice) == "Left out 1 missing file of 3"
    assert none.commands == ()
    assert none.state.screen.notice is not None


def test_a_guide_that_no_browser_shows_is_named_and_its_path_is_copied() -> None:
    unopened = handoff.GuideUnopened(b"/data/guide/index.html", "xdg-open ended with 4", shown=True)
    said = decide(AppState(), unopened)
    assert said.commands == (handoff.Hold((unopened.page,), text=True),)

    def words(state: AppState) -> str:
        assert state.screen.notice is not None
        return notice_words(state.screen.notice)

    for part in ("xdg-open ended with 4", "its folder is open", "/data/guide/index.html"):
        assert part in words(said.state)
    failed = decide(said.state, handoff.NotHeld("no clipboard")).state
    assert words(failed) == words(said.state)
    copied = decide(said.state, handoff.Held(1, text=True)).state
    assert words(copied) == f"{words(said.state)} (copied)"
