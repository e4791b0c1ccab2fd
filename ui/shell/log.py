"""The log of this launch, for a message to whoever helps."""

from __future__ import annotations

from kivy.core.clipboard import Clipboard

from actors.kernel import logbook
from actors.messages import session
from ui.text import log as text

LINES = 2000
"""How many of the newest lines are copied."""


def copied() -> session.Intent:
    """Copy the log to the clipboard; return what to tell the person."""
    try:
        lines = logbook.newest(LINES)
    except OSError as error:
        return session.Tell(text.unreadable(str(error)), problem=True)
    if not lines:
        return session.Tell(text.MISSING, problem=True)
    Clipboard.copy(lines)
    return session.Tell(text.copied(len(lines.splitlines())))
