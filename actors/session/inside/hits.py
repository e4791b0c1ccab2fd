"""Rules of places that were found inside long sounds: ask, walk, save."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import embeddings, intents
from actors.session.decision import Decision, with_notice
from actors.session.playback import transport
from actors.session.samples import audition
from actors.session.similarity import similarity
from actors.session.slices import saving
from actors.session.waveform import span_selection, waveform_view
from models.audio.span import Span
from models.similarity.query import SimilarityQuery
from models.state.app import AppState
from models.state.notice import Notice, NoticeKind
from models.state.progress import Progress
from models.state.screen import Panel
from models.state.similarity import Search
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from models.state.tasks import with_task, without_tasks

LABEL = TaskLabel(TaskKind.EMBED_INSIDE)
AROUND = 4
"""Lengths of a place that are shown on either side of it."""
REPEAT = 0.1
"""Part of the work after which a question is asked again while it is going on."""


def find_inside(state: AppState, intent: intents.FindInside) -> Decision:
    """Search inside long files for places like the selected, focused or given sound."""
    wanted = intents.FindSimilar(sample=intent.sample, shown=intent.shown)
    sounds = similarity.query_sounds(state, wanted)
    if not sounds:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    return similarity.start_search(state, Search(SimilarityQuery(sounds, inside=True)))


def look_inside(state: AppState, *, on: bool) -> Decision:
    """Answer the question by places inside long files, or by whole files."""
    search = state.similarity.search
    if search is None or search.asked.inside is on:
        return Decision(state)
    return similarity.start_search(state, Search(replace(search.asked, inside=on)))


def step(state: AppState, by: int) -> Decision:
    """Select and play another place of the shown file, or behind its last one the next file's."""
    if not state.similarity.hits:
        return Decision(with_notice(state, Notice(_why_none(state))))
    editor, ids = state.editor, state.browser.ids
    listed = ids.row(editor.sample.id) if editor.sample is not None and editor.hits else None
    if listed is None:
        return audition.move_to(state, 0, Panel.SAMPLES, quiet=False)
    # Until it was played, the first place is the next one.
    at = editor.hit + by if editor.selection is not None else editor.hit
    if 0 <= at < len(editor.hits):
        state = replace(state, editor=replace(editor, hit=at))
        return _show(state, editor.hits[at]).then(transport.play_selection)
    row = listed + (1 if by > 0 else -1)
    if not 0 <= row < len(ids):
        return Decision(with_notice(state, Notice(NoticeKind.NO_FURTHER_PLACE)))
    return audition.move_to(state, row, Panel.SAMPLES, quiet=False)


def _why_none(state: AppState) -> NoticeKind:
    """Return why there is no place: nobody asked, or long files are still being embedded."""
    awaited = state.similarity.awaits_hits
    return NoticeKind.PLACES_AWAITED if awaited else NoticeKind.NO_PLACES


def save(state: AppState) -> Decision:
    """Save the places in the shown file as files."""
    if not state.editor.hits:
        return Decision(with_notice(state, Notice(_why_none(state))))
    return saving.save_places(state, tuple(sorted(state.editor.hits)))


def follow(state: AppState, before: AppState) -> Decision:
    """Mark the places of the shown sample when it or the result changed; show the best one."""
    editor = state.editor
    loaded = editor.ticket != before.editor.ticket
    if not loaded and state.similarity.hits is before.similarity.hits:
        return Decision(state)
    sample, frames = editor.sample, span_selection.sample_length(state)
    found: tuple[Span, ...] = ()
    if sample is not None and frames:
        spans = (one.span(frames, sample.rate) for one in state.similarity.hits_in(sample.id))
        found = tuple(span for span in spans if span is not None)
    if found == editor.hits:
        return Decision(state)
    state = replace(state, editor=replace(editor, hits=found, hit=0))
    return _show(state, found[0]) if loaded and found else Decision(state)


def _show(state: AppState, span: Span) -> Decision:
    """Select a place, and bring it into view with something of what is around it."""
    far = AROUND * span.length
    selected = span_selection.select_span(state, span)
    view = selected.state.editor.view
    if view is not None and view.start <= span.start and span.end <= view.end and not view.whole:
        return selected
    return selected.then(
        lambda state: waveform_view.change_view(
            state, lambda view: view.showing(span.start - far, span.end + far)
        )
    )


def show_progress(state: AppState, event: embeddings.InsideProgressed) -> Decision:
    """Show the progress; now and then a question for places is repeated."""
    progress = event.progress
    known = replace(state.similarity, embedding_inside=progress.ticket)
    task = Task(LABEL, progress, paused=state.similarity.paused)
    before = next((one.progress for one in state.tasks if one.label == LABEL), None)
    state = replace(state, tasks=with_task(state.tasks, task), similarity=known)
    due = before is None or _tenth(before) != _tenth(progress) or not state.similarity.hits
    return _repeat(state) if due else Decision(state)


def end(state: AppState, event: embeddings.InsideEnded) -> Decision:
    """Show why it failed, and repeat a question for places with all that was embedded."""
    tasks = without_tasks(state.tasks, event.ticket)
    state = replace(state, tasks=tasks, similarity=replace(state.similarity, embedding_inside=None))
    if event.report is None:
        return Decision(with_notice(state, Notice(NoticeKind.ANALYSIS_STOPPED)))
    if event.report.reason:
        failed = Notice(NoticeKind.EMBEDDING_FAILED, reason=event.report.reason)
        state = with_notice(state, failed)
    return _repeat(state)


def _tenth(progress: Progress) -> int:
    return int(progress.done / max(1, progress.total or 0) / REPEAT)


def _repeat(state: AppState) -> Decision:
    search = state.similarity.search
    if search is None or not search.asked.inside:
        return Decision(state)
    return similarity.repeat_search(state)
