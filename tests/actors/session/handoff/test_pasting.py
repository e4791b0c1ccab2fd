"""Where pasted files go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import handoff, intents, library
from actors.session.decide import decide
from models.audio.units import CollectionId, Ticket
from models.library.query import Query
from models.state.app import AppState
from models.state.collections import Collections
from models.state.screen import Panel
from tests.actors.session.test_browsing import DRUMS, listing
from ui.text.notices import notice_words

PATHS = (b"/else/a.wav", b"/else/b.wav")


def focused(panel: Panel, query: Query) -> AppState:
    state = listing(1, 2)
    return replace(
        state,
        screen=replace(state.screen, focus=panel),
        browser=replace(state.browser, query=query),
        collections=Collections(focus=CollectionId(4)),
    )


def said(state: AppState) -> str:
    return notice_words(state.screen.notice) if state.screen.notice else ""


@pytest.mark.parametrize(
    ("panel", "command"),
    [
        (Panel.SAMPLES, library.PasteFiles(PATHS, DRUMS.id, b"kicks")),
        (Panel.FOLDERS, library.PasteFiles(PATHS, DRUMS.id, b"kicks")),
        (Panel.MEMBERS, library.CollectFiles(PATHS, CollectionId(4))),
        (Panel.COLLECTIONS, library.CollectFiles(PATHS, CollectionId(4))),
    ],
)
def test_they_go_where_the_keyboard_was(panel: Panel, command: library.Command) -> None:
    asked = decide(focused(panel, Query(DRUMS.id, b"kicks")), intents.PasteFiles())
    (read,) = asked.commands
    assert isinstance(read, handoff.ReadClipboard)
    elsewhere = replace(asked.state, browser=listing(1).browser)
    late = decide(elsewhere, handoff.OnClipboard(Ticket(999), PATHS))
    pasted = decide(elsewhere, handoff.OnClipboard(read.ticket, PATHS, cut=True))

    assert late.commands == ()
    assert pasted.commands == (command,)
    assert decide(pasted.state, handoff.OnClipboard(read.ticket, PATHS)).commands == ()


def test_among_all_sources_there_is_no_folder() -> None:
    decision = decide(focused(Panel.SAMPLES, Query()), intents.PasteFiles())

    assert decision.commands == ()
    assert "Select a single source" in said(decision.state)


@pytest.mark.parametrize(
    ("paths", "reason", "words"),
    [((), "", "No files on the clipboard"), ((), "no X server", "Not pasted: no X server")],
)
def test_nothing_to_paste(paths: tuple[bytes, ...], reason: str, words: str) -> None:
    asked = decide(focused(Panel.SAMPLES, Query(DRUMS.id)), intents.PasteFiles())
    (read,) = asked.commands
    assert isinstance(read, handoff.ReadClipboard)
    decision = decide(asked.state, handoff.OnClipboard(read.ticket, paths, reason=reason))

    assert decision.commands == ()
    assert said(decision.state) == words
