"""Rules of listening: whatever is new is heard, beside everything else."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import embeddings, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.samples import row_selection, sample_lists
from actors.session.similarity import similarity
from models.audio.units import SampleId
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from models.state.tasks import with_task, without_tasks
from models.types.sound_type import SoundType

BATCH, STEP, STEPS = 32, 512, 10
"""Sounds between two words of progress; and after how many types and answers are shown anew: at
least so many, and at most so many times in all, as a large library takes its time to be read."""
LABEL, ANALYSING = TaskLabel(TaskKind.EMBED), TaskLabel(TaskKind.ANALYSE)


def start_embedding(state: AppState) -> Decision:
    """Have what is new listened to."""
    state, ticket = with_ticket(state)
    return Decision(state, (embeddings.StartEmbedding(ticket),))


def read_traits(state: AppState) -> Decision:
    """Read what is known of all samples at once, such as their types."""
    return Decision(state, (library.ReadTraits(),))


def correct_type(state: AppState, sample: SampleId, kind: SoundType | None) -> Decision:
    """Keep what a person says a sample is, or the selection that it is part of."""
    samples = row_selection.sample_or_selection(state, sample, Panel.SAMPLES)
    return Decision(state, (library.CorrectType(samples, kind),))


def show_corrected_types(state: AppState) -> Decision:
    """Show other types, the rows being replaced already; a list of one type is read again."""
    if "type:" in state.browser.query.words:
        return sample_lists.refresh_list(state).then(read_traits)
    return read_traits(state)


def show_progress(state: AppState, event: embeddings.EmbeddingProgressed) -> Decision:
    """Show how far it is; who found nothing because too little was known asks again."""
    progress = event.progress
    known = replace(state.similarity, embedding=progress.ticket)
    state = replace(state, tasks=with_task(state.tasks, Task(LABEL, progress)), similarity=known)
    answer = state.similarity.answer
    if progress.done % max(STEP, (progress.total or 0) // STEPS) < BATCH:
        return sample_lists.refresh_list(state).then(read_traits).then(similarity.repeat_search)
    return (
        similarity.repeat_search(state)
        if answer is not None and not len(answer.ids)
        else Decision(state)
    )


def show_analysis_progress(state: AppState, event: embeddings.AnalysisProgressed) -> AppState:
    """Show how far it is."""
    known = replace(state.similarity, analysing=event.progress.ticket)
    return replace(
        state, tasks=with_task(state.tasks, Task(ANALYSING, event.progress)), similarity=known
    )


def end_analysis(state: AppState, event: embeddings.AnalysisEnded) -> Decision:
    """Say what went wrong; lists that are sorted or narrowed by it are read again."""
    tasks = without_tasks(state.tasks, event.ticket)
    state = replace(state, tasks=tasks, similarity=replace(state.similarity, analysing=None))
    if event.count is None:
        return Decision(with_notice(state, Notice(NoticeKind.ANALYSIS_STOPPED)))
    if event.reason:
        failed = Notice(NoticeKind.ANALYSIS_FAILED, reason=event.reason)
        return Decision(with_notice(state, failed))
    return sample_lists.refresh_list(state) if event.count else Decision(state)


def end_embedding(state: AppState, event: embeddings.EmbeddingEnded) -> Decision:
    """Say what could not be heard, and look again with all that is known now."""
    tasks = without_tasks(state.tasks, event.ticket)
    state = replace(state, tasks=tasks, similarity=replace(state.similarity, embedding=None))
    done = event.done
    if done is None:
        return read_traits(with_notice(state, Notice(NoticeKind.ANALYSIS_STOPPED)))
    if done.reason:
        failed = Notice(NoticeKind.EMBEDDING_FAILED, reason=done.reason)
        return Decision(with_notice(state, failed))
    answer = state.similarity.answer
    if done.embedded:  # their types are known now as well
        return sample_lists.refresh_list(state).then(read_traits).then(similarity.repeat_search)
    if answer is None or len(answer.ids):
        return read_traits(state)
    return similarity.leave_search(with_notice(state, Notice(NoticeKind.NOTHING_ANALYSABLE)))
