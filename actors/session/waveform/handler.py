"""Dispatch of intents about the waveform panel."""

from __future__ import annotations

from typing import assert_never

from actors.messages import intents
from actors.session.decision import Decision
from actors.session.waveform import span_selection, spectrogram, waveform_view
from models.state.app import AppState


def handle(state: AppState, intent: intents.WaveformIntent) -> Decision:
    """Apply an intent about the waveform panel."""
    match intent:
        case intents.MoveCursor():
            return waveform_view.move_cursor(state, intent)
        case intents.PlaceCursor():
            return waveform_view.place_cursor(state, intent)
        case intents.ResizeWaveform(width=width):
            return waveform_view.resize_view(state, width)
        case intents.Zoom():
            return waveform_view.zoom(state, intent)
        case intents.ZoomHeight(factor=factor):
            return Decision(waveform_view.zoom_height(state, factor))
        case intents.NextSnap():
            return span_selection.next_snap(state)
        case intents.Pan(pixels=pixels):
            return waveform_view.change_view(state, lambda view: view.panned(pixels))
        case intents.ShowFrom(frame=first):
            return waveform_view.change_view(state, lambda view: view.scrolled_to(first))
        case intents.ShowAll():
            return waveform_view.show_all(state)
        case intents.ZoomToSelection():
            return waveform_view.zoom_to_selection(state)
        case intents.SetView(start=start, spp=spp):
            return waveform_view.change_view(state, lambda view: view.starting_at(start, spp))
        case intents.ZoomToSamples(playhead=playhead):
            return waveform_view.zoom_to_frames(state, playhead)
        case intents.NextDisplay():
            return spectrogram.choose_display(state, state.settings.display.following)
        case intents.Select():
            return span_selection.select_span(state, intent.span, provisional=intent.provisional)
        case intents.SelectAll():
            return span_selection.select_all(state)
        case intents.ExtendSelection():
            return span_selection.extend_selection(state, intent)
        case intents.NudgeEdge():
            return span_selection.nudge_edge(state, intent)
        case intents.SnapEdges():
            return span_selection.snap_edges(state, intent)
        case _:
            assert_never(intent)
