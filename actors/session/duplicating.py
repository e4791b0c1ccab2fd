"""Rules of duplicates: look for them, show groups in place of the list, keep one of each."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np

from actors.messages import embeddings, library
from actors.session import foldering, listing, lists
from actors.session.decision import Decision, ticketed, told
from models.audio.clock import thousands
from models.audio.units import SampleId, Ticket
from models.duplicates.group import Group, too_many
from models.library.query import Query
from models.library.samples import SampleIds
from models.library.tag import Tag
from models.state.alike import Alike
from models.state.app import AppState
from models.state.duplicates import Duplicates
from models.state.screen import Panel
from models.state.task import Task

LABEL = "Looking for duplicates"
NONE = "Nothing is there twice"
UNSURE = "Nothing here is surely there twice: “Keep only this one” decides for a group"
CUT_SHORT = "The search was cancelled: these are not all"


def find(state: AppState) -> Decision:
    """Look for what is there more than once, in all sources, and show it in place of the list.

    Until something is found the list is empty: what it holds is not what its head says.
    """
    before = state.duplicates.before or state.alike.before or state.browser.query
    focus = state.duplicates.focus if state.duplicates.shown else state.browser.focus
    state, ticket = ticketed(cleared(state))
    known = Duplicates(shown=True, waiting=True, ticket=ticket, before=before, focus=focus)
    alike = Alike(listening=state.alike.listening, analysing=state.alike.analysing)
    tasks = (*state.tasks, Task(ticket, LABEL, total=None))
    state = replace(state, duplicates=known, alike=alike, tasks=tasks)
    order = embeddings.FindDuplicates(ticket)
    everything = Query(sort=before.sort, descending=before.descending)
    return Decision(state, (order,)).then(_shown).then(lambda now: listing.ask(now, everything))


def cancel(state: AppState) -> Decision:
    """Look no further; what was found stays, else the list shows what it showed before."""
    stop = Decision(state, (embeddings.StopFindingDuplicates(),))
    if not state.duplicates.groups:
        return stop.then(leave)
    tasks = tuple(task for task in state.tasks if task.ticket != state.duplicates.ticket)
    # Under no ticket: an answer that is on its way already is not waited for any more.
    known = replace(state.duplicates, waiting=False, cut_short=True, ticket=Ticket(0))
    state = told(replace(state, duplicates=known, tasks=tasks), CUT_SHORT)
    return Decision(state, stop.orders)


def leave(state: AppState) -> Decision:
    """Show what the list showed before."""
    query = state.duplicates.before or Query()
    stop = (embeddings.StopFindingDuplicates(),) if state.duplicates.waiting else ()
    focus = state.duplicates.focus if state.browser.focus is None else state.browser.focus
    browser = replace(state.browser, reveal=state.browser.reveal + 1, focus=focus)
    state = replace(cleared(state), browser=browser)
    decision = Decision(state, stop).then(lambda state: listing.ask(state, query))
    return decision.then(lambda state: foldering.follow(state, query))


def cleared(state: AppState) -> AppState:
    """Return the state without duplicates; the list is whatever comes next."""
    gone = state.duplicates.ticket
    tasks = tuple(task for task in state.tasks if task.ticket != gone)
    return replace(state, duplicates=Duplicates(), tasks=tasks)


def progressed(state: AppState, event: embeddings.DuplicatesProgressed) -> AppState:
    """Show how far it is."""
    if event.ticket != state.duplicates.ticket:
        return state
    others = tuple(task for task in state.tasks if task.ticket != event.ticket)
    task = Task(event.ticket, LABEL, None, event.done, event.total, event.rate, event.left)
    return replace(state, tasks=(*others, task))


def found(state: AppState, event: embeddings.DuplicatesFound) -> Decision:
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
        problem=report.problem,
    )
    state = replace(state, duplicates=known)
    if not event.whole:
        return _shown(state)
    tasks = tuple(task for task in state.tasks if task.ticket != event.ticket)
    state = told(replace(state, tasks=tasks), _words(report.groups))
    if report.problem:
        words = f"Only files that are equal byte by byte were found: {report.problem}"
        state = told(state, words, problem=True)
    return _shown(state)


def listed(state: AppState, event: library.Listed) -> Decision:
    """Take the list: what it holds of each group is shown, in its order."""
    stale = state.browser.stale
    browser = replace(state.browser, waiting=False, stale=False)
    known = replace(state.duplicates, among=event.ids, note=event.note)
    decision = _shown(replace(state, browser=browser, duplicates=known))
    return decision.then(listing.refresh) if stale else decision


def keep_one(state: AppState, sample: SampleId | None = None) -> Decision:
    """Mark all others of the group of a sample (the focused one) as trash, as one step."""
    kept = state.browser.focus if sample is None else sample
    group = None if kept is None else state.duplicates.group_of.get(kept)
    if group is None:
        return Decision(told(state, "That is in no group of duplicates"))
    others = tuple(one.sample for one in group.members if one.sample != kept)
    return Decision(state, (library.Mark(others, Tag.TRASH, exactly=True),))


def keep_best(state: AppState) -> Decision:
    """Mark all that the best of each group holds as well as trash, as one step.

    What is only likely to be a copy is left as it is.
    """
    shown = frozenset(state.browser.ids.array.tolist())
    others = tuple(
        sample
        for group in state.duplicates.groups
        if group.members[0].sample in shown
        for sample in group.surplus
        if sample in shown
    )
    if not others:
        return Decision(told(state, UNSURE if state.duplicates.groups else NONE))
    return Decision(state, (library.Mark(others, Tag.TRASH, exactly=True),))


def _shown(state: AppState) -> Decision:
    """Show the groups in the order of the list, of each what the list would show."""
    known = state.duplicates
    if state.browser.focus is None:  # the list was empty meanwhile
        state = replace(state, browser=replace(state.browser, focus=known.focus))
    members = [[one.sample for one in group.members] for group in known.groups]
    flat = np.array([one for some in members for one in some], np.int64)
    group = np.repeat(np.arange(len(members)), [len(some) for some in members])
    order = np.argsort(known.among.array, kind="stable")
    at = np.searchsorted(known.among.array, flat, sorter=order)
    at = np.minimum(at, max(0, len(order) - 1))
    there = known.among.array[order[at]] == flat if len(order) else np.zeros(len(flat), np.bool_)
    flat, group, place = flat[there], group[there], order[at[there]] if len(order) else at[there]
    # Where the first of a group that is shown stands in the list, there the group stands.
    first = np.full(len(members), np.iinfo(np.int64).max)
    begins = np.flatnonzero(np.diff(group, prepend=-1))
    first[group[begins]] = place[begins]
    ids = flat[np.argsort(first[group], kind="stable")]
    return listing.put(state, Panel.SAMPLES, SampleIds(ids.copy()), known.note)


def asked(state: AppState, event: library.Listed) -> bool:
    """Tell whether a list is for the groups that are shown."""
    return state.duplicates.shown and lists.asked(state, event.ticket) is Panel.SAMPLES


def _words(groups: tuple[Group, ...]) -> str:
    if not groups:
        return NONE
    more, likely = too_many(groups)
    sounds = f"{thousands(len(groups))} sound{'' if len(groups) == 1 else 's'}"
    words = f"{sounds} more than once: {thousands(more)} file{'' if more == 1 else 's'} too many"
    return f"{words}, {thousands(likely)} perhaps" if likely else words
