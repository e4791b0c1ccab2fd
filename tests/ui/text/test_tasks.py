"""Every task has a name, and every part that stands still a line."""

from __future__ import annotations

import pytest

from actors.session.app.parts import NAMES
from models.library.action import Action, ActionKind
from models.state.parts import Fault, Parts, Standing
from models.state.task_label import TaskKind, TaskLabel
from ui.text.parts import WITHOUT, parts_words
from ui.text.tasks import task_words


@pytest.mark.parametrize("kind", TaskKind)
def test_every_task_has_a_name(kind: TaskKind) -> None:
    words = task_words(TaskLabel(kind, "Drums", Action(ActionKind.MOVE_FILES, count=3, to="Kit")))
    assert words[:1].isupper()
    assert words == words.strip()


def test_a_step_counts_megabytes() -> None:
    action = Action(ActionKind.DELETE_FILES, count=3)
    assert task_words(TaskLabel(TaskKind.STEP, action=action)) == "Delete 3 files, MB"
    assert task_words(TaskLabel(TaskKind.UNDO, action=action)) == "Undo: delete 3 files, MB"
    assert task_words(TaskLabel(TaskKind.SCAN)) == "Scanning"


def test_it_is_said_what_does_not_work_without_each_part() -> None:
    assert set(WITHOUT) == set(NAMES.values())
    parts = Parts({"audio": Fault(Standing.STOPPED, "the audio stopped after repeated crashes")})
    assert parts_words(parts) == (
        "The audio stopped after repeated crashes: no sound. Restart sempal"
    )
