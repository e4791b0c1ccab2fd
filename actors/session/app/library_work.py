"""Rules of tasks that the library started unasked: shown, and cancelled on request."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import library
from models.state.app import AppState
from models.state.task import Task
from models.state.tasks import with_task, without_tasks


def show_progress(state: AppState, event: library.WorkProgressed) -> AppState:
    """Return the state with the progress of the task."""
    return replace(state, tasks=with_task(state.tasks, Task(event.label, event.progress)))


def remove_task(state: AppState, event: library.WorkEnded) -> AppState:
    """Return the state without the task."""
    return replace(state, tasks=without_tasks(state.tasks, event.ticket))
