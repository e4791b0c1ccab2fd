"""What the top bar keeps in a narrow window, also while work is going on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from models.audio.units import Seconds, Ticket
from models.state.app import AppState
from models.state.progress import Progress
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel

if TYPE_CHECKING:
    from tests.ui.stage import Stage

MEASURED = Progress(Ticket(1), 35_830, 56_888, 212.0, Seconds(99.0))
TASKS = (
    (),
    (Task(TaskLabel(TaskKind.ANALYSE), MEASURED, paused=False),),
    (Task(TaskLabel(TaskKind.FIND_DUPLICATES), MEASURED),),
)


@pytest.mark.parametrize("tasks", TASKS)
@pytest.mark.parametrize("scale", [1.0, 1.75])
def test_progress_folds_before_the_search_field_and_redo_go(
    stage: Stage, scale: float, tasks: tuple[Task, ...]
) -> None:
    from kivy.metrics import Metrics

    from ui.shell.top_bar import FIELD, FIELD_OF_FINGERS, TopBar
    from ui.slices import TopBarSlices, pick
    from ui.theme import COMPACT, DESKTOP, TABLET
    from ui.widgets.placing import has_room

    Metrics.density = Metrics.fontscale = scale
    for sizes in (DESKTOP, COMPACT, TABLET):
        bar = TopBar(lambda _intent: None, sizes)
        for wide in (420, 500, 640, 800, 1440):
            stage.put(bar, 0, 0, round(wide * scale), round(sizes.top * scale))
            bar.show(pick(TopBarSlices, replace(AppState(), tasks=tasks)))
            stage.frame()
            least = FIELD_OF_FINGERS if sizes is TABLET else FIELD
            assert bar._search.width >= least * scale - 1
            assert all(map(has_room, (bar._search, bar._undo, bar._redo, bar._options)))
            shown = bar._progress
            buttons = [shown._cancel, shown._pause] if shown._pausable else [shown._cancel]
            assert not tasks or all(one.width >= 32 * scale - 1 for one in buttons)
            stage.clear()
            Metrics.density = Metrics.fontscale = scale
