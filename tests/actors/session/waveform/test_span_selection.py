"""The selection in the waveform, moved by keys and drawn to places, as rules."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.messages import audio, config, intents, waveform
from actors.session.decide import decide
from models.audio.span import Span
from models.audio.units import (
    FramePosition,
    Frames,
    Hertz,
    PixelPosition,
    Pixels,
    SampleId,
    SourceId,
    Ticket,
)
from models.library.sample import Sample
from models.state.app import AppState
from models.state.editor import Editor
from models.state.transport import Status, Transport
from models.waveform.display import Display
from models.waveform.snap import Snap
from models.waveform.view import View

LENGTH, WIDTH, STEP = 48_000, 1_000, 32
BREAK = Sample(
    SampleId(7),
    SourceId(1),
    b"/s/Break 120bpm.wav",
    "Break 120bpm.wav",
    Frames(LENGTH),
    Hertz(48_000),
    1,
)


def span(start: int, end: int) -> Span:
    return Span(Frames(start), Frames(end))


def shown(selection: Span | None = None, **settings: object) -> AppState:
    view = View.fit(LENGTH, WIDTH)
    state = AppState(editor=Editor(BREAK, Ticket(3), view=view, selection=selection))
    return replace(state, settings=replace(state.settings, **settings))  # type: ignore[arg-type]


def selected(state: AppState, *requests: intents.Intent) -> Span | None:
    for intent in requests:
        state = decide(state, intent).state
    return state.editor.selection


def extended(pixels: int, playhead: float) -> intents.ExtendSelection:
    return intents.ExtendSelection(Pixels(pixels), FramePosition(playhead))


def test_shift_makes_a_selection_from_the_playhead() -> None:
    right, left = extended(STEP, 10_000.4), extended(-STEP, 10_000.4)

    assert selected(shown(), right) == span(10_000, 10_000 + STEP * 48)
    assert selected(shown(), left) == span(10_000 - STEP * 48, 10_000)


def test_the_active_edge_moves_on_and_passes_the_anchor() -> None:
    right, left = extended(STEP, 10_000), extended(-STEP, 10_000)
    step = STEP * 48

    assert selected(shown(), right, right) == span(10_000, 10_000 + 2 * step)
    passed = selected(shown(), right, right, left, left, left)
    assert passed is not None
    # Exactly on the anchor one frame stays, and the next step begins there.
    assert (passed.start, passed.end) == (10_000 - step - 1, 10_000)


def test_a_dragged_selection_is_moved_at_its_end() -> None:
    intent = extended(-1, 0)

    assert selected(shown(span(1_000, 2_000)), intent) == span(1_000, 1_952)


@pytest.mark.parametrize(
    ("end", "pixels", "expected"),
    [
        (False, -10, span(9_520, 20_000)),
        (True, 10, span(10_000, 20_480)),
        (False, 10, span(10_480, 20_000)),
        (True, -10, span(10_000, 19_520)),
        (False, -9_999, span(0, 20_000)),
        (True, 9_999, span(10_000, LENGTH)),
        (False, 9_999, span(19_999, 20_000)),
        (True, -9_999, span(10_000, 10_001)),
    ],
)
def test_edges_are_pushed_and_never_cross(end: bool, pixels: int, expected: Span) -> None:
    assert selected(shown(span(10_000, 20_000)), intents.NudgeEdge(end, Pixels(pixels))) == expected


def test_without_a_selection_there_is_nothing_to_push() -> None:
    decision = decide(shown(), intents.NudgeEdge(end=True, pixels=Pixels(32)))

    assert decision.state.editor == shown().editor
    assert decision.state.screen.notice is not None


KEYS = st.one_of(
    st.builds(intents.ExtendSelection, st.sampled_from([-32, -1, 1, 32]), st.floats(0, LENGTH)),
    st.builds(intents.NudgeEdge, st.booleans(), st.sampled_from([-32, -1, 1, 32])),
    st.builds(intents.SnapEdges, st.booleans(), st.booleans()),
    st.just(intents.SelectAll()),
    st.builds(intents.Zoom, st.sampled_from([0.01, 0.5, 2.0]), st.floats(0, WIDTH)),
)


@given(st.lists(KEYS, max_size=40), st.sampled_from([Snap.OFF, Snap.GRID, Snap.TRANSIENT]))
def test_whatever_is_pressed_the_selection_lies_inside_the_sample(
    requests: list[intents.Intent], snap: Snap
) -> None:
    state = shown(snap=snap)
    state = replace(state, editor=replace(state.editor, transients=(0, 700, 30_000, 47_999)))
    for intent in requests:
        state = decide(state, intent).state
        selection = state.editor.selection
        assert selection is None or 0 <= selection.start < selection.end <= LENGTH


@pytest.mark.parametrize("pixels", [-32, -1, 1, 32])
@given(zoom=st.floats(1e-6, 1))
def test_a_step_is_the_same_to_the_eye_at_every_zoom(pixels: int, zoom: float) -> None:
    state = shown(span(20_000, 30_000))
    state = decide(state, intents.Zoom(zoom, PixelPosition(500))).state
    view = state.editor.view
    assert view is not None
    moved = selected(state, intents.NudgeEdge(end=True, pixels=Pixels(pixels)))
    assert moved is not None
    frames = max(1, round(abs(pixels) * view.spp))

    assert abs(moved.end - 30_000) == frames


def test_a_running_loop_follows_the_keys() -> None:
    playing = Transport(Status.PLAYING, Ticket(1), BREAK.id, loop=True, span=span(1_000, 2_000))
    state = replace(shown(span(1_000, 2_000)), transport=playing)
    decision = decide(state, intents.NudgeEdge(end=True, pixels=Pixels(1)))

    assert decision.commands == (audio.SetRegion(span(1_000, 2_048), loop=True),)


def test_edges_rest_on_transients_close_by() -> None:
    state = shown(span(10_100, 20_000), snap=Snap.TRANSIENT)
    state = replace(state, editor=replace(state.editor, transients=(10_000, 40_000)))

    assert selected(state, intents.SnapEdges(start=True, end=True)) == span(10_000, 20_000)


def test_edges_rest_on_the_grid_of_the_named_tempo() -> None:
    state = shown(span(10_100, 20_000), snap=Snap.GRID, tempo=90.0)

    assert selected(state, intents.SnapEdges(start=True, end=True)) == span(12_000, 18_000)
    assert selected(state, intents.SnapEdges(start=False, end=True)) == span(10_100, 18_000)


def test_edges_rest_on_zero_crossings_that_the_waveform_finds() -> None:
    state = shown(span(10_100, 20_000), snap=Snap.ZERO)
    decision = decide(state, intents.SnapEdges(start=True, end=False))
    assert decision.commands == (waveform.FindCrossings(Ticket(3), BREAK, (10_100,)),)

    found = waveform.CrossingsFound(Ticket(3), (10_100,), (10_091,))
    assert decide(decision.state, found).state.editor.selection == span(10_091, 20_000)


def test_an_edge_that_was_moved_on_meanwhile_stays() -> None:
    found = waveform.CrossingsFound(Ticket(3), (10_100,), (10_091,))
    state = shown(span(15_000, 20_000), snap=Snap.ZERO)

    assert decide(state, found).state.editor.selection == span(15_000, 20_000)


def test_transients_are_looked_for_when_they_are_needed() -> None:
    decision = decide(shown(), intents.ChangeSetting("snap", Snap.TRANSIENT))
    assert waveform.FindTransients(Ticket(3), BREAK) in decision.commands

    state = decide(decision.state, waveform.TransientsFound(Ticket(3), (5, 9), (0.5, 0.2))).state
    assert state.editor.transients == (5, 9)
    again = decide(state, intents.ChangeSetting("snap", Snap.TRANSIENT))
    assert not any(isinstance(command, waveform.FindTransients) for command in again.commands)


def test_the_spectrogram_follows_the_view() -> None:
    coloured = decide(shown(), intents.NextDisplay())
    assert coloured.state.settings.display is Display.COLOURED
    assert coloured.commands == (config.SaveSettings(coloured.state.settings),)
    shows = decide(coloured.state, intents.NextDisplay())
    view = shows.state.editor.view
    assert view is not None
    drawn = waveform.DrawSpectrum(Ticket(3), BREAK, view)
    assert shows.commands == (drawn, config.SaveSettings(shows.state.settings))
    chosen = decide(shown(), intents.ChangeSetting("display", Display.SPECTROGRAM))
    assert drawn in chosen.commands

    closer = decide(shows.state, intents.Zoom(0.5, PixelPosition(500)))
    seen = closer.state.editor.view
    assert seen is not None
    assert waveform.DrawSpectrum(Ticket(3), BREAK, seen) in closer.commands
    assert decide(closer.state, intents.Pan(Pixels(0))).commands == ()
    plain = decide(closer.state, intents.NextDisplay())
    assert plain.commands == (config.SaveSettings(plain.state.settings),)
    assert plain.state.settings.display is Display.WAVEFORM


def test_loop_mode_takes_the_selection_only_where_it_sounds() -> None:
    playing = Transport(Status.PLAYING, Ticket(1), BREAK.id)
    state = replace(shown(span(1_000, 2_000)), transport=playing)

    inside = decide(state, intents.ToggleLoop(FramePosition(1_500.0)))
    outside = decide(state, intents.ToggleLoop(FramePosition(30_000.0)))
    assert inside.commands == (audio.SetRegion(span(1_000, 2_000), loop=True),)
    assert outside.commands == (audio.SetRegion(None, loop=True),)


def test_space_plays_what_is_shown_when_something_else_sounds() -> None:
    playing = Transport(Status.PLAYING, Ticket(1), SampleId(99))
    decision = decide(replace(shown(), transport=playing), intents.TogglePlay())

    (command,) = decision.commands
    assert isinstance(command, audio.Play)
    assert command.sample == BREAK


def test_a_key_goes_through_what_edges_snap_to_and_looks_for_transients() -> None:
    state, seen = shown(), []
    for _ in Snap:
        decision = decide(state, intents.NextSnap())
        state = decision.state
        seen.append(state.settings.snap)
        finds = any(isinstance(one, waveform.FindTransients) for one in decision.commands)
        assert finds is (state.settings.snap is Snap.TRANSIENT)

    assert seen == [*list(Snap)[1:], Snap.OFF]


@given(st.lists(st.floats(0.01, 100), max_size=8))
def test_the_waveform_is_magnified_never_reduced_and_fits_again(factors: list[float]) -> None:
    state = shown()
    for factor in factors:
        before = state.editor.gain
        state = decide(state, intents.ZoomHeight(factor)).state
        assert state.editor.gain == pytest.approx(min(max(1.0, before * factor), 1_000.0))

    assert decide(state, intents.ShowAll()).state.editor.gain == 1
