"""Dispatch of intents about the app itself."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from actors.messages import intents
from actors.session.app import focus, window_layout
from actors.session.decision import Decision, with_notice
from actors.session.library import sources
from actors.session.settings import settings
from actors.session.similarity import embedding, similarity
from actors.session.slices import cut_steps
from actors.session.waveform import span_selection, spectrogram
from models.state.app import AppState
from models.state.screen import Screen


def handle(state: AppState, intent: intents.AppIntent) -> Decision:
    """Apply an intent about the app itself."""
    screen = state.screen
    match intent:
        case intents.CancelTask(ticket=ticket):
            return sources.cancel_task(state, ticket)
        case intents.PauseWork():
            return embedding.pause(state)
        case intents.Undo():
            return cut_steps.undo(state)
        case intents.Redo():
            return cut_steps.redo(state)
        case intents.StepBack():
            return focus.step_back(state)
        case intents.FocusPanel(panel=panel):
            return focus.focus(state, panel)
        case intents.ToggleSheet(sheet=sheet):
            return Decision(focus.toggle_sheet(state, sheet))
        case intents.ShowNotice(notice=notice):
            return Decision(with_notice(state, notice))
        case intents.ChangeSetting(name=name, value=value):
            decision = settings.change_setting(state, name, value)
            if name in {"snap", "onsets"}:
                return decision.then(span_selection.request_transients)
            if name == "display":
                return decision.then(spectrogram.request_spectrogram)
            return decision
        case intents.ToggleFullScreen():
            return _with_screen(state, replace(screen, full=not screen.full))
        case intents.Quit():
            return _with_screen(state, replace(screen, closing=True))
        case intents.ShowPanel():
            return Decision(window_layout.show_panel(state, intent))
        case intents.ToggleStrip():
            return Decision(window_layout.toggle_strip(state))
        case intents.RememberWindow():
            return Decision(window_layout.remember_window(state, intent))
        case intents.UseFingers(on=fingers):
            return _with_screen(state, replace(screen, fingers=fingers))
        case intents.MoveFocus(rows=rows, keep=keep):
            return focus.move_focus(state, rows, keep=keep)
        case intents.ResetTriage():
            return similarity.reset_triage(state)
        case intents.SortByTriage(order=order):
            return similarity.sort_by_triage(state, order)
        case _:
            assert_never(intent)


def _with_screen(state: AppState, screen: Screen) -> Decision:
    return Decision(replace(state, screen=screen))
