"""Copying the log of this launch, for a support request."""

from __future__ import annotations

from kivy.core.clipboard import Clipboard

from actors.kernel import logbook
from actors.messages import intents
from models.state.notice import Notice, NoticeKind

LINES = 2000
"""Number of the newest lines that are copied."""


def copy_log() -> intents.Intent:
    """Copy the log to the clipboard; return the notice to post."""
    try:
        lines = logbook.tail(LINES)
    except OSError as error:
        return intents.ShowNotice(Notice(NoticeKind.LOG_UNREADABLE, reason=str(error)))
    if not lines:
        return intents.ShowNotice(Notice(NoticeKind.NO_LOG_FILE))
    Clipboard.copy(lines)
    return intents.ShowNotice(Notice(NoticeKind.LOG_COPIED, count=len(lines.splitlines())))
