"""The two lists of samples: of the library, and of the chosen collection.

The same rules hold for both; which one is meant is told by its panel.
"""

from __future__ import annotations

from dataclasses import replace

from models.audio.units import Ticket
from models.state.app import AppState
from models.state.browser import Browser
from models.state.screen import Panel

PANELS = (Panel.SAMPLES, Panel.MEMBERS)


def get_list(state: AppState, panel: Panel) -> Browser:
    """Return the list of that panel."""
    return state.members if panel is Panel.MEMBERS else state.browser


def with_list(state: AppState, panel: Panel, rows: Browser) -> AppState:
    """Return the state with another list there."""
    if panel is Panel.MEMBERS:
        return replace(state, members=rows)
    return replace(state, browser=rows)


def focused_panel(state: AppState) -> Panel:
    """Return the panel of the list that keys speak to."""
    return Panel.MEMBERS if state.screen.focus is Panel.MEMBERS else Panel.SAMPLES


def panel_awaiting(state: AppState, ticket: Ticket) -> Panel | None:
    """Return which list asked with `ticket`; `None` if a newer question replaced it."""
    if not ticket:  # neither has asked anything yet
        return None
    return next((panel for panel in PANELS if get_list(state, panel).ticket == ticket), None)
