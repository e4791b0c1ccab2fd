"""The log of this launch, for a message to whoever helps."""

from __future__ import annotations

from kivy.core.clipboard import Clipboard

from actors.kernel import logbook
from actors.messages import session

LINES = 2000
"""How many of the newest lines are copied."""


def copied() -> session.Intent:
    """Copy the log to the clipboard; return what to tell the person."""
    try:
        text = logbook.newest(LINES)
    except OSError as error:
        return session.Tell(f"The log cannot be read: {error}", problem=True)
    if not text:
        return session.Tell("This launch writes no log file: see the console", problem=True)
    Clipboard.copy(text)
    return session.Tell(f"Copied the newest {len(text.splitlines())} lines of the log")
