"""Triage and rows that are selected together, as rules."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import audio, intents, library, waveform
from actors.session.decide import decide
from models.audio.units import SampleId, Ticket
from models.library.action import Action, ActionKind
from models.library.query import Query
from models.library.tag import Tag
from models.state.app import AppState
from models.state.editor import Editor
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel
from models.state.transport import Status, Transport
from tests.actors.session.test_browsing import ids, listing, sample
from ui.text.notices import notice_words

FIVE = (1, 2, 3, 4, 5)


def on(number: int, *numbers: int, **browser: object) -> AppState:
    """Return a list whose focus is on the sample `number`, which the waveform shows."""
    numbers = numbers or FIVE
    state = listing(*numbers, focus=SampleId(number), row=numbers.index(number), **browser)
    return replace(state, editor=Editor(sample=sample(number)))


def tags(**marked: Tag) -> library.StepDone:
    changed = {SampleId(int(name[1:])): tag for name, tag in marked.items()}
    return library.StepDone(
        Notice(NoticeKind.DONE, about=Action(ActionKind.KEEP, count=1)),
        library.TagsChanged(changed),
    )


@pytest.mark.parametrize("tag", Tag)
def test_a_key_marks_the_focused_row(tag: Tag) -> None:
    state = on(3)
    decision = decide(state, intents.MarkSamples(tag))

    assert decision.commands == (library.Mark((SampleId(3),), tag),)
    assert decision.state is state, "nothing is shown before it is done"


def advancing(state: AppState) -> AppState:
    return replace(state, settings=replace(state.settings, advance=True))


def test_a_mark_goes_on_to_the_next_row_if_that_is_set() -> None:
    decision = decide(advancing(on(3)), intents.MarkSamples(Tag.KEEP))

    assert decision.commands[0] == library.Mark((SampleId(3),), Tag.KEEP)
    assert decision.state.browser.focus == SampleId(4)
    assert any(isinstance(command, audio.Play) for command in decision.commands)
    last = decide(advancing(on(5)), intents.MarkSamples(Tag.KEEP))
    assert last.commands == (library.Mark((SampleId(5),), Tag.KEEP),), "there is no next one"
    several = advancing(on(3, selection=frozenset({SampleId(1), SampleId(2)})))
    decision = decide(several, intents.MarkSamples(Tag.KEEP))
    assert decision.state is several, "many rows have no next one"


def test_a_row_that_leaves_the_list_is_the_step_itself_and_the_next_one_is_heard() -> None:
    state = advancing(on(3, query=Query(tag=Tag.NEUTRAL)))
    marked = decide(state, intents.MarkSamples(Tag.TRASH))

    assert marked.state.browser.focus == SampleId(3)
    done = decide(marked.state, tags(_3=Tag.TRASH)).state
    left = decide(done, library.Listed(done.browser.ticket, ids(1, 2, 4, 5)))
    assert left.state.browser.focus == SampleId(4)
    assert not left.state.browser.quiet, "it is played"
    assert not left.state.browser.advancing


def test_selected_rows_are_marked_together() -> None:
    state = on(3, selection=frozenset({SampleId(5), SampleId(1)}))
    decision = decide(state, intents.MarkSamples(Tag.KEEP))

    assert decision.commands == (library.Mark((SampleId(1), SampleId(5)), Tag.KEEP),)


def test_a_swipe_marks_its_own_row() -> None:
    state = on(3, selection=frozenset({SampleId(1)}))

    decision = decide(state, intents.MarkSample(SampleId(4), Tag.TRASH))
    assert decision.commands == (library.Mark((SampleId(4),), Tag.TRASH),)
    decision = decide(state, intents.MarkSample(SampleId(1), Tag.TRASH, alone=True))
    assert decision.commands == (library.Mark((SampleId(1),), Tag.TRASH),)


def test_the_shown_sample_can_be_marked() -> None:
    decision = decide(replace(on(3), browser=listing().browser), intents.MarkShown(Tag.KEEP))

    assert decision.commands == (library.Mark((SampleId(3),), Tag.KEEP),)


@pytest.mark.parametrize("now", list(Tag))
@pytest.mark.parametrize("pressed", [Tag.KEEP, Tag.TRASH])
def test_a_lit_mark_above_the_waveform_is_taken_off_by_its_button(now: Tag, pressed: Tag) -> None:
    state = on(3)
    state = replace(state, editor=Editor(sample=replace(sample(3), tag=now)))
    decision = decide(state, intents.MarkShown(pressed))

    wanted = Tag.NEUTRAL if now is pressed else pressed
    assert decision.commands == (library.Mark((SampleId(3),), wanted),)


@pytest.mark.parametrize(
    "intent",
    [intents.MarkSamples(Tag.KEEP), intents.MarkShown(Tag.KEEP)],
)
def test_nothing_to_mark_is_said(intent: intents.Intent) -> None:
    decision = decide(listing(), intent)

    assert decision.commands == ()
    assert decision.state.screen.notice is not None
    assert "Select a sample" in notice_words(decision.state.screen.notice)


def test_a_new_tag_is_shown_in_the_list_and_above_the_waveform() -> None:
    decision = decide(on(3), tags(_3=Tag.KEEP, _4=Tag.TRASH))
    rows = decision.state.browser.window.rows

    assert [row and row.tag for row in rows] == [0, 0, 1, -1, 0]
    assert decision.state.editor.sample is not None
    assert decision.state.editor.sample.tag is Tag.KEEP
    count = library.Count(decision.state.browser.ticket, decision.state.browser.query, types=False)
    assert decision.commands == (count,), "no filter, nothing to list and nothing to play"
    notice = decision.state.screen.notice
    assert notice is not None
    assert (notice_words(notice), notice.undoable) == ("Kept 1 sample", True)


def test_what_was_taken_back_offers_no_undo() -> None:
    event = library.StepDone(
        Notice(NoticeKind.UNDONE, about=Action(ActionKind.KEEP, "3.wav")),
        library.TagsChanged({SampleId(3): Tag.NEUTRAL}),
        undone=True,
    )
    notice = decide(on(3), event).state.screen.notice

    assert notice is not None
    assert not notice.undoable


def test_a_row_that_leaves_the_filter_hands_the_focus_on_silently() -> None:
    state = on(3, query=Query(tag=Tag.NEUTRAL))
    asked = decide(state, tags(_3=Tag.KEEP))
    assert asked.commands == (library.List(Ticket(2), Query(tag=Tag.NEUTRAL)),)

    listed = decide(asked.state, library.Listed(Ticket(2), ids(1, 2, 4, 5)))
    assert listed.state.browser.focus == 4
    rows = tuple(sample(number) for number in (1, 2, 4, 5))
    read = decide(listed.state, library.RowsRead(Ticket(2), 0, rows))

    assert read.state.editor.sample == sample(4)
    assert [type(command) for command in read.commands if isinstance(command, waveform.Draw)]
    assert read.state.transport.status is Status.STOPPED
    assert "Play" not in {type(command).__name__ for command in read.commands}


def test_what_sounds_goes_on_when_its_row_leaves_the_filter() -> None:
    sounding = Transport(Status.PLAYING, Ticket(1), SampleId(3))
    state = replace(on(3, query=Query(tag=Tag.NEUTRAL)), transport=sounding)
    state = decide(state, tags(_3=Tag.KEEP)).state
    state = decide(state, library.Listed(Ticket(2), ids(1, 2, 4, 5))).state
    decision = decide(state, library.RowsRead(Ticket(2), 0, (sample(4),)))

    assert decision.state.transport == sounding


def test_the_last_row_hands_the_focus_to_the_one_before() -> None:
    state = on(5, query=Query(tag=Tag.NEUTRAL))
    state = decide(state, tags(_5=Tag.TRASH)).state

    assert decide(state, library.Listed(Ticket(2), ids(1, 2, 3, 4))).state.browser.focus == 4


def test_undo_and_redo_are_the_librarys() -> None:
    assert decide(on(3), intents.Undo()).commands == (library.Undo(),)
    assert decide(on(3), intents.Redo()).commands == (library.Redo(),)
    keep = Action(ActionKind.KEEP, count=3)
    state = decide(on(3), library.HistoryChanged(keep, None)).state

    assert (state.history.undo, state.history.redo) == (keep, None)


def test_shift_selects_from_where_it_began_and_plays_nothing() -> None:
    state = on(2)
    first = decide(state, intents.ExtendFocus(1))
    second = decide(first.state, intents.ExtendFocus(1))
    back = decide(second.state, intents.ExtendFocus(-3))

    assert second.state.browser.selection == {2, 3, 4}
    assert second.state.browser.focus == 4
    assert back.state.browser.selection == {1, 2}
    assert second.state.transport.status is Status.STOPPED
    assert "Play" not in {type(command).__name__ for command in (*first.commands, *second.commands)}
    assert second.state.editor.sample == sample(4)

    heard = Transport(Status.PLAYING, Ticket(1), SampleId(2))
    third = decide(replace(on(2), transport=heard), intents.ExtendFocus(2)).state
    assert (third.browser.focus, third.editor.sample) == (4, sample(2)), "what is heard stays shown"
    assert heard.pauses(SampleId(2))
    assert not heard.pauses(SampleId(4)), "Space plays what is shown"


def test_a_plain_move_begins_a_new_range() -> None:
    state = decide(on(2), intents.ExtendFocus(1)).state
    state = decide(state, intents.FocusRow(4)).state

    assert decide(state, intents.ExtendFocus(-1)).state.browser.selection == {4, 5}


def test_a_plain_move_ends_the_selection_and_what_is_done_is_done_to_its_row() -> None:
    """Five are selected, another row is clicked or gone to, and the five are left alone."""
    selected = decide(on(1, *range(1, 9)), intents.ExtendFocus(4)).state
    assert selected.browser.selection == set(FIVE)
    for intent in (intents.FocusRow(6), intents.MoveFocus(2)):
        state = decide(selected, intent).state
        assert state.browser.selection == frozenset()
        (command,) = decide(state, intents.DeleteSamples()).commands
        assert command == library.TrashSamples((SampleId(7),))
        (command,) = decide(state, intents.MarkSamples(Tag.TRASH)).commands
        assert command == library.Mark((SampleId(7),), Tag.TRASH)


def test_a_selected_row_that_is_pressed_may_be_dragged_with_the_others() -> None:
    state = decide(on(1), intents.ExtendFocus(2)).state
    state = decide(state, intents.FocusRow(1, keep=True)).state

    assert state.browser.focus == 2
    assert state.browser.selection == {1, 2, 3}
    assert decide(state, intents.ClearRows(Panel.SAMPLES)).state.browser.selection == frozenset()


def test_rows_are_selected_one_by_one() -> None:
    state = decide(on(2), intents.ToggleSelected()).state
    state = decide(state, intents.MoveFocus(3, keep=True)).state
    state = decide(state, intents.ToggleSelected()).state
    assert state.browser.selection == {2, 5}

    assert decide(state, intents.ToggleSelected(4)).state.browser.selection == {2}

    for focused, fresh, taken in ((2, False, {2, 5}), (2, True, {5}), (5, False, {5})):
        start = on(focused)
        start = replace(start, browser=replace(start.browser, fresh=fresh))
        clicked = decide(start, intents.ToggleSelected(4, beside=True)).state
        assert clicked.browser.selection == taken, "a click with Ctrl adds to what a click chose"
        assert decide(start, intents.ToggleSelected(4)).state.browser.selection == {5}


def test_all_rows_are_selected() -> None:
    assert decide(on(2), intents.SelectAllRows()).state.browser.selection == set(FIVE)


def test_rows_that_left_the_list_are_selected_no_longer() -> None:
    state = on(2, selection=frozenset(map(SampleId, (2, 4))))
    state = replace(state, browser=replace(state.browser, ticket=Ticket(2)))

    assert decide(state, library.Listed(Ticket(2), ids(1, 2, 3))).state.browser.selection == {2}


def test_escape_leaves_the_selection_of_rows() -> None:
    state = replace(on(2, selection=frozenset({SampleId(2)})), editor=Editor())

    assert decide(state, intents.StepBack()).state.browser.selection == frozenset()
