"""Rules of duplicates: search for them, list the groups, keep one of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np

from actors.messages import embeddings, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.samples import folder_tree, panels, sample_lists
from models.audio.units import SampleId, Ticket
from models.duplicates.group import Group, count_surplus
from models.duplicates.report import DuplicateReport
from models.duplicates.survivor import choose_survivor
from models.library.query import Query
from models.library.samples import SampleIds
from models.library.tag import Tag
from models.state.app import AppState
from models.state.duplicates import Duplicates
from models.state.notice import Notice, NoticeKind
from models.state.progress import Progress
from models.state.screen import Panel
from models.state.task import Task
from models.state.task_label import TaskKind, TaskLabel
from models.state.tasks import with_task, without_tasks

LABEL = TaskLabel(TaskKind.FIND_DUPLICATES)


def find_duplicates(state: AppState) -> Decision:
    """Search all sources for duplicates, and list the groups.

    The list is empty until groups are found.
    """
    before = state.duplicates.before or state.similarity.before or state.browser.query
    focus = state.duplicates.focus if state.duplicates.shown else state.browser.focus
    state, ticket = with_ticket(without_duplicates(state))
    known = Duplicates(shown=True, waiting=True, ticket=ticket, before=before, focus=focus)
    similarity = state.similarity.without_search()
    tasks = with_task(state.tasks, _task(state, Progress(ticket)))
    # The groups begin at the row that was focused, or at their first one, once they are there.
    browser = replace(state.browser, reveal=state.browser.reveal + 1)
    state = replace(state, duplicates=known, similarity=similarity, tasks=tasks, browser=browser)
    command = embeddings.FindDuplicates(ticket)
    everything = Query(sort=before.sort, descending=before.descending)
    return (
        Decision(state, (command,))
        .then(_list_groups)
        .then(lambda now: sample_lists.request_list(now, everything))
    )


def cancel_search(state: AppState) -> Decision:
    """Cancel the search; groups found so far stay, else the list is restored."""
    stop = Decision(state, (embeddings.StopDuplicateSearch(),))
    if not state.duplicates.groups:
        return stop.then(leave_duplicates)
    tasks = without_tasks(state.tasks, state.duplicates.ticket)
    # Under no ticket: an answer that is on its way already is not waited for any more.
    known = replace(state.duplicates, waiting=False, cut_short=True, ticket=Ticket(0))
    state = replace(state, duplicates=known, tasks=tasks)
    state = with_notice(state, Notice(NoticeKind.DUPLICATES_CANCELLED))
    return Decision(state, stop.commands)


def leave_duplicates(state: AppState) -> Decision:
    """Restore the list."""
    query = state.duplicates.before or Query()
    stop = (embeddings.StopDuplicateSearch(),) if state.duplicates.waiting else ()
    unset = state.browser.focus is None or state.browser.fresh
    focus = state.duplicates.focus if unset else state.browser.focus
    browser = replace(state.browser, reveal=state.browser.reveal + 1, focus=focus, fresh=False)
    state = replace(without_duplicates(state), browser=browser)
    decision = Decision(state, stop).then(lambda state: sample_lists.request_list(state, query))
    return decision.then(lambda state: folder_tree.follow_query(state, query))


def without_duplicates(state: AppState) -> AppState:
    """Return the state without duplicates; the caller lists something else."""
    tasks = without_tasks(state.tasks, state.duplicates.ticket)
    return replace(state, duplicates=Duplicates(), tasks=tasks)


def show_progress(state: AppState, event: embeddings.DuplicatesProgressed) -> AppState:
    """Show the progress of the search."""
    if event.progress.ticket != state.duplicates.ticket:
        return state
    return replace(state, tasks=with_task(state.tasks, _task(state, event.progress)))


def _task(state: AppState, progress: Progress) -> Task:
    return Task(LABEL, progress, paused=state.similarity.paused)


def show_groups(state: AppState, event: embeddings.DuplicatesFound) -> Decision:
    """Show the groups."""
    if event.ticket != state.duplicates.ticket:
        return Decision(state)
    report = event.report
    known = replace(
        state.duplicates,
        waiting=not event.whole,
        groups=report.groups,
        group_of=MappingProxyType(
            {one.sample: group for group in report.groups for one in group.members}
        ),
        marks=MappingProxyType({}),
        best=frozenset(),
        reason=report.reason,
    ).marked(_marks(state, report))
    state = replace(state, duplicates=known)
    if not event.whole:
        return _list_groups(state)
    tasks = without_tasks(state.tasks, event.ticket)
    state = with_notice(replace(state, tasks=tasks), _result_notice(report))
    return _list_groups(state)


def _marks(state: AppState, report: DuplicateReport) -> Mapping[SampleId, Tag]:
    """Return the marks of all members; those that were set since the search began are newer."""
    newer = state.duplicates.marks
    members = (one for group in report.groups for one in group.members)
    return {one.sample: newer.get(one.sample, one.tag) for one in members}


def order_by_list(state: AppState, event: library.Listed) -> Decision:
    """Show the listed members of each group, in list order."""
    stale = state.browser.stale
    browser = replace(state.browser, waiting=False, stale=False)
    known = replace(state.duplicates, among=event.ids, respelled=event.respelled)
    decision = _list_groups(replace(state, browser=browser, duplicates=known))
    return decision.then(sample_lists.refresh_list) if stale else decision


def update_marks(state: AppState, changed: library.TagsChanged) -> AppState:
    """Return the state with new marks of the members."""
    known = state.duplicates.marked(changed.tags)
    return state if known is state.duplicates else replace(state, duplicates=known)


def keep_one(state: AppState, sample: SampleId | None = None) -> Decision:
    """Reject all other listed members of the group of a sample (the focused one), as one step."""
    kept = state.browser.focus if sample is None else sample
    group = None if kept is None else state.duplicates.group_of.get(kept)
    if group is None:
        return Decision(with_notice(state, Notice(NoticeKind.NOT_A_DUPLICATE)))
    return Decision(state, (library.KeepCopies((group,), _shown_members(state, (group,)), kept),))


def keep_best(state: AppState) -> Decision:
    """Reject all listed copies that the best of their group contains, as one step.

    Likely copies are left alone.
    """
    known = state.duplicates
    shown = frozenset(state.browser.ids.array.tolist())
    groups = tuple(
        group
        for group in known.groups
        if choose_survivor(group, known.conditions(group), shown) is not None
    )
    if not groups:
        some = bool(known.groups)
        kind = NoticeKind.NO_CERTAIN_DUPLICATES if some else NoticeKind.NO_DUPLICATES
        return Decision(with_notice(state, Notice(kind)))
    return Decision(state, (library.KeepCopies(groups, _shown_members(state, groups)),))


def _shown_members(state: AppState, groups: tuple[Group, ...]) -> frozenset[SampleId]:
    """Return the listed members of the groups."""
    shown = frozenset(state.browser.ids.array.tolist())
    return frozenset(one.sample for group in groups for one in group.members) & shown


def _list_groups(state: AppState) -> Decision:
    """List the groups in list order, of each the members that the list would show.

    While more are found, groups on screen keep their places and new ones are appended, until the
    user sorts or filters the list.
    """
    known = state.duplicates
    if state.browser.focus is None or state.browser.fresh:  # the list was empty meanwhile
        state = replace(state, browser=replace(state.browser, focus=known.focus, fresh=False))
    members = [[one.sample for one in group.members] for group in known.groups]
    flat = np.array([one for some in members for one in some], np.int64)
    group = np.repeat(np.arange(len(members)), [len(some) for some in members])
    sorter = np.argsort(known.among.array, kind="stable")
    at = np.searchsorted(known.among.array, flat, sorter=sorter)
    at = np.minimum(at, max(0, len(sorter) - 1))
    there = known.among.array[sorter[at]] == flat if len(sorter) else np.zeros(len(flat), np.bool_)
    flat, group, place = flat[there], group[there], sorter[at[there]] if len(sorter) else at[there]
    # Where the first of a group that is shown stands in the list, there the group stands.
    begins = np.flatnonzero(np.diff(group, prepend=-1))
    first = np.full(len(members), np.iinfo(np.int64).max)
    first[group[begins]] = place[begins]
    if known.ordered_by == state.browser.query:
        row = {one: at for at, one in enumerate(state.browser.ids.array.tolist())}
        first[group[begins]] += len(row)
        was = [
            (at, row[one])
            for at, one in zip(group.tolist(), flat.tolist(), strict=True)
            if one in row
        ]
        for at, stood in was:
            first[at] = min(first[at], stood)
    ids = flat[np.argsort(first[group], kind="stable")]
    first_of = {
        known.groups[at].members[0].sample: SampleId(int(one))
        for at, one in zip(group[begins].tolist(), flat[begins].tolist(), strict=True)
    }
    known = replace(known, first_of=MappingProxyType(first_of), ordered_by=state.browser.query)
    state = replace(state, duplicates=known)
    return sample_lists.show_samples(state, Panel.SAMPLES, SampleIds(ids.copy()), known.respelled)


def awaits_list(state: AppState, event: library.Listed) -> bool:
    """Return whether a list result is for the groups."""
    return state.duplicates.shown and panels.panel_awaiting(state, event.ticket) is Panel.SAMPLES


def _result_notice(report: DuplicateReport) -> Notice:
    if report.reason:
        return Notice(NoticeKind.DUPLICATES_IDENTICAL_ONLY, reason=report.reason)
    if not report.groups:
        return Notice(NoticeKind.NO_DUPLICATES)
    many, surplus = len(report.groups), count_surplus(report.groups)
    return Notice(NoticeKind.DUPLICATES_FOUND, count=many, about=surplus)
