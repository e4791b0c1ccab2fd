"""Tempo, key and loudness are found out beside everything else."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import embeddings, intents, library
from actors.session.decide import decide
from models.audio.units import Ticket
from models.state.app import AppState
from models.state.progress import Progress
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from ui.text.notices import notice_words


def analysing() -> AppState:
    state = replace(AppState(), tasks=(Task(TaskLabel(TaskKind.EMBED), Progress(Ticket(9))),))
    return decide(state, embeddings.AnalysisProgressed(Progress(Ticket(9), 64, 100, 90.0))).state


def test_how_far_it_is_is_shown_in_place_of_the_listening_before_it() -> None:
    (task,) = analysing().tasks

    assert task.label == TaskLabel(TaskKind.ANALYSE)
    assert (task.progress.done, task.progress.total) == (64, 100)


def test_it_is_cancelled_as_listening_is() -> None:
    decision = decide(analysing(), intents.CancelTask(Ticket(9)))

    assert decision.commands == (embeddings.StopEmbedding(),)
    ended = decide(decision.state, embeddings.AnalysisEnded(Ticket(9), None)).state
    assert ended.tasks == ()
    assert ended.screen.notice is not None
    assert notice_words(ended.screen.notice) == "Analysis stopped; results so far are kept"


def test_lists_are_read_again_when_something_was_found_out() -> None:
    found = decide(analysing(), embeddings.AnalysisEnded(Ticket(9), 3))
    nothing = decide(analysing(), embeddings.AnalysisEnded(Ticket(9), 0))

    assert any(isinstance(command, library.List) for command in found.commands)
    assert nothing.commands == ()
    assert found.state.tasks == nothing.state.tasks == ()


def test_a_problem_is_said() -> None:
    state = decide(analysing(), embeddings.AnalysisEnded(Ticket(9), 3, "no memory")).state

    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == "Tempo, key and loudness not detected: no memory"
