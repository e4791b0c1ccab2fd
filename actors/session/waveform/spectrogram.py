"""Rules of the spectrogram: when it is computed, and for which view."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import waveform
from actors.session.decision import Decision
from actors.session.settings import settings
from models.state.app import AppState
from models.waveform.display import Display


def choose_display(state: AppState, display: Display) -> Decision:
    """Show the waveform or the spectrogram, and remember it."""
    return settings.change_setting(state, "display", display).then(request_spectrogram)


def request_spectrogram(state: AppState) -> Decision:
    """Request the spectrogram of the view, if it is shown and the view changed."""
    editor = state.editor
    if (
        state.settings.display is not Display.SPECTROGRAM
        or editor.sample is None
        or editor.view is None
    ):
        return Decision(state)
    measured = editor.spectrum is not None and editor.spectrum.view == editor.view
    if measured or editor.measuring == editor.view:
        return Decision(state)
    state = replace(state, editor=replace(editor, measuring=editor.view))
    return Decision(state, (waveform.DrawSpectrum(editor.ticket, editor.sample, editor.view),))


def show_spectrogram(state: AppState, event: waveform.SpectrumDrawn) -> AppState:
    """Return the state with the spectrogram."""
    if event.ticket != state.editor.ticket:
        return state
    return replace(state, editor=replace(state.editor, spectrum=event.spectrum))
