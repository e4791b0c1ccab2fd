"""Tempo, key and loudness are found out beside everything else."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from actors.messages import embeddings, intents, library
from actors.session.decide import decide
from models.analysis.report import AnalysisReport
from models.audio.units import Ticket
from models.similarity.embedding_report import EmbeddingReport
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


LEFT_OUT: dict[str, dict[str, Any]] = {
    "“kick.wav” ended the analysis twice, so it is left out": {"quarantined": (b"/a/kick.wav",)},
    "“b.wav” and 1 more ended the analysis twice each: left out": {
        "quarantined": (b"/a/b.wav", b"/a/c.wav"),
        "warnings": ("tower: of another version",),
    },
    "2 sounds not analysed: /a/b.wav: not found": {
        "unread": 2,
        "example": "/a/b.wav: not found",
        "warnings": ("tower: sees nothing",),
    },
    "A computer does no work: tower: of another version": {
        "warnings": ("tower: of another version",)
    },
    "": {"unread": 2, "example": "/a/b.wav: permission denied"},
}


@pytest.mark.parametrize("words", LEFT_OUT)
def test_what_a_run_left_out_is_said(words: str) -> None:
    given = LEFT_OUT[words]
    analysed = embeddings.AnalysisEnded(Ticket(9), 3, "", AnalysisReport(3, 1.0, **given))
    embedded = embeddings.EmbeddingEnded(Ticket(9), EmbeddingReport("m", 3, 0, 0, 1.0, **given))
    for event in (analysed, embedded):
        notice = decide(analysing(), event).state.screen.notice
        assert (notice_words(notice) if notice else "") == words


def test_a_problem_is_said() -> None:
    state = decide(analysing(), embeddings.AnalysisEnded(Ticket(9), 3, "no memory")).state

    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == "Tempo, key and loudness not detected: no memory"
