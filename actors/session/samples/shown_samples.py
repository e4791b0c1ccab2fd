"""Rules that keep current what shows a sample in other places than the list: it follows its file.

A file gets another name or place by a step, by its undo, on disk or with the root of its source.
The list is read again then, but may lack a sample that the waveform, a question, also a saved one,
or the open collection shows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from actors.messages import library
from actors.session.decision import Decision, with_ticket
from actors.session.waveform import waveform_view
from models.audio.units import SampleId
from models.library.sample import Sample
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.saved_search import SavedSearch
from models.state.app import AppState
from models.state.similarity import Search


def request(state: AppState) -> Decision:
    """Read the samples that are shown in other places than the list."""
    shown = {row.id for row in state.members.window.rows if row is not None}
    if state.editor.sample is not None:
        shown.add(state.editor.sample.id)
    for asked in _questions(state):
        shown |= {sound.sample for sound in asked.sounds if sound.sample is not None}
    if not shown:
        return Decision(state)
    state, ticket = with_ticket(state)
    return Decision(state, (library.ReadRows(ticket, 0, tuple(sorted(shown))),))


def follow(state: AppState, samples: tuple[Sample, ...]) -> Decision:
    """Show samples as they are now, wherever they are shown."""
    read = {sample.id: sample for sample in samples}
    rows = state.members.window.rows
    if any(row is not None and read.get(row.id, row) != row for row in rows):
        window = state.members.window.replacing(samples)
        state = replace(state, members=replace(state.members, window=window))
    if any(_followed(asked, read) != asked for asked in _questions(state)):
        state = _with_questions(state, partial(_followed, read=read))
    loaded = state.editor.sample
    if loaded is None or read.get(loaded.id, loaded) == loaded:
        return Decision(state)
    return waveform_view.update_sample(state, samples)


def _questions(state: AppState) -> tuple[SimilarityQuery, ...]:
    """Return what is asked, what was asked before and after it, and saved questions."""
    known = state.similarity
    now = () if known.search is None else (known.search,)
    asked = tuple(search.asked for search in (*known.back, *now, *known.forward))
    saved = tuple(one.question.asked for one in state.searches.all)
    return (*asked, *(one for one in saved if one is not None))


def _with_questions(
    state: AppState, changed: Callable[[SimilarityQuery], SimilarityQuery]
) -> AppState:
    def search(one: Search) -> Search:
        return replace(one, asked=changed(one.asked))

    def saved(one: SavedSearch) -> SavedSearch:
        asked = one.question.asked
        if asked is None:
            return one
        return replace(one, question=replace(one.question, asked=changed(asked)))

    known = state.similarity
    similarity = replace(
        known,
        search=None if known.search is None else search(known.search),
        back=tuple(map(search, known.back)),
        forward=tuple(map(search, known.forward)),
    )
    searches = replace(state.searches, all=tuple(map(saved, state.searches.all)))
    return replace(state, similarity=similarity, searches=searches)


def _followed(asked: SimilarityQuery, read: dict[SampleId, Sample]) -> SimilarityQuery:
    """Return a question with its sounds at the paths that their files have now."""

    def sound(one: Sound) -> Sound:
        sample = None if one.sample is None else read.get(one.sample)
        return one if sample is None else replace(one, path=sample.path)

    wanted, unwanted = (tuple(map(sound, sounds)) for sounds in (asked.wanted, asked.unwanted))
    return replace(asked, wanted=wanted, unwanted=unwanted)
