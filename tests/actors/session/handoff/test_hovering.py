"""What another program drags over the window, and where it is dropped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import handoff, intents, library
from actors.session.decide import decide
from models.audio.units import CollectionId, Pixels
from models.state.app import AppState
from models.state.hover import Hover
from models.state.notice import NoticeKind
from tests.actors.session.test_browsing import DRUMS, listing

PATHS = (b"/else/a.wav", b"/else/b.wav")


def test_it_is_shown_from_the_first_place_until_it_ends() -> None:
    state = listing(1)
    assert decide(state, handoff.HoverMoved(Pixels(1), Pixels(2))).state.hover is None
    state = decide(state, handoff.Hovered(PATHS, 1)).state
    state = decide(state, handoff.HoverMoved(Pixels(3), Pixels(4))).state
    assert state.hover == Hover(PATHS, 1, Pixels(3), Pixels(4))
    for ended in (handoff.HoverEnded(), handoff.NotConnected("gone")):
        assert decide(state, ended).state.hover is None


def test_files_go_where_they_are_dropped() -> None:
    state = listing(1)
    state = replace(state, folders=replace(state.folders, source=DRUMS.id))
    copied = decide(state, intents.DropIntoFolder(PATHS, b"kicks"))
    assert copied.commands == (library.PasteFiles(PATHS, DRUMS.id, b"kicks"),)
    collected = decide(state, intents.DropIntoCollection(PATHS, CollectionId(4)))
    assert collected.commands == (library.CollectFiles(PATHS, CollectionId(4)),)


@pytest.mark.parametrize("intent", [intents.DropIntoFolder(PATHS, b"")])
def test_without_a_source_it_is_said(intent: intents.DropIntoFolder) -> None:
    decision = decide(AppState(), intent)
    assert decision.commands == ()
    assert decision.state.screen.notice is not None
    assert decision.state.screen.notice.kind is NoticeKind.PASTE_NEEDS_FOLDER


def test_several_files_are_one_question() -> None:
    state = decide(listing(1), intents.FindSimilar(path=PATHS[0], more=PATHS[1:])).state
    assert state.similarity.search is not None
    assert [one.path for one in state.similarity.search.asked.wanted] == list(PATHS)
