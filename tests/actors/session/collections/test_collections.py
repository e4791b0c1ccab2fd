"""Collections and their samples, as rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import audio, config, intents, library
from actors.session.decide import decide
from models.audio.span import Span
from models.audio.units import CollectionId, Frames, SampleId, Ticket
from models.library.action import Action, ActionKind
from models.library.collection import AlreadyMembers, Collection
from models.library.query import Query, Sort
from models.library.tag import Tag
from models.state.app import AppState
from models.state.collections import Collections
from models.state.file_naming import Naming, Thing
from models.state.notice import Notice, NoticeKind, Severity
from models.state.screen import Panel, Sheet
from models.state.transport import Status
from tests.actors.session.test_browsing import ids, listing, sample
from ui.text.notices import notice_words

KIT, LIVE = Collection(CollectionId(1), "Dusty kit", 2), Collection(CollectionId(2), "Live set", 0)


def two(*numbers: int, **members: object) -> AppState:
    """Return a state with both collections, the first open and holding these samples."""
    state = listing(1, 2, 3, 4, 5, focus=SampleId(2), row=1)
    rows = listing(*numbers, **members).browser
    rows = replace(rows, query=Query(sort=Sort.PLACE, collection=KIT.id), ticket=Ticket(7))
    return replace(
        state,
        collections=Collections((KIT, LIVE), focus=KIT.id),
        members=rows,
        last_ticket=Ticket(9),
    )


def on_members(state: AppState) -> AppState:
    return replace(state, screen=replace(state.screen, focus=Panel.MEMBERS))


def test_the_first_collection_is_opened_and_listed() -> None:
    decision = decide(AppState(), library.CollectionsListed((KIT, LIVE)))

    assert decision.state.collections.chosen == KIT
    query = Query(sort=Sort.PLACE, collection=KIT.id)
    assert decision.commands == (library.List(Ticket(1), query),)


def test_a_collection_is_listed_from_all_sources_in_the_main_list() -> None:
    for named in (None, KIT.id):
        decision = decide(two(4, 5), intents.ListCollection(named))
        (asked,) = (one for one in decision.commands if isinstance(one, library.List))

        assert (asked.query.source, asked.query.words) == (None, 'in:"Dusty kit"')
        assert decision.state.screen.focus is Panel.SAMPLES
        assert decision.state.collections.chosen == KIT
    none = decide(AppState(), intents.ListCollection())
    assert none.state.screen.notice == Notice(NoticeKind.NO_COLLECTIONS, number=1)


def test_a_removed_collection_hands_on_to_the_one_in_its_row() -> None:
    decision = decide(two(4, 5), library.CollectionsListed((LIVE,)))

    assert decision.state.collections.chosen == LIVE
    assert len(decision.state.members.ids) == 0
    assert decide(two(4), library.CollectionsListed(())).state.collections.chosen is None


def test_both_lists_hear_only_their_own_answers() -> None:
    state = two(4, 5)
    member = decide(state, library.Listed(Ticket(7), ids(5))).state
    other = decide(state, library.Listed(Ticket(1), ids(1))).state

    assert (len(member.members.ids), len(member.browser.ids)) == (1, 5)
    assert (len(other.members.ids), len(other.browser.ids)) == (2, 1)


def test_the_arrows_move_and_play_in_the_list_that_has_the_keyboard() -> None:
    decision = decide(on_members(two(4, 5)), intents.MoveFocus(1))

    assert decision.state.members.focus == 4
    assert decision.state.browser.focus == 2
    assert any(
        isinstance(command, audio.Play) and command.sample.id == 4 for command in decision.commands
    )


@pytest.mark.parametrize("number", [1, 2])
def test_a_number_adds_the_focused_sample(number: int) -> None:
    decision = decide(two(4, 5), intents.AddToCollection(number))

    assert decision.commands == (library.AddToCollection(CollectionId(number), (SampleId(2),)),)
    assert decision.state.transport.status is Status.STOPPED


def test_a_number_adds_all_selected_in_shown_order() -> None:
    state = two(4, 5)
    state = replace(
        state, browser=replace(state.browser, selection=frozenset(map(SampleId, (5, 3))))
    )
    decision = decide(state, intents.AddToCollection(2))

    assert decision.commands == (library.AddToCollection(LIVE.id, (SampleId(3), SampleId(5))),)


def test_a_member_can_be_added_to_another_collection() -> None:
    state = on_members(two(4, 5, focus=SampleId(5), row=1))

    assert decide(state, intents.AddToCollection(2)).commands == (
        library.AddToCollection(LIVE.id, (SampleId(5),)),
    )


@pytest.mark.parametrize("number", [3, 9])
def test_a_number_without_a_collection_says_so(number: int) -> None:
    decision = decide(two(4), intents.AddToCollection(number))

    assert decision.commands == ()
    assert decision.state.screen.notice is not None
    assert notice_words(decision.state.screen.notice) == f"Collection {number} does not exist"


def test_duplicates_flash() -> None:
    event = library.NothingDone(
        Notice(NoticeKind.ALREADY_MEMBERS, "2.wav", 1, to="Dusty kit"),
        AlreadyMembers(KIT.id, (SampleId(2),)),
    )
    state = decide(two(2), event).state

    assert (state.collections.flash, state.collections.flashed) == (1, KIT.id)
    assert state.screen.notice is not None
    assert not state.screen.notice.undoable


def test_the_open_collection_is_listed_again_when_it_changed() -> None:
    event = library.StepDone(
        Notice(NoticeKind.DONE, about=Action(ActionKind.ADD_MEMBERS, count=1, to="Dusty kit")),
        library.CollectionsChanged((KIT.id,)),
    )
    decision = decide(two(4), event)

    assert decision.state.screen.notice is not None
    assert decision.state.screen.notice.undoable
    assert [type(command) for command in decision.commands] == [library.List]
    other = library.StepDone(
        Notice(NoticeKind.DONE, about=Action(ActionKind.ADD_MEMBERS, count=1, to="Live set")),
        library.CollectionsChanged((LIVE.id,)),
    )
    assert decide(two(4), other).commands == ()


def test_a_member_leaves_and_the_focus_goes_on() -> None:
    state = on_members(two(4, 5, 3, focus=SampleId(5), row=1))
    assert decide(state, intents.RemoveFromCollection()).commands == (
        library.RemoveFromCollection(KIT.id, (SampleId(5),)),
    )

    listed = decide(state, library.Listed(Ticket(7), ids(4, 3)))
    assert listed.state.members.focus == 3


def test_members_are_moved() -> None:
    state = on_members(two(4, 5, 3, focus=SampleId(5), row=1))

    up, down = intents.PlaceMembers(-1), intents.PlaceMembers(1)
    assert decide(state, up).commands == (library.PlaceMembers(KIT.id, (SampleId(5),), 0),)
    assert decide(state, down).commands == (library.PlaceMembers(KIT.id, (SampleId(5),), 3),)
    first = on_members(two(4, 5, focus=SampleId(4), row=0))
    assert decide(first, up).commands == ()


def test_a_collection_is_named_and_renamed() -> None:
    asked = decide(two(), intents.BeginNaming()).state
    assert asked.screen.sheet is Sheet.NAME
    made = decide(asked, intents.NameCollection("Textures"))
    assert made.commands == (library.AddCollection("Textures"),)
    assert made.state.screen.sheet is None

    asked = decide(two(), intents.RenameChosen()).state
    named = decide(asked, intents.NameCollection("Kit"))
    assert named.commands == (library.RenameCollection(KIT.id, "Kit"),)


def test_a_refused_name_is_said_and_in_the_sheet_again() -> None:
    event = library.CollectionRefused("Dusty kit", "there is a collection “Dusty kit” already")
    asked = decide(two(), intents.BeginNaming(KIT.id)).state
    named = decide(asked, intents.NameCollection("Dusty kit")).state
    state = decide(named, event).state

    assert state.screen.sheet is Sheet.NAME
    assert (state.collections.naming, state.collections.refused) == (KIT.id, "Dusty kit")
    assert state.collections.reason == event.reason
    assert state.screen.notice is not None
    assert state.screen.notice.severity is Severity.ERROR


def test_collections_are_moved_and_removed() -> None:
    down = decide(two(), intents.PlaceCollection(1))
    assert down.commands == (library.PlaceCollection(KIT.id, 1),)
    assert decide(two(), intents.PlaceCollection(-1)).commands == ()
    assert decide(two(), intents.RemoveCollection()).commands == (library.RemoveCollection(KIT.id),)


def test_the_first_collection_is_made_by_its_number_and_takes_the_samples() -> None:
    state = decide(listing(1, 2, 3, focus=2), intents.AddToCollection(1)).state
    assert state.screen.sheet is Sheet.NAME

    named = decide(state, intents.NameCollection("Kit"))
    assert named.commands == (library.AddCollection("Kit"),)
    state = decide(named.state, library.CollectionsListed((KIT,))).state
    made = library.StepDone(
        Notice(NoticeKind.DONE, about=Action(ActionKind.CREATE_COLLECTION, "Kit")),
        library.CollectionsChanged((KIT.id,)),
    )
    decision = decide(state, made)
    assert decision.commands[-1] == library.AddToCollection(KIT.id, (SampleId(2),))
    assert decide(decision.state, made).commands[-1:] != decision.commands[-1:]


def test_a_name_that_is_called_off_takes_nothing() -> None:
    state = decide(listing(1, 2, 3, focus=2), intents.AddToCollection(1)).state
    state = decide(state, intents.StepBack()).state
    state = decide(state, intents.BeginNaming()).state

    assert state.collections.awaiting == ()


def test_the_empty_list_of_collections_takes_the_keyboard() -> None:
    state = decide(AppState(), intents.FocusPanel(Panel.COLLECTIONS)).state

    assert state.screen.focus is Panel.COLLECTIONS


@pytest.mark.parametrize("panel", [Panel.MEMBERS])
def test_an_empty_panel_refuses_the_keyboard_and_says_what_to_do(panel: Panel) -> None:
    decision = decide(AppState(), intents.FocusPanel(panel))

    assert decision.state.screen.focus is Panel.SAMPLES
    assert decision.state.screen.notice is not None
    assert "press" in notice_words(decision.state.screen.notice)


def test_the_keyboard_goes_to_collections_without_playing() -> None:
    for panel in (Panel.COLLECTIONS, Panel.MEMBERS):
        decision = decide(two(4), intents.FocusPanel(panel))
        assert decision.state.screen.focus is panel
        assert decision.commands == ()


def test_marks_show_in_both_lists() -> None:
    state = two(2, 5)
    state = decide(
        state,
        library.StepDone(
            Notice(NoticeKind.DONE, about=Action(ActionKind.KEEP, "2.wav")),
            library.TagsChanged({SampleId(2): Tag.KEEP}),
        ),
    ).state

    assert state.browser.window.find(SampleId(2)) == replace(sample(2), tag=Tag.KEEP)
    assert state.members.window.find(SampleId(2)) == replace(sample(2), tag=Tag.KEEP)


def test_a_clip_goes_to_the_folder_that_was_chosen_and_back_to_the_trash_that_was() -> None:
    span = Span(Frames(3), Frames(9))
    intent = intents.SaveClip(KIT.id, SampleId(4), span)
    assert decide(two(), intent).commands == (library.Clip(KIT.id, SampleId(4), span),)

    chosen = decide(two(), intents.BeginRename(Naming(Thing.CLIPS, ""))).state
    named = decide(chosen, intents.ConfirmName(" /music/clips "))
    kept = [command for command in named.commands if isinstance(command, config.SaveSettings)]
    state = decide(named.state, intents.ChangeSetting("trash_folder", "/trash")).state

    assert [command.settings.clips_folder for command in kept] == ["/music/clips"]
    clip = library.Clip(KIT.id, SampleId(4), span, b"/music/clips")
    assert decide(state, intent).commands == (clip,)
    assert decide(state, intents.Undo()).commands == (library.Undo(b"/trash"),)
    again = decide(state, intents.ChangeSetting("clips_folder", "")).state
    assert decide(again, intent).commands == (library.Clip(KIT.id, SampleId(4), span),)
