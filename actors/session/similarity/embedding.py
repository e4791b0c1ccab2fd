"""Rules of embedding: new samples are embedded in the background."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import embeddings, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.samples import counting, row_selection, sample_lists
from actors.session.similarity import similarity, sound_map
from models.analysis.report import AnalysisReport
from models.audio.units import SampleId
from models.library.file_name import display_name
from models.similarity.embedding_report import EmbeddingReport
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.progress import Progress
from models.state.screen import Panel
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from models.state.tasks import with_task, without_tasks
from models.types.sound_type import SoundType

BATCH, STEP, STEPS = 32, 512, 10
"""Samples between two progress events; and how many types and results are refreshed after: at least
so many samples, and at most so many times in all, as reading a large library takes long.
"""
LABEL, ANALYSING = TaskLabel(TaskKind.EMBED), TaskLabel(TaskKind.ANALYSE)


def start_embedding(state: AppState) -> Decision:
    """Start embedding new samples."""
    state, ticket = with_ticket(state)
    return Decision(state, (embeddings.StartEmbedding(ticket),))


def correct_type(state: AppState, sample: SampleId, kind: SoundType | None) -> Decision:
    """Store the type the user gave a sample, or the selection it belongs to."""
    samples = row_selection.sample_or_selection(state, sample, Panel.SAMPLES)
    return Decision(state, (library.CorrectType(samples, kind),))


def show_corrected_types(state: AppState) -> Decision:
    """Show corrected types; a list filtered by type is read again."""
    return _list_again(state) if "type:" in state.browser.query.words else _count_types(state)


def show_progress(state: AppState, event: embeddings.EmbeddingProgressed) -> Decision:
    """Show the progress; a search that waits for embeddings is repeated."""
    progress = event.progress
    known = replace(state.similarity, embedding=progress.ticket)
    state = replace(
        state, tasks=with_task(state.tasks, _task(LABEL, state, progress)), similarity=known
    )
    if not progress.done:
        return Decision(state)
    answer = state.similarity.answer
    if progress.done % max(STEP, (progress.total or 0) // STEPS) < BATCH:
        return _list_again(state).then(similarity.repeat_search)
    return (
        similarity.repeat_search(state)
        if answer is not None and not len(answer.ids)
        else Decision(state)
    )


def show_analysis_progress(state: AppState, event: embeddings.AnalysisProgressed) -> AppState:
    """Show the progress of the analysis."""
    known = replace(state.similarity, analysing=event.progress.ticket)
    task = _task(ANALYSING, state, event.progress)
    return replace(state, tasks=with_task(state.tasks, task), similarity=known)


def pause(state: AppState) -> Decision:
    """Pause embedding, analysis and the comparison of duplicates, or go on."""
    paused = not state.similarity.paused
    state = replace(state, similarity=replace(state.similarity, paused=paused))
    tasks = tuple(
        task if task.paused is None else replace(task, paused=paused) for task in state.tasks
    )
    return Decision(replace(state, tasks=tasks), (embeddings.PauseEmbedding(paused),))


def end_pause(state: AppState) -> Decision:
    """Go on with what is left, if it was paused: a task was cancelled."""
    return pause(state) if state.similarity.paused else Decision(state)


def _task(label: TaskLabel, state: AppState, progress: Progress) -> Task:
    return Task(label, progress, paused=state.similarity.paused)


def end_analysis(state: AppState, event: embeddings.AnalysisEnded) -> Decision:
    """Show why the analysis failed; lists sorted or filtered by its values are read again."""
    tasks = without_tasks(state.tasks, event.ticket)
    state = replace(state, tasks=tasks, similarity=replace(state.similarity, analysing=None))
    if event.count is None:
        return Decision(with_notice(state, Notice(NoticeKind.ANALYSIS_STOPPED)))
    if event.reason:
        failed = Notice(NoticeKind.ANALYSIS_FAILED, reason=event.reason)
        return Decision(with_notice(state, failed))
    if event.report is not None:
        state = _say_left_out(state, event.report)
    return sample_lists.refresh_list(state) if event.count else Decision(state)


def end_embedding(state: AppState, event: embeddings.EmbeddingEnded) -> Decision:
    """Show why embedding failed, and repeat the search with all embeddings."""
    tasks = without_tasks(state.tasks, event.ticket)
    state = replace(state, tasks=tasks, similarity=replace(state.similarity, embedding=None))
    done = event.done
    if done is None:
        return _count_types(with_notice(state, Notice(NoticeKind.ANALYSIS_STOPPED)))
    if done.reason:
        failed = Notice(NoticeKind.EMBEDDING_FAILED, reason=done.reason)
        return Decision(with_notice(state, failed))
    state = _say_left_out(state, done)
    answer = state.similarity.answer
    if done.embedded:  # their types are known now as well
        return _list_again(state).then(similarity.repeat_search)
    if answer is None or len(answer.ids) or state.similarity.awaits_hits:
        return _count_types(state)
    return similarity.leave_search(with_notice(state, Notice(NoticeKind.NOTHING_ANALYSABLE)))


def _say_left_out(state: AppState, done: EmbeddingReport | AnalysisReport) -> AppState:
    """Return the state that tells which files and workers were left out, if any were."""
    if done.quarantined:
        name = display_name(done.quarantined[0])
        notice = Notice(NoticeKind.FILES_QUARANTINED, name, len(done.quarantined))
    elif done.warnings and done.unread:
        notice = Notice(NoticeKind.SOUNDS_UNSEEN, count=done.unread, reason=done.example)
    elif done.warnings:
        notice = Notice(NoticeKind.WORKER_PASSED_BY, reason=done.warnings[0])
    else:
        return state
    return with_notice(state, notice)


def _list_again(state: AppState) -> Decision:
    """Show what has changed in the list, whose types are counted again, and on the map."""
    return sample_lists.refresh_list(state).then(sound_map.read_traits)


def _count_types(state: AppState) -> Decision:
    """Show types that have changed in their counts and on the map."""
    return counting.count(state).then(sound_map.read_traits)
