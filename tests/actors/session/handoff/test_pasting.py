"""Where pasted files go."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import config, handoff, intents, library
from actors.session.decide import decide
from actors.session.decision import Decision
from models.audio.units import CollectionId, Ticket
from models.handoff.paste_use import PasteUse
from models.library.query import Query
from models.state.app import AppState
from models.state.collections import Collections
from models.state.screen import Panel
from models.state.similarity import Similarity
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


@pytest.mark.parametrize("use", [PasteUse.COPY, PasteUse.SIMILAR])
def test_the_list_asks_once_what_they_are_for(use: PasteUse) -> None:
    def pasted(state: AppState) -> Decision:
        asked = decide(state, intents.PasteFiles())
        (read,) = asked.commands
        assert isinstance(read, handoff.ReadClipboard)
        return decide(asked.state, handoff.OnClipboard(read.ticket, PATHS))

    asks = pasted(focused(Panel.SAMPLES, Query(DRUMS.id, b"kicks")))
    assert asks.commands == ()
    assert asks.state.handoff.paste is not None
    assert asks.state.handoff.paste.paths == PATHS
    answered = decide(asks.state, intents.AnswerPaste(use))
    assert answered.state.settings.paste is use
    assert any(isinstance(one, config.SaveSettings) for one in answered.commands)
    assert decide(answered.state, intents.AnswerPaste(use)).commands == (), "answered once"
    again = pasted(replace(answered.state, similarity=Similarity()))
    for decision in (answered, again):
        if use is PasteUse.COPY:
            assert library.PasteFiles(PATHS, DRUMS.id, b"kicks") in decision.commands
        else:
            assert decision.state.similarity.search is not None
            wanted = decision.state.similarity.search.asked.wanted
            assert [one.path for one in wanted] == list(PATHS)


@pytest.mark.parametrize("panel", [Panel.SAMPLES, Panel.WAVEFORM])
def test_where_there_is_no_folder_they_are_a_question(panel: Panel) -> None:
    query = Query(DRUMS.id) if panel is Panel.WAVEFORM else Query()
    asked = decide(focused(panel, query), intents.PasteFiles())
    (read,) = asked.commands
    assert isinstance(read, handoff.ReadClipboard)
    found = decide(asked.state, handoff.OnClipboard(read.ticket, (b"/a.txt", PATHS[0])))
    assert found.state.similarity.search is not None
    assert [one.path for one in found.state.similarity.search.asked.wanted] == [PATHS[0]]
    none = decide(asked.state, handoff.OnClipboard(read.ticket, (b"/a.txt",)))
    assert none.state.similarity.search is None
    assert said(none.state) == "No files on the clipboard"


def test_among_all_sources_the_folders_have_no_place() -> None:
    decision = decide(focused(Panel.SOURCES, Query()), intents.PasteFiles())

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
