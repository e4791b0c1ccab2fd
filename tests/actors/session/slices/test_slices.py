"""Slice mode as rules: markers come from the method, change by hand, and are saved as files."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some

from actors.messages import audio, config, intents, library, waveform
from actors.session.decide import decide
from models.audio.span import Span
from models.audio.units import Frames, Hertz, Pixels, SampleId, SourceId, Ticket
from models.library.action import Action, ActionKind
from models.library.sample import Sample
from models.slices.markers import make_markers, spans
from models.slices.settings import Method
from models.state.app import AppState
from models.state.editor import Editor
from models.state.history import History
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel, Sheet
from models.state.slicing import Place
from models.waveform.picture import Picture
from models.waveform.reduction.pyramid import BASE, Pyramid, levels_above, reduce_level
from models.waveform.snap import Snap
from models.waveform.view import View

FRAMES, RATE = 48_000, Hertz(48_000)
SAMPLE = Sample(SampleId(7), SourceId(1), b"/s/Br\xe4k.wav", "Brak.wav", Frames(FRAMES), RATE, 1)
ONSETS = waveform.TransientsFound(Ticket(3), (0, 12_000, 24_000, 36_000), (0.4, 0.9, 0.1, 0.7))


def loaded() -> AppState:
    """Return a state that shows a second of sound, of which the last quarter is silent."""
    samples = np.full((1, FRAMES), 0.5, np.float32)
    samples[:, 36_032:] = 0
    pyramid = Pyramid(FRAMES, levels_above(reduce_level(samples, BASE)))
    picture = Picture(SAMPLE.id, Frames(FRAMES), RATE, 1, pyramid, complete=True)
    editor = Editor(SAMPLE, Ticket(3), picture, view=View.fit(FRAMES, 1_000))
    return AppState(editor=editor)


def slicing(*more: intents.Intent) -> AppState:
    state = decide(loaded(), intents.ToggleSlices()).state
    state = decide(state, ONSETS).state
    for intent in more:
        state = decide(state, intent).state
    return state


PARTS = intents.ChooseMethod(Method.PARTS)


def test_slice_mode_asks_for_the_onsets_once_and_cuts_at_the_strong_ones() -> None:
    asked = decide(loaded(), intents.ToggleSlices())
    assert asked.commands == (waveform.FindTransients(Ticket(3), SAMPLE),)
    assert asked.state.slicing.waiting
    again = decide(asked.state, intents.TuneSlices(1.0))
    (save,) = again.commands
    assert isinstance(save, config.SaveSettings)
    later = decide(AppState(), config.SettingsRead(save.settings)).state
    assert later.slicing.settings.sensitivity == 1.0

    state = decide(again.state, ONSETS).state
    assert state.slicing.markers == (12_000, 24_000, 36_000)
    assert decide(state, intents.TuneSlices(0.0)).state.slicing.markers == (12_000,)
    assert state.key_panel is Panel.SLICES
    left = decide(state, intents.StepBack()).state
    assert (left.slicing.on, left.key_panel) == (False, Panel.WAVEFORM)


def test_each_method_cuts_and_silent_slices_are_not_chosen() -> None:
    silence = slicing(intents.ChooseMethod(Method.SILENCE))
    parts = slicing(PARTS, intents.TuneSlices(3 / 127))
    beats = slicing(intents.ChooseMethod(Method.BEATS))

    assert silence.slicing.markers == (36_032,)
    assert silence.slicing.chosen(FRAMES) == (Span(Frames(0), Frames(36_032)),)
    assert parts.slicing.markers == (12_000, 24_000, 36_000)
    assert beats.slicing.markers == (24_000,)  # 120 beats a minute


def test_slices_are_played_chosen_and_skipped_by_keys() -> None:
    played = decide(slicing(), intents.PlaySlice(1))
    (play,) = played.commands
    assert isinstance(play, audio.Play)
    assert (play.start, play.span) == (12_000, Span(Frames(12_000), Frames(36_000)))
    assert played.state.editor.selection == play.span

    following = decide(played.state, intents.StepSlice(1)).state
    assert following.slicing.focus == 2
    assert decide(following, intents.StepSlice(5)).state.slicing.focus == 2
    skipped = decide(played.state, intents.ToggleSlice()).state
    assert 12_000 in skipped.slicing.skipped
    moved = decide(skipped, intents.NudgeSliceMarker(Pixels(2))).state
    assert moved.slicing.skipped == {12_096}
    assert moved.editor.selection == Span(Frames(12_096), Frames(36_000))
    joined = decide(moved, intents.RemoveSliceMarker()).state
    assert joined.slicing.markers == (36_000,)
    assert joined.editor.selection == Span(Frames(0), Frames(36_000))
    missing = decide(joined, intents.PlaySlice(7)).state.screen.notice
    assert missing is not None
    assert (missing.kind, missing.count, missing.total) == (NoticeKind.NO_SLICE, 8, 2)


@pytest.mark.parametrize("snap", [Snap.OFF, Snap.TRANSIENT, Snap.GRID, Snap.ZERO])
def test_a_released_marker_snaps_as_edges_do(snap: Snap) -> None:
    state = slicing(intents.ChangeSetting("snap", snap), PARTS, intents.TuneSlices(3 / 127))
    moved = decide(state, intents.MoveSliceMarker(1, Frames(24_100))).state
    assert moved.slicing.markers[1] == 24_100
    released = decide(moved, intents.MoveSliceMarker(1, Frames(24_200), released=True))
    places = {Snap.TRANSIENT: 24_000, Snap.GRID: 24_000}
    assert released.state.slicing.markers[1] == places.get(snap, 24_200)
    if snap is Snap.ZERO:
        assert released.commands == (waveform.FindCrossings(Ticket(3), SAMPLE, (24_200,)),)
        found = waveform.CrossingsFound(Ticket(3), (24_200,), (24_191,))
        assert decide(released.state, found).state.slicing.markers[1] == 24_191


PLACES = some.integers(-100, FRAMES + 100)
ACTIONS = (
    some.builds(intents.AddSliceMarker, PLACES)
    | some.builds(intents.MoveSliceMarker, some.integers(-1, 6), PLACES, some.booleans())
    | some.builds(intents.NudgeSliceMarker, some.integers(-9, 9).map(Pixels))
    | some.builds(intents.RemoveSliceMarker, some.none() | some.integers(-1, 6))
    | some.just(intents.ClearSliceMarkers())
    | some.builds(intents.PlaySlice, some.integers(-1, 6))
    | some.builds(intents.ToggleSlice, some.none() | some.integers(-1, 6))
    | some.builds(intents.TuneSlices, some.floats(0, 1))
    | some.builds(intents.ChooseMethod, some.sampled_from(Method))
)
SAVED = library.StepDone(
    Notice(NoticeKind.DONE, about=Action(ActionKind.SAVE_SLICES, count=2)), library.SourcesChanged()
)


@given(some.lists(ACTIONS | some.just(SAVED), max_size=14))
def test_whatever_is_done_by_hand_the_slices_partition_the_sample_and_undo_leads_back(
    messages: list[intents.SlicesIntent | library.StepDone],
) -> None:
    state = replace(slicing(), history=History(SAVED.notice.subject(Action)))
    cuts, saved = [state.slicing.cut], 0
    for message in messages:
        state = decide(state, message).state
        saved += message is SAVED and len(cuts) > 1
        if cuts[-1] != state.slicing.cut:
            cuts.append(state.slicing.cut)
        markers = state.slicing.markers
        assert make_markers(markers, FRAMES) == markers
        starts = {one.start for one in spans(markers, FRAMES)}
        assert state.slicing.skipped & starts == state.slicing.skipped & {0, *markers}
        focus = state.slicing.focus
        if focus is not None and focus < len(starts):
            assert state.editor.selection == spans(markers, FRAMES)[focus]

    # Undo passes through cuts that there were, and steps of the library, to the first one.
    last, asked = state.slicing.cut, 0
    while state.slicing.history.past:
        undone = decide(state, intents.Undo())
        asked += len([one for one in undone.commands if isinstance(one, library.Undo)])
        state = undone.state
        assert state.slicing.cut in cuts
    assert (state.slicing.cut, asked) == (cuts[0], saved)
    assert any(isinstance(one, library.Undo) for one in decide(state, intents.Undo()).commands)
    state = replace(state, history=History(None, SAVED.notice.subject(Action)))
    while state.slicing.history.future:
        state = decide(state, intents.Redo()).state
    assert state.slicing.cut == last


def test_a_drag_is_one_change_and_a_change_after_undo_leaves_nothing_to_redo() -> None:
    state = slicing(PARTS, intents.TuneSlices(1 / 127), intents.TuneSlices(3 / 127))
    for frame in (24_100, 24_200, 24_300):
        state = decide(state, intents.MoveSliceMarker(1, Frames(frame))).state
    state = decide(state, intents.MoveSliceMarker(1, Frames(24_400), released=True)).state
    state = decide(state, intents.MoveSliceMarker(1, Frames(25_000), released=True)).state
    state = decide(state, intents.ClearSliceMarkers()).state
    assert (state.slicing.markers, state.slicing.skipped) == ((), frozenset())
    seen = []
    while state.slicing.history.past:
        state = decide(state, intents.Undo()).state
        seen.append(state.slicing.markers)
    assert [one[1] for one in seen[:3]] == [25_000, 24_400, 24_000]
    assert len(seen) == 5  # both tunings are one
    assert state.slicing.settings.method is Method.ONSETS
    state = decide(state, intents.AddSliceMarker(Frames(5_000))).state
    assert not state.slicing.history.future
    again = decide(decide(state, intents.ToggleSlices()).state, intents.ToggleSlices()).state
    assert 5_000 not in again.slicing.markers
    assert decide(again, intents.Undo()).state.slicing.cut == state.slicing.cut
    assert isinstance(decide(loaded(), intents.Undo()).commands[0], library.Undo)


def test_chosen_slices_are_saved_under_the_names_of_the_pattern() -> None:
    state = slicing(intents.ToggleSlice(1))
    opened = decide(state, intents.BeginSaving()).state
    assert opened.screen.sheet is Sheet.SAVE
    wrong = decide(opened, intents.ConfigureSaving("{bpm}", Place.BESIDE, "", collect=False)).state
    assert wrong.slicing.saving.reason.startswith("there is no {bpm}")
    assert decide(wrong, intents.SaveSlices()).commands == ()

    named = intents.ConfigureSaving("{stem}-{n}", Place.BESIDE, "", collect=False)
    configured = decide(wrong, named).state
    assert configured.settings.slice_names == "{stem}-{n}"
    saved = decide(configured, intents.SaveSlices())
    chosen = (Span(Frames(0), Frames(12_000)), Span(Frames(36_000), Frames(48_000)))
    stems = ("Br\udce4k-1", "Br\udce4k-2")
    assert saved.commands == (library.SaveSpans(SAMPLE.id, chosen, stems, b"/s"),)
    assert saved.state.screen.sheet is None
    every = decide(configured, intents.SaveSlices(every=True)).commands[0]
    assert isinstance(every, library.SaveSpans)
    assert len(every.spans) == 3


@pytest.mark.parametrize(("configured", "folder"), [("", None), ("/my/clips", b"/my/clips")])
def test_the_selection_is_saved_in_the_clips_folder_or_as_the_sheet_says(
    configured: str, folder: bytes | None
) -> None:
    selected = decide(loaded(), intents.Select(Span(Frames(10), Frames(20)))).state
    settings = replace(selected.settings, clips_folder=configured)
    saved = decide(replace(selected, settings=settings), intents.SaveSelection())
    span = Span(Frames(10), Frames(20))
    assert saved.commands == (library.SaveSpans(SAMPLE.id, (span,), ("Br\udce4k_sel",), folder),)

    opened = decide(selected, intents.BeginSaving()).state
    assert opened.slicing.saving.pattern == "{stem}_sel"
    other = intents.ConfigureSaving("{stem}_sel", Place.FOLDER, " ", collect=False)
    assert decide(opened, other).state.slicing.saving.reason == "no folder is chosen"
    chosen = decide(opened, replace(other, folder="/my/place")).state
    (command,) = decide(chosen, intents.SaveSlices()).commands
    assert isinstance(command, library.SaveSpans)
    assert command.folder == b"/my/place"
    none = decide(loaded(), intents.BeginSaving()).state
    assert none.screen.notice is not None
    assert none.screen.notice.kind is NoticeKind.NO_SELECTION


def test_with_a_selection_only_that_is_cut() -> None:
    state = loaded()
    editor = replace(state.editor, selection=Span(Frames(10_000), Frames(30_000)))
    state = decide(replace(state, editor=editor), intents.ToggleSlices()).state
    for intent in (PARTS, intents.TuneSlices((4 - 1) / 127)):
        state = decide(state, intent).state
    chosen = state.slicing.chosen(FRAMES)

    assert [one.start for one in chosen] == [10_000, 15_000, 20_000, 25_000]
    assert chosen[-1].end == 30_000
    assert len(state.slicing.spans(FRAMES)) == len(chosen) + 2
