"""The transport as rules: a state and a message in, a state and orders out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import audio, intents, library, waveform
from actors.session.decide import decide
from models.audio.anchor import Anchor
from models.audio.output import Output
from models.audio.span import Span
from models.audio.units import (
    Decibels,
    FramePosition,
    Frames,
    Hertz,
    SampleId,
    Seconds,
    SourceId,
    Ticket,
)
from models.library.sample import Sample
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.state.app import AppState
from models.state.editor import Editor
from models.state.screen import Screen, Sheet
from models.state.transport import Status, Transport
from ui.text.notices import notice_words

KICK = Sample(
    SampleId(7), SourceId(1), b"/s/kick.wav", "kick.wav", Frames(48_000), Hertz(48_000), 1
)
BAR = Span(Frames(1_000), Frames(2_000))


def loaded(**editor: object) -> AppState:
    return AppState(editor=replace(Editor(sample=KICK), **editor))  # type: ignore[arg-type]


def sounding(status: Status = Status.PLAYING, *, loop: bool = False, **editor: object) -> AppState:
    anchor = Anchor(500.0, Seconds(1.0), 48_000.0)
    transport = Transport(status, Ticket(3), KICK.id, anchor, loop=loop)
    return replace(loaded(**editor), transport=transport)


def test_space_plays_the_whole_sample_from_the_cursor() -> None:
    decision = decide(loaded(cursor=200), intents.TogglePlay())

    assert decision.commands == (audio.Play(Ticket(1), KICK, Frames(200), None, loop=False),)
    assert decision.state.transport.status is Status.STARTING
    assert decision.state.transport.ticket == 1


def test_space_plays_the_selection() -> None:
    decision = decide(loaded(selection=BAR), intents.TogglePlay())

    assert decision.commands == (audio.Play(Ticket(1), KICK, BAR.start, BAR, loop=False),)


def test_space_without_a_sample_says_what_to_do() -> None:
    decision = decide(AppState(), intents.TogglePlay())

    assert decision.commands == ()
    assert decision.state.screen.notice is not None
    assert notice_words(decision.state.screen.notice) == "Select a sample first"


@pytest.mark.parametrize(
    ("status", "command"), [(Status.PLAYING, audio.Pause()), (Status.PAUSED, audio.Resume())]
)
def test_space_pauses_and_goes_on(status: Status, command: audio.Command) -> None:
    assert decide(sounding(status), intents.TogglePlay()).commands == (command,)


@pytest.mark.parametrize("status", [Status.PLAYING, Status.PAUSED, Status.STARTING])
def test_escape_stops_and_keeps_everything_else(status: Status) -> None:
    state = sounding(status, selection=BAR)
    decision = decide(state, intents.StepBack())

    assert decision.commands == (audio.Stop(),)
    assert decision.state.transport.status is Status.STOPPED
    assert decision.state.editor == state.editor


def test_escape_stops_and_closes_a_sheet_with_one_press() -> None:
    state = replace(sounding(selection=BAR), screen=Screen(sheet=Sheet.OPTIONS))
    decision = decide(state, intents.StepBack())

    assert decision.commands == (audio.Stop(),)
    assert decision.state.screen.sheet is None
    assert decision.state.editor == state.editor


def test_escape_in_silence_clears_the_selection() -> None:
    decision = decide(loaded(selection=BAR), intents.StepBack())

    assert decision.commands == ()
    assert decision.state.editor.selection is None


def test_a_click_plays_from_there() -> None:
    decision = decide(loaded(), intents.PlayFrom(Frames(300)))

    assert decision.commands == (audio.Play(Ticket(1), KICK, Frames(300), None, loop=False),)


def test_a_click_in_loop_mode_loops_the_sample_from_there() -> None:
    state = replace(loaded(), transport=Transport(loop=True))

    assert decide(state, intents.PlayFrom(Frames(300))).commands == (
        audio.Play(Ticket(1), KICK, Frames(300), None, loop=True),
    )


def test_a_click_inside_the_selection_enters_the_loop_there() -> None:
    state = replace(loaded(selection=BAR), transport=Transport(loop=True))
    decision = decide(state, intents.PlayFrom(Frames(1_500)))

    assert decision.commands == (audio.Play(Ticket(1), KICK, Frames(1_500), BAR, loop=True),)
    assert decision.state.editor.selection == BAR


def test_a_click_outside_the_selection_clears_it_and_loops_the_sample() -> None:
    state = replace(loaded(selection=BAR), transport=Transport(loop=True))
    decision = decide(state, intents.PlayFrom(Frames(5_000)))

    assert decision.commands == (audio.Play(Ticket(1), KICK, Frames(5_000), None, loop=True),)
    assert decision.state.editor.selection is None


def test_loop_mode_takes_hold_of_what_plays() -> None:
    decision = decide(sounding(selection=BAR), intents.ToggleLoop())

    assert decision.commands == (audio.SetRegion(BAR, loop=True),)
    assert decision.state.transport.loop


def test_leaving_loop_mode_finishes_the_cycle() -> None:
    state = sounding(loop=True)
    state = replace(state, transport=replace(state.transport, span=BAR))

    assert decide(state, intents.ToggleLoop()).commands == (audio.SetRegion(BAR, loop=False),)


PAD_LOOP = Loop(1_000, 2_000)
FOUND = Span(Frames(1_000), Frames(2_000))


def looping(state: AppState) -> AppState:
    return replace(state, transport=replace(state.transport, loop=True))


def test_without_a_selection_the_loop_of_the_file_is_taken() -> None:
    state = looping(loaded(loops=(Loop(9, 12, release=True), PAD_LOOP, Loop(3, 7)), cursor=200))

    (command,) = decide(state, intents.TogglePlay()).commands
    assert command == audio.Play(Ticket(1), KICK, Frames(200), FOUND, loop=True, lead=True)


def test_a_selection_counts_more_than_the_loop_of_the_file() -> None:
    chosen = Span(Frames(5), Frames(50))
    state = looping(loaded(loops=(PAD_LOOP,), selection=chosen))

    (command,) = decide(state, intents.TogglePlay()).commands
    assert command == audio.Play(Ticket(1), KICK, chosen.start, chosen, loop=True)


def test_without_loop_mode_the_loop_of_the_file_changes_nothing() -> None:
    (command,) = decide(loaded(loops=(PAD_LOOP,)), intents.TogglePlay()).commands
    assert command == audio.Play(Ticket(1), KICK, Frames(0), None, loop=False)


def test_from_behind_the_loop_of_the_file_the_whole_sample_goes_round() -> None:
    (command,) = decide(
        looping(loaded(loops=(PAD_LOOP,))), intents.PlayFrom(Frames(2_000))
    ).commands
    assert command == audio.Play(Ticket(1), KICK, Frames(2_000), None, loop=True)


def test_a_loop_that_ends_behind_the_sample_ends_with_it() -> None:
    (command,) = decide(looping(loaded(loops=(Loop(9, 99_999),))), intents.TogglePlay()).commands
    assert isinstance(command, audio.Play)
    assert command.span == Span(Frames(9), KICK.frames)


def test_a_loop_that_is_read_while_the_sample_goes_round_is_taken() -> None:
    heard = waveform.MarksRead(Ticket(0), (PAD_LOOP,), (Marker(7),))
    decision = decide(sounding(loop=True), heard)

    assert decision.commands == (audio.SetRegion(FOUND, loop=True, lead=True),)
    assert decision.state.editor.markers == (Marker(7),)
    assert decide(sounding(), heard).commands == ()
    assert decide(sounding(loop=True, selection=FOUND), heard).commands == ()
    late = waveform.MarksRead(Ticket(9), (PAD_LOOP,), ())
    assert decide(sounding(loop=True), late).state == sounding(loop=True)


def test_loop_mode_leads_into_the_loop_of_the_file_and_leaves_it_to_the_end() -> None:
    on = decide(sounding(loops=(PAD_LOOP,)), intents.ToggleLoop(FramePosition(1_500.0)))
    assert on.commands == (audio.SetRegion(FOUND, loop=True, lead=True),)
    assert decide(on.state, intents.ToggleLoop()).commands == (audio.SetRegion(None, loop=False),)
    behind = decide(sounding(loops=(PAD_LOOP,)), intents.ToggleLoop(FramePosition(3_000.0)))
    assert behind.commands == (audio.SetRegion(None, loop=True),)


def test_a_running_loop_follows_the_selection_at_once() -> None:
    decision = decide(sounding(loop=True), intents.Select(BAR))

    assert decision.commands == (audio.SetRegion(BAR, loop=True),)


def test_a_selection_that_may_be_a_click_leaves_the_loop_alone() -> None:
    decision = decide(sounding(loop=True), intents.Select(BAR, provisional=True))

    assert decision.commands == ()
    assert decision.state.editor.selection == BAR


def test_a_selection_elsewhere_leaves_another_samples_loop_alone() -> None:
    state = sounding(loop=True)
    state = replace(state, transport=replace(state.transport, sample=SampleId(99)))

    assert decide(state, intents.Select(BAR)).commands == ()


def test_events_of_an_older_playback_are_ignored() -> None:
    state = sounding()

    assert decide(state, audio.Ended(Ticket(2))).state is state
    assert decide(state, audio.Ended(Ticket(3))).state.transport.status is Status.STOPPED


def test_a_late_start_does_not_undo_a_stop() -> None:
    state = decide(sounding(Status.STARTING), intents.StepBack()).state
    event = audio.Started(Ticket(3), Anchor(0.0, Seconds(2.0), 48_000.0))

    assert decide(state, event).state.transport.status is Status.STOPPED


def test_a_failure_is_told_and_noted() -> None:
    event = audio.PlayFailed(Ticket(3), KICK.id, "cannot open kick.wav: it is empty")
    decision = decide(sounding(Status.STARTING), event)

    assert decision.commands == (library.StoreSampleError(KICK.id, event.reason),)
    assert decision.state.transport.status is Status.STOPPED
    assert decision.state.screen.notice is not None
    assert notice_words(decision.state.screen.notice) == event.reason


def test_a_passing_failure_is_told_but_not_noted() -> None:
    event = audio.PlayFailed(Ticket(3), KICK.id, "kick.wav: file not found", True)
    decision = decide(sounding(Status.STARTING), event)

    assert decision.commands == (library.RescanFolderOf(KICK.id),)
    assert decision.state.screen.notice is not None
    assert notice_words(decision.state.screen.notice) == event.reason


def test_what_plays_to_its_end_has_no_failure_any_more() -> None:
    broken = replace(KICK, error="damaged")
    state = sounding(Status.PLAYING)
    shown = replace(state, editor=replace(state.editor, sample=broken))

    assert decide(shown, audio.Ended(Ticket(3))).commands == (
        library.StoreSampleError(KICK.id, ""),
    )
    assert decide(state, audio.Ended(Ticket(3))).commands == ()


def test_a_silent_output_is_said() -> None:
    event = audio.OutputChanged(Output(silent=True, reason="no device"))
    decision = decide(AppState(), event)

    assert decision.state.transport.output == event.output
    assert decision.state.screen.notice is not None
    assert "no device" in notice_words(decision.state.screen.notice)


def test_the_volume_is_ordered_and_shown() -> None:
    decision = decide(AppState(), intents.ChangeSetting("volume", Decibels(-6.0)))

    assert audio.SetVolume(Decibels(-6.0)) in decision.commands
    assert decision.state.settings.volume == -6.0


def test_shift_space_plays_from_the_last_start() -> None:
    state = decide(loaded(), intents.PlayFrom(Frames(300))).state

    assert decide(state, intents.Replay()).commands == (
        audio.Play(Ticket(2), KICK, Frames(300), None, loop=False),
    )
