"""Dispatch of intents about slices, and about saving spans."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.slices import cut_steps, markers, saving, slicing
from models.state.app import AppState


def handle(state: AppState, intent: intents.SlicesIntent) -> Decision:
    """Apply an intent about slices."""
    return cut_steps.record(state, intent, _handled(state, intent))


def _handled(state: AppState, intent: intents.SlicesIntent) -> Decision:
    match intent:
        case intents.ToggleSlices():
            return slicing.toggle_slices(state)
        case intents.ToggleOnsets():
            return slicing.toggle_onsets(state)
        case intents.ChooseMethod(method=method):
            return slicing.choose_method(state, method)
        case intents.TuneSlices(value=value):
            return slicing.tune(state, value)
        case intents.AddSliceMarker(frame=frame):
            return markers.add(state, frame)
        case intents.MoveSliceMarker():
            return markers.move(state, intent)
        case intents.NudgeSliceMarker(pixels=pixels):
            return markers.nudge(state, pixels)
        case intents.RemoveSliceMarker(index=index):
            return markers.remove(state, index)
        case intents.ClearSliceMarkers():
            return markers.clear(state)
        case intents.PlaySlice(index=index):
            return markers.play_slice(state, index)
        case intents.StepSlice(by=by):
            return markers.step_slice(state, by)
        case intents.ToggleSlice(index=index):
            return markers.toggle_slice(state, index)
        case intents.BeginSaving():
            return saving.open_sheet(state)
        case intents.ConfigureSaving():
            return saving.configure(state, intent)
        case intents.SaveSlices(every=every):
            return saving.save(state, every=every)
        case intents.SaveSelection():
            return saving.save_selection(state)
        case _:
            assert_never(intent)
