"""Texts of the top bar and the status bar."""

from __future__ import annotations

from models.audio.clock import thousands
from models.state.screen import Panel
from ui.text.quantity import count_noun

SETTINGS = "Settings"
CLEAR_SEARCH = "Clear search"
COMPLETE = "Tab completes"
PASTE, COPY, FILTERS = "Paste", "Copy", "Filters…"
RECENT = 40
"""Characters of a recent search in the menu."""
SEARCH = "Search names, or type:snare bpm:120 len<1"
NOTICES = "Notices"
NO_NOTICES = "No notices yet"
PANELS = {
    Panel.WAVEFORM: "waveform",
    Panel.SAMPLES: "samples",
    Panel.SOURCES: "sources",
    Panel.FOLDERS: "folders",
    Panel.COLLECTIONS: "collections",
    Panel.MEMBERS: "collection",
    Panel.SEARCH: "search",
    Panel.SLICES: "slices",
}
"""Name of the panel with the keyboard focus."""
HINTS = {
    Panel.WAVEFORM: "←→ playhead · ↑↓ zoom · drag to select · click to play",
    Panel.SAMPLES: "↑↓ next and play · Space pause · → keep · ← reject · f search · ? keys",
    Panel.COLLECTIONS: "↑↓ choose · Enter open · n new · F2 rename · Del remove",
    Panel.MEMBERS: "↑↓ next and play · Alt+↑↓ reorder · Del remove · 1-9 add to another",
    Panel.SOURCES: "↑↓ choose · Enter samples",
    Panel.FOLDERS: "↑↓ choose · → open · ← close · Enter samples",
    Panel.SEARCH: "↓ or Enter: results · Esc: clear",
    Panel.SLICES: "1-9 ←→ play · X skip · A add marker · Del remove · Ctrl+S save · Esc leave",
}
"""Key hints of a panel, shown when there is no notice."""


def recent_search(words: str) -> str:
    """Return a line of the menu that searches again."""
    return words if len(words) <= RECENT else f"{words[: RECENT - 1]}…"


def more_tasks(others: int) -> str:
    """Return the number of other running tasks."""
    return f" (+{others})" if others else ""


PAUSED = "paused"


def workers(count: int) -> str:
    """Return the number of workers of a cluster: `12 workers`."""
    return count_noun(count, "worker")


def rate(per_second: float) -> str:
    """Return the rate of a task: `212/s`."""
    return f"{thousands(round(per_second))}/s"


def chord_continuation(keys: str, does: str) -> str:
    """Return a continuation of a chord: `w waveform`."""
    return f"{keys} {does.removeprefix('Focus ')}"


def unknown_colour(role: str, roles: str) -> str:
    """Return why a line of `[theme]` is ignored."""
    return f"theme.{role}: unknown role. Roles: {roles}"
