"""Rules of the window's layout: panels that are hidden, the strip, sizes that are remembered."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import intents
from models.state.app import AppState
from models.state.screen import Panel
from models.state.window_layout import Dock, WindowLayout

PANELS = {
    Dock.SOURCES: {Panel.SOURCES, Panel.FOLDERS},
    Dock.COLLECTIONS: {Panel.COLLECTIONS, Panel.MEMBERS},
    Dock.WAVEFORM: {Panel.WAVEFORM},
}
"""What has the keyboard focus in a panel that can be hidden."""


def show_panel(state: AppState, intent: intents.ShowPanel) -> AppState:
    """Return the state with a panel shown or hidden; a hidden one loses the keyboard focus."""
    dock, one = intent.dock, frozenset({intent.dock})
    screen, layout = state.screen, state.settings.window
    opened = screen.opened - one
    if intent.on:
        layout = replace(layout, hidden=layout.hidden - one)
        if not intent.roomy:  # there is room for one panel at most
            opened = one
    else:
        if intent.roomy:
            layout = replace(layout, hidden=layout.hidden | one)
        if screen.focus in PANELS[dock]:
            screen = replace(screen, focus=Panel.SAMPLES)
    return _with_layout(replace(state, screen=replace(screen, opened=opened)), layout)


def toggle_strip(state: AppState) -> AppState:
    """Return the state with the narrow window, or the usual one again."""
    layout = state.settings.window
    screen = replace(state.screen, opened=frozenset(), full=False)
    return _with_layout(replace(state, screen=screen), replace(layout, strip=not layout.strip))


def remember_window(state: AppState, intent: intents.RememberWindow) -> AppState:
    """Return the state with size and place of the window; the strip has its own."""
    width, height, left, top = intent.width, intent.height, intent.left, intent.top
    layout = state.settings.window
    if intent.strip:
        layout = replace(
            layout, strip_width=width, strip_height=height, strip_left=left, strip_top=top
        )
    else:
        layout = replace(layout, width=width, height=height, left=left, top=top)
    return _with_layout(state, layout)


def _with_layout(state: AppState, layout: WindowLayout) -> AppState:
    return replace(state, settings=replace(state.settings, window=layout))
