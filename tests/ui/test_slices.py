"""A part of the window is drawn again for each slice that it reads, and for no other."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any, get_type_hints

import pytest

from models.audio.units import SourceId, Ticket
from models.library.source import Source
from models.state.app import AppState
from models.state.browser import Sources
from models.state.editor import Editor
from models.state.progress import Progress
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from tests.actors.session.test_browsing import sample
from ui import slices
from ui.slices import DERIVED, BrowserSlices, TopBarSlices, Watch

KINDS = [one for name, one in vars(slices).items() if name.endswith("Slices") and name != "Slices"]
"""What each part reads."""
READ = [(kind, field) for kind in KINDS for field in fields(kind)]


TASK = Task(TaskLabel(TaskKind.SCAN), Progress(Ticket(1)))


def source(*, read_only: bool) -> Source:
    return Source(SourceId(1), b"/drums", "drums", 3, read_only=read_only)


SHOWN = AppState(sources=Sources((source(read_only=False),)), editor=Editor(sample(1), Ticket(1)))
NEW = {"tasks": (TASK,), "thumbnails": {}, "sources": Sources((source(read_only=True),))}
"""Other values than those of `SHOWN`, where a copy is not another one."""
DERIVED_FROM = {"protected": "sources"}
"""What derived fields follow, if not the tasks."""


class Part:
    """Keeps what it was told to draw."""

    def __init__(self, kind: type[Any]) -> None:
        self.drawn: list[Any] = []
        self.watch = Watch[Any](kind, self.drawn.append)


@pytest.mark.parametrize("kind", KINDS)
def test_what_a_part_reads_are_slices_of_the_state(kind: type[Any]) -> None:
    whole = get_type_hints(AppState)
    for field in fields(kind):
        if DERIVED not in field.metadata:
            assert get_type_hints(kind)[field.name] == whole[field.name]


@pytest.mark.parametrize(("kind", "field"), READ, ids=lambda one: getattr(one, "name", None))
def test_a_part_is_drawn_again_for_each_of_its_slices(kind: type[Any], field: Any) -> None:
    state, part = SHOWN, Part(kind)
    part.watch.show(state)
    name = DERIVED_FROM.get(field.name, "tasks") if field.metadata else field.name
    value = getattr(state, name)
    new: Any = NEW[name] if name in NEW else replace(value)
    changed = replace(state, **{name: new})
    part.watch.show(changed)
    part.watch.show(changed)

    assert len(part.drawn) == 2
    if not field.metadata:
        assert getattr(part.drawn[1], name) is new


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_is_not_drawn_for_what_it_does_not_read(kind: type[Any]) -> None:
    state, part = AppState(), Part(kind)
    part.watch.show(state)
    read = {field.name for field in fields(kind)}
    others: dict[str, Any] = {
        field.name: replace(getattr(state, field.name))
        for field in fields(AppState)
        if field.name not in read and hasattr(getattr(state, field.name), "__dataclass_fields__")
    }
    part.watch.show(replace(state, **others))

    assert others
    assert len(part.drawn) == 1


def test_the_list_follows_collections_and_work_and_the_bar_the_search_by_sound() -> None:
    # None of these had a part drawn again that reads them.
    assert {"collections", "busy"} <= {field.name for field in fields(BrowserSlices)}
    assert "similarity" in {field.name for field in fields(TopBarSlices)}


def test_the_list_is_not_drawn_for_each_step_of_a_task() -> None:
    state, part = AppState(), Part(BrowserSlices)
    for done in range(3):
        part.watch.show(state)
        state = replace(state, tasks=(Task(TaskLabel(TaskKind.SCAN), Progress(Ticket(1), done)),))

    assert [drawn.busy for drawn in part.drawn] == [False, True]
