"""The two sample lists: of the library, and of the open collection.

Both follow the same rules; the panel selects one.
"""

from __future__ import annotations

from dataclasses import replace

from models.audio.units import Ticket
from models.state.app import AppState
from models.state.browser import Browser
from models.state.screen import Panel

PANELS = (Panel.SAMPLES, Panel.MEMBERS)


def get_list(state: AppState, panel: Panel) -> Browser:
    """Return the list of a panel."""
    return state.members if panel is Panel.MEMBERS else state.browser


def with_list(state: AppState, panel: Panel, rows: Browser) -> AppState:
    """Return the state with another list in a panel."""
    if panel is Panel.MEMBERS:
        return replace(state, members=rows)
    return replace(state, browser=rows)


def focused_panel(state: AppState) -> Panel:
    """Return the panel of the list that keys apply to."""
    return Panel.MEMBERS if state.screen.focus is Panel.MEMBERS else Panel.SAMPLES


def panel_awaiting(state: AppState, ticket: Ticket) -> Panel | None:
    """Return the panel of the list that waits for `ticket`; `None` if it was superseded."""
    if not ticket:  # neither has asked anything yet
        return None
    return next((panel for panel in PANELS if get_list(state, panel).ticket == ticket), None)
