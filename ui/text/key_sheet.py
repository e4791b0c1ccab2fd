"""Texts of the keyboard shortcuts sheet, and of errors in `[keys]`."""

from __future__ import annotations

from models.state.screen import Panel
from ui.text.shell import PANELS

TITLE = "Keyboard shortcuts"
EVERYWHERE, LISTS = "EVERYWHERE", "LISTS"
UNKNOWN_COMMAND = "unknown command"
STOP = "Esc is reserved for Stop"
TOO_MANY = "write one key, or two for a chord"


def with_keys(words: str, keys: str) -> str:
    """Return a tooltip with its keys: `Find similar (s)`."""
    return f"{words} ({keys})"


def heading(panel: Panel) -> str:
    """Return the heading above the keys of a panel."""
    return PANELS[panel].upper()


def continued(heading: str) -> str:
    """Return the heading of a column that begins within a group: `LISTS, continued`."""
    return f"{heading}, continued"


def key_ignored(name: str, reason: str) -> str:
    """Return why a line of `[keys]` is ignored."""
    return f"key for “{name}” ignored: {reason}"


def wrong_chord(first: str) -> str:
    """Return the error about a chord with a wrong first key."""
    return f"a chord begins with {first}"


def key_reserved(keys: str) -> str:
    """Return the error about reserved keys."""
    return f"{keys} is reserved"


def key_taken(keys: str, name: str) -> str:
    """Return the error about keys that another command uses."""
    return f"{keys} is taken by “{name}”"


def unknown_key(key: str) -> str:
    """Return the error about an unknown key."""
    return f"unknown key “{key}”"


def unknown_modifier(key: str) -> str:
    """Return the error about an unknown modifier."""
    return f"unknown modifier “{key}”"
