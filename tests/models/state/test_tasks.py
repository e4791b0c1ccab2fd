"""Tasks and their progress."""

from __future__ import annotations

from models.audio.units import Seconds, Ticket
from models.state.progress import Progress, progress_at_rate, progress_since
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from models.state.tasks import with_progress, with_task, without_tasks

SCAN = Task(TaskLabel(TaskKind.SCAN), Progress(Ticket(1)))
EXPORT = Task(TaskLabel(TaskKind.EXPORT), Progress(Ticket(2), total=4))
BOTH = (SCAN, EXPORT)


def test_a_task_that_reports_is_last_and_there_once() -> None:
    again = Task(TaskLabel(TaskKind.SCAN), Progress(Ticket(1), 3))

    assert with_task(with_task((), SCAN), EXPORT) == BOTH
    assert with_task(BOTH, again) == (EXPORT, again)


def test_progress_of_an_unknown_task_begins_none() -> None:
    assert with_progress(BOTH, Progress(Ticket(9), 1)) == BOTH
    assert with_progress(BOTH, Progress(Ticket(1), 1))[0].progress.done == 1


def test_tasks_that_ended_leave() -> None:
    assert without_tasks(BOTH, Ticket(1), None, Ticket(9)) == (EXPORT,)
    assert without_tasks(BOTH, None) == BOTH


def test_the_rate_is_that_since_the_beginning() -> None:
    assert progress_since(Ticket(1), 20, 100, 4.0) == Progress(
        Ticket(1), 20, 100, 5.0, Seconds(16.0)
    )


def test_what_is_not_known_is_not_guessed() -> None:
    counting = progress_since(Ticket(1), 20, None, 4.0)

    assert (counting.left, counting.fraction) == (None, 0.0)
    assert progress_since(Ticket(1), 0, 100, 0.0).left is None
    assert progress_at_rate(Ticket(1), 101, 100, 5.0).left == Seconds(
        0
    )  # more came than was counted
    assert progress_at_rate(Ticket(1), 101, 100, 5.0).fraction == 1.0
