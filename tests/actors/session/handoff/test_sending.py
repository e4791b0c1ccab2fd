"""What is sent to which hot folder, and when the sheet asks for one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import intents, library
from actors.session.decide import decide
from models.audio.units import CollectionId, SampleId
from models.library.hot_folder import HotFolder, HotPlace, Sounds
from models.library.query import Query
from models.state.app import AppState
from models.state.collections import Collections
from models.state.notice import NoticeKind
from models.state.screen import Panel, Sheet
from tests.actors.session.handoff.test_chosen import SPAN, chosen
from tests.actors.session.test_browsing import DRUMS, sample

HOT = HotFolder(b"/daw/in", "{name} {bpm}")
KIT = CollectionId(4)
TWO = Sounds((SampleId(1), SampleId(3)))
HERE = HotPlace(source=DRUMS.id, folder=b"kicks")


def at(panel: Panel) -> AppState:
    state = chosen(panel, SPAN if panel is Panel.WAVEFORM else None)
    return replace(
        state,
        browser=replace(state.browser, query=Query(DRUMS.id, b"kicks")),
        members=replace(state.browser, focus=SampleId(2), selection=frozenset()),
        collections=Collections(focus=KIT),
    )


@pytest.mark.parametrize(
    ("panel", "intent", "sounds", "place"),
    [
        (Panel.SAMPLES, intents.SendFiles(), TWO, HERE),
        (Panel.WAVEFORM, intents.SendFiles(), Sounds((sample(2).id,), SPAN), HERE),
        (Panel.COLLECTIONS, intents.SendFiles(), Sounds(collection=KIT), HotPlace(KIT)),
        (Panel.MEMBERS, intents.SendFiles(), Sounds((SampleId(2),)), HotPlace(KIT)),
        (
            Panel.SAMPLES,
            intents.SendFiles(collection=CollectionId(9)),
            Sounds(collection=CollectionId(9)),
            HotPlace(CollectionId(9)),
        ),
    ],
)
def test_what_has_the_keyboard_goes_to_the_folder_of_its_place(
    panel: Panel, intent: intents.SendFiles, sounds: Sounds, place: HotPlace
) -> None:
    asked = decide(at(panel), intent)
    (read,) = asked.commands
    assert isinstance(read, library.ReadHotFolder)
    assert read.place == place
    sent = decide(asked.state, library.HotFolderRead(read.ticket, HOT))
    assert sent.commands == (library.SendFiles(sounds, HOT, place),)
    assert sent.state.screen.sheet is None
    again = decide(sent.state, library.HotFolderRead(read.ticket, HOT))
    assert again.commands == (), "an answer is used once"


@pytest.mark.parametrize(
    ("choose", "known", "last", "folder"),
    [
        (False, None, None, ""),
        (False, None, HOT, "/daw/in"),
        (True, HOT, HotFolder(b"/other"), "/daw/in"),
    ],
)
def test_the_sheet_asks_once_and_the_answer_is_remembered(
    choose: bool, known: HotFolder | None, last: HotFolder | None, folder: str
) -> None:
    asked = decide(at(Panel.SAMPLES), intents.SendFiles(choose=choose))
    (read,) = asked.commands
    assert isinstance(read, library.ReadHotFolder)
    opened = decide(asked.state, library.HotFolderRead(read.ticket, known, last))
    assert opened.commands == ()
    assert opened.state.screen.sheet is Sheet.SEND
    assert opened.state.sending.folder == folder

    typed = decide(opened.state, intents.ConfigureSend("relative", "{name}")).state
    refused = decide(typed, intents.ConfirmSend())
    assert refused.commands == ()
    assert "whole path" in refused.state.sending.reason
    named = decide(refused.state, intents.ConfigureSend("/daw/in/", "{bmp}")).state
    assert "{bmp}" in named.sending.reason
    assert decide(named, intents.ConfirmSend()).commands == ()
    right = decide(named, intents.ConfigureSend("/daw/in/", HOT.template)).state
    sent = decide(right, intents.ConfirmSend())
    assert sent.commands == (library.SendFiles(TWO, HOT, HERE, remember=True),)
    assert sent.state.screen.sheet is None


def test_a_folder_that_cannot_be_used_is_asked_for_again() -> None:
    command = library.SendFiles(TWO, HOT, HERE)
    refused = library.HotFolderRefused("the folder /daw/in is missing", command, missing=True)
    state = decide(at(Panel.SAMPLES), refused).state
    assert state.screen.sheet is Sheet.SEND
    assert state.sending.reason == refused.reason
    assert state.sending.folder == "/daw/in"
    again = decide(state, intents.ConfigureSend("/daw/in/", "{name}")).state
    (made,) = decide(again, intents.ConfirmSend()).commands
    assert isinstance(made, library.SendFiles)
    assert made.create, "it was said that it is missing"
    other = decide(state, intents.ConfigureSend("/daw/2", "{name}")).state
    sent = decide(other, intents.ConfirmSend())
    assert sent.commands == (library.SendFiles(TWO, HotFolder(b"/daw/2"), HERE, remember=True),)

    busy = at(Panel.SAMPLES)
    busy = replace(busy, screen=replace(busy.screen, sheet=Sheet.RENAME))
    state = decide(busy, refused).state
    assert state.screen.sheet is Sheet.RENAME
    assert state.screen.notice is not None
    assert state.screen.notice.kind is NoticeKind.NOT_SENT


def test_nothing_chosen_is_said() -> None:
    decision = decide(AppState(), intents.SendFiles())
    assert decision.commands == ()
    assert decision.state.screen.notice is not None
    assert decision.state.screen.notice.kind is NoticeKind.SELECT_SAMPLE_FIRST
