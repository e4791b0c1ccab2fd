"""Rules of long work that the library began: it is shown, and can be cancelled."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import library
from models.state.app import AppState
from models.state.task import Task


def progressed(state: AppState, event: library.WorkProgressed) -> AppState:
    """Return the state that shows how far it is."""
    task = Task(event.ticket, event.label, None, event.done, event.total, event.rate, event.left)
    return replace(state, tasks=(*_others(state, event.ticket), task))


def ended(state: AppState, event: library.WorkEnded) -> AppState:
    """Return the state that shows it no longer."""
    return replace(state, tasks=_others(state, event.ticket))


def _others(state: AppState, ticket: int) -> tuple[Task, ...]:
    return tuple(task for task in state.tasks if task.ticket != ticket)
