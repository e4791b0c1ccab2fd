"""Words of the sheet of keys, and of lines of `[keys]` that cannot be."""

from __future__ import annotations

from models.state.screen import Panel
from ui.text.shell import PANELS

TITLE = "Keyboard shortcuts"
EVERYWHERE, LISTS = "EVERYWHERE", "LISTS"
UNKNOWN_COMMAND = "unknown command"
STOP = "Esc is reserved for Stop"
TOO_MANY = "write one key, or two for a chord"


def heading(panel: Panel) -> str:
    """Return the heading above the keys of a panel."""
    return PANELS[panel].upper()


def ignored(name: str, reason: str) -> str:
    """Return why the keys of a command stay as they are."""
    return f"key for “{name}” ignored: {reason}"


def chord(first: str) -> str:
    """Return how a chord has to begin."""
    return f"a chord begins with {first}"


def reserved(keys: str) -> str:
    """Return why keys cannot be given away."""
    return f"{keys} is reserved"


def taken(keys: str, name: str) -> str:
    """Return which command has the keys."""
    return f"{keys} is taken by “{name}”"


def unknown_key(key: str) -> str:
    """Return why a key is not understood."""
    return f"unknown key “{key}”"


def unknown_modifier(key: str) -> str:
    """Return why a modifier is not understood."""
    return f"unknown modifier “{key}”"
