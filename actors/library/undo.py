"""Undo and redo of every kind of step: the one rule of which step is next."""

from __future__ import annotations

import sqlite3

from actors.library.history import journal
from actors.library.history.journal import Step
from actors.library.step_kinds import KINDS
from actors.messages import library
from models.library.action import Action
from models.state.notice import Notice, NoticeKind

Outcome = library.StepDone | library.NothingDone


def undo_or_redo(
    connection: sqlite3.Connection, *, back: bool, meant: Step | None = None
) -> Outcome | Step:
    """Undo the newest step, or redo the step undone last, dropping void steps on the way.

    Args:
        connection: In a transaction.
        back: Undo; else redo.
        meant: The step to undo or redo even if its kind is slow. If it is no longer next, nothing
            is done.

    Returns:
        The outcome; or the next step, if it must run outside the command loop.
    """
    if meant is not None and not journal.is_available(connection, meant, back=back):
        return nothing_done(back=back)
    step = meant
    while (step := step or journal.next_step(connection, back=back)) is not None:
        kind = KINDS[step.kind]
        if kind.put is None or (kind.slow and step != meant):
            return step
        changed = kind.put(connection, step.id, "before" if back else "after")
        if changed is not None:
            journal.set_undone(connection, step, undone=back)
            journal.trim(connection)  # a slow step may not be the newest any more
            return library.StepDone(undo_notice(step.action, back=back), changed, undone=back)
        journal.drop(connection, step)
        step = None
    return nothing_done(back=back)


def undo_notice(action: Action, *, back: bool) -> Notice:
    """Return the notice of a step that was undone or redone."""
    return Notice(NoticeKind.UNDONE if back else NoticeKind.REDONE, about=action)


def nothing_done(*, back: bool) -> library.NothingDone:
    """Return the outcome if there is no step to undo or redo."""
    return library.NothingDone(
        Notice(NoticeKind.NOTHING_TO_UNDO if back else NoticeKind.NOTHING_TO_REDO)
    )
