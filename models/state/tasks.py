"""The running tasks, in the order of their last report: the last one is shown."""

from __future__ import annotations

from dataclasses import replace

from models.audio.units import Ticket
from models.state.progress import Progress
from models.state.task import Task

Tasks = tuple[Task, ...]


def with_task(tasks: Tasks, task: Task) -> Tasks:
    """Return the tasks with `task` last, in place of the one with its ticket."""
    return (*without_tasks(tasks, task.ticket), task)


def with_progress(tasks: Tasks, progress: Progress) -> Tasks:
    """Return the tasks with new progress of one of them; unchanged if it is not among them."""
    return tuple(
        replace(task, progress=progress) if task.ticket == progress.ticket else task
        for task in tasks
    )


def without_tasks(tasks: Tasks, *tickets: Ticket | None) -> Tasks:
    """Return the tasks without those with these tickets; `None` is ignored."""
    return tuple(task for task in tasks if task.ticket not in tickets)
