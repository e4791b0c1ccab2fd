"""Rules of similarity search: query, show, refine, go back, leave.

The results replace the list; its filters (source, folder, mark, words) limit the candidates.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from actors.messages import embeddings, intents, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.samples import folder_tree, panels, row_selection, sample_lists
from actors.session.similarity import duplicates
from models.audio.span import Span
from models.audio.units import SampleId
from models.embedding.aspect import WEIGHTS
from models.library.query import Query
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult
from models.state.app import AppState
from models.state.notice import ERRORS, Notice, NoticeKind
from models.state.screen import Panel
from models.state.similarity import Search, Similarity
from models.triage.order import Triage, TriageOrder
from models.words.filters import filter_terms

LAST = -1
"""In place of the number of a part: the last one."""
LIMIT = 200
"""Maximum number of results; further ones are hardly similar."""
HISTORY = 50
"""Number of earlier searches kept."""
_OBSOLETE = ERRORS | {NoticeKind.SELECT_SAMPLE_FIRST, NoticeKind.TRIAGE_UNTRAINED}
"""Notices that new results make obsolete."""


def find_similar(state: AppState, intent: intents.FindSimilar) -> Decision:
    """Search for sounds similar to the selected, focused or given ones."""
    sounds = query_sounds(state, intent)
    if not sounds:
        return Decision(with_notice(state, Notice(NoticeKind.SELECT_SAMPLE_FIRST)))
    search = state.similarity.search
    if intent.path and search is not None and search.asked.words:
        return ask_beside(state, sounds)  # a file that is dropped on a description belongs to it
    return start_search(state, Search(SimilarityQuery(sounds)))


def find_by_text(state: AppState, words: str) -> Decision:
    """Search for sounds by a description."""
    words = " ".join(words.split())
    if not words:
        return Decision(with_notice(state, Notice(NoticeKind.DESCRIBE_SOUND)))
    search = state.similarity.search
    # The list may be empty until the result is there.
    state = replace(state, screen=replace(state.screen, focus=Panel.SAMPLES))
    # Sounds that are asked with stay: they are shown, and can be removed.
    asked = SimilarityQuery(()) if search is None else search.asked
    return start_search(state, Search(replace(asked, words=words, triage=None)))


def sort_by_triage(state: AppState, order: TriageOrder) -> Decision:
    """List what is not decided, ordered by what the marks of the source or collection teach."""
    before = state.similarity.before if state.similarity.search is not None else None
    query = before or state.browser.query
    triage = Triage(order, query.source, query.collection)
    return start_search(state, Search(SimilarityQuery((), triage=triage)))


def reset_triage(state: AppState) -> Decision:
    """Let the marks of the source or collection teach nothing any more."""
    before = state.similarity.before if state.similarity.search is not None else None
    query = before or state.browser.query
    return Decision(state, (library.ResetTriage(query.source, query.collection),))


def end_triage(state: AppState) -> Decision:
    """Leave an order that was made by marks which taught something else."""
    search = state.similarity.search
    ordered = search is not None and search.asked.triage is not None
    return leave_search(state) if ordered else Decision(state)


def refine_search(state: AppState, sample: SampleId, *, wanted: bool) -> Decision:
    """Refine the search: also similar to a sample, or dissimilar."""
    search = state.similarity.search
    if search is None:
        return (
            find_similar(state, intents.FindSimilar(sample=sample)) if wanted else Decision(state)
        )
    asked, sound = search.asked, _sample_sound(state, sample)
    wants = tuple(one for one in asked.wanted if one.sample != sample)
    others = tuple(one for one in asked.unwanted if one.sample != sample)
    if wanted:
        wants = (*wants, sound)
    elif wants or asked.words:
        others = (*others, sound)
    else:
        return Decision(with_notice(state, Notice(NoticeKind.ADD_SOUND_TO_MATCH)))
    changed = replace(asked, wanted=wants, unwanted=others, triage=None)
    return start_search(state, Search(changed))


def ask_with(state: AppState, intent: intents.AskWith) -> Decision:
    """Search with samples, or with a part of one, beside what is asked with."""
    if intent.span is not None:
        sound = _sample_sound(state, intent.sample)
        return ask_beside(state, (replace(sound, span=intent.span),))
    chosen = row_selection.sample_or_selection(state, intent.sample, intent.panel)
    return ask_beside(state, tuple(_sample_sound(state, one) for one in chosen))


def ask_beside(state: AppState, sounds: tuple[Sound, ...]) -> Decision:
    """Search with sounds beside what is asked with; none is asked with twice."""
    search = state.similarity.search
    asked = SimilarityQuery(()) if search is None else search.asked
    known = {_identity(one) for one in sounds}
    wants = tuple(one for one in asked.wanted if _identity(one) not in known)
    others = tuple(one for one in asked.unwanted if _identity(one) not in known)
    changed = replace(asked, wanted=(*wants, *sounds), unwanted=others, triage=None)
    return start_search(state, Search(changed))


def _identity(sound: Sound) -> tuple[SampleId | bytes, Span | None]:
    """Return what tells two sounds of a question apart."""
    return (sound.path if sound.sample is None else sound.sample, sound.span)


def remove_part(state: AppState, at: int) -> Decision:
    """Remove a part of the description; the last one if `at` is -1, or a sound if there is none."""
    search, answer = state.similarity.search, state.similarity.answer
    if search is None:
        return Decision(state)
    meaning = answer.meaning if answer is not None else None
    parts = meaning.parts if meaning is not None else ()
    if meaning is None or not -len(parts) <= at < len(parts):
        sounds = search.asked.sounds
        return remove_sound(state, sounds[-1]) if sounds and at == LAST else Decision(state)
    words = meaning.without(parts[at]).written
    return _ask_or_leave(state, replace(search.asked, words=words))


def remove_sound(state: AppState, sound: Sound) -> Decision:
    """Remove a reference sound from the question."""
    search = state.similarity.search
    if search is None:
        return Decision(state)
    asked = replace(
        search.asked,
        wanted=tuple(one for one in search.asked.wanted if one != sound),
        unwanted=tuple(one for one in search.asked.unwanted if one != sound),
    )
    return _ask_or_leave(state, asked)


def _ask_or_leave(state: AppState, asked: SimilarityQuery) -> Decision:
    """Ask what is left of a question; without anything that is wanted there is none."""
    if not asked.words and not asked.wanted:
        return clear_search(state)
    return start_search(state, Search(asked))


def set_weight(state: AppState, intent: intents.SetAspectWeight) -> Decision:
    """Set the weight of an aspect; `None` resets all weights."""
    search = state.similarity.search
    if search is None:
        return Decision(state)
    weights = dict(search.asked.weights)
    if intent.aspect is None:
        weights = dict(WEIGHTS)
    else:
        weights[intent.aspect] = max(0.0, intent.weight)
    if not any(weights.values()):
        return Decision(with_notice(state, Notice(NoticeKind.ALL_SLIDERS_ZERO)))
    search = replace(search, asked=replace(search.asked, weights=weights))
    return _request(_with_similarity(state, replace(state.similarity, search=search)))


def step_search(state: AppState, *, back: bool) -> Decision:
    """Go back to the previous search, or forward."""
    similarity = state.similarity
    if similarity.search is None or not (similarity.back if back else similarity.forward):
        kind = NoticeKind.NO_EARLIER_SEARCH if back else NoticeKind.NO_LATER_SEARCH
        return Decision(with_notice(state, Notice(kind)))
    before = _left(state, similarity.search)
    if back:
        search, past = similarity.back[-1], similarity.back[:-1]
        known = replace(similarity, back=past, forward=(*similarity.forward, before))
    else:
        search, ahead = similarity.forward[-1], similarity.forward[:-1]
        known = replace(similarity, back=(*similarity.back, before), forward=ahead)
    state = _with_similarity(state, replace(known, search=search, answer=None, restored=False))
    return _ask_filtered(state, before)


def _left(state: AppState, search: Search) -> Search:
    """Return a search with the row that is focused, to be focused again when it is gone back to."""
    return replace(search, focus=state.browser.focus)


def clear_search(state: AppState) -> Decision:
    """Restore the list as it was before anything was asked, also before a description was typed."""
    similarity = state.similarity
    query, asked = similarity.before, (*similarity.back, similarity.search)
    if query is not None and query.words and asked[0] and asked[0].asked.words == query.words:
        similarity = replace(similarity, before=replace(query, words=""))
    return leave_search(_with_similarity(state, similarity))


def leave_search(state: AppState) -> Decision:
    """Restore the list, with what was typed."""
    query = state.similarity.before or Query()
    state = replace(state, similarity=state.similarity.without_search())
    browser = replace(state.browser, reveal=state.browser.reveal + 1)
    decision = sample_lists.request_list(replace(state, browser=browser), query)
    return decision.then(lambda state: folder_tree.follow_query(state, query))


def sort_by_match(state: AppState) -> Decision:
    """Sort by similarity."""
    return _list_result(_with_similarity(state, replace(state.similarity, by_match=True)))


def compare_list(state: AppState, event: library.Listed) -> Decision:
    """Show a list result, or use it as the candidates of the search."""
    search = state.similarity.search
    if search is None or panels.panel_awaiting(state, event.ticket) is not Panel.SAMPLES:
        return sample_lists.show_list(state, event)
    stale = state.browser.stale
    state = replace(state, browser=replace(state.browser, waiting=False, stale=False))
    decision = _request(
        _with_similarity(
            state, replace(state.similarity, among=event.ids, respelled=event.respelled)
        )
    )
    return decision.then(sample_lists.refresh_list) if stale else decision


def show_result(state: AppState, event: embeddings.SimilarFound) -> Decision:
    """Show the results of the search."""
    similarity = state.similarity
    if similarity.search is None or event.ticket != similarity.ticket:
        return Decision(state)
    if not event.reason:  # also if it waits until sounds are embedded
        notice = state.screen.notice
        if notice is not None and notice.kind in _OBSOLETE and not similarity.restored:
            shown = Notice(NoticeKind.SIMILAR_SHOWN, about=similarity.search.asked)
            state = with_notice(state, shown)
        if event.answer.mistakes:
            wrong = Notice(NoticeKind.OWN_WORDS_INVALID, about=event.answer.mistakes)
            state = with_notice(state, wrong)
        if similarity.answer is None:
            state = _focused_first(state, similarity.search)
        return _list_result(_with_similarity(state, replace(state.similarity, answer=event.answer)))
    asked = similarity.search.asked
    untrained = asked.triage is not None
    kind = NoticeKind.TRIAGE_UNTRAINED if untrained else NoticeKind.SIMILARITY_FAILED
    failed = Notice(kind, reason=event.reason, about=asked)
    said = state.screen.notice
    if similarity.answer is not None and len(similarity.answer.ids):
        state = _without_absent(state, similarity.answer)
        if said is None or not said.undoable:  # the step that took the reference away is said
            state = with_notice(state, failed)
        return _list_result(state)
    state = with_notice(state, failed)
    if similarity.search.asked.words:  # what was written stays, to be written otherwise
        state = replace(state, screen=replace(state.screen, focus=Panel.SEARCH))
    return _restore(state) if similarity.back else leave_search(state)


def _restore(state: AppState) -> Decision:
    """Go back to the question before one that was refused."""
    similarity = state.similarity
    former, refused = similarity.back[-1], similarity.search
    known = replace(
        similarity, search=former, back=similarity.back[:-1], answer=None, restored=True
    )
    return _ask_filtered(_with_similarity(state, known), refused)


def _focused_first(state: AppState, search: Search) -> AppState:
    """Return the state with the focus where a new result is to be begun, in sight.

    That is the row that was left, what the question is about if it is focused, or the first row:
    not where an answer to something else was scrolled to, or moved to meanwhile.
    """
    asked, browser = search.asked, state.browser
    own = not asked.inside and browser.focus in {one.sample for one in asked.wanted}
    if search.focus is not None or not own:
        browser = replace(browser, focus=search.focus, fresh=False)
    return replace(state, browser=replace(browser, row=None, reveal=browser.reveal + 1))


def _without_absent(state: AppState, answer: SimilarityResult) -> AppState:
    """Return the state with only those results that are still listed."""
    among = state.similarity.among
    there = np.array([among.row(SampleId(int(one))) is not None for one in answer.ids.array], bool)
    return _with_similarity(state, replace(state.similarity, answer=answer.only(there)))


def repeat_search(state: AppState) -> Decision:
    """Repeat the search, as more samples are embedded now."""
    return Decision(state) if state.similarity.search is None else _request(state)


def start_search(state: AppState, search: Search) -> Decision:
    """Ask another question; the one before can be gone back to."""
    if state.duplicates.before is not None:  # the way out leads to where they were looked for
        browser = replace(state.browser, query=state.duplicates.before)
        state = replace(duplicates.without_duplicates(state), browser=browser)
    similarity, query = state.similarity, state.browser.query
    past = (
        (*similarity.back, _left(state, similarity.search))[-HISTORY:]
        if similarity.search
        else similarity.back
    )
    first = similarity.search is None
    state = _with_similarity(
        state,
        replace(
            state.similarity,
            search=search,
            back=past,
            forward=(),
            before=query if first else similarity.before,
            answer=None,
            restored=False,
            by_match=True,
        ),
    )
    if not first:
        return _ask_filtered(state, similarity.search)
    if search.asked.triage is not None:
        return sample_lists.request_list(state, query)
    # From everywhere: what one looks for often lies in another source.
    everything = Query(
        words=filter_terms(search.asked.words), sort=query.sort, descending=query.descending
    )
    return sample_lists.request_list(state, everything)


def _ask_filtered(state: AppState, before: Search | None) -> Decision:
    """Ask, among the samples that the description's filters leave."""
    search, query = state.similarity.search, state.browser.query
    if search is None:
        return Decision(state)
    terms = filter_terms(search.asked.words)
    former = filter_terms(before.asked.words) if before is not None else ""
    ours = bool(search.asked.words) or (bool(former) and query.words == former)
    if not ours or query.words == terms:
        return _request(state)
    return sample_lists.request_list(state, replace(query, words=terms))


def _request(state: AppState) -> Decision:
    state, ticket = with_ticket(state)
    state, similarity = (
        _with_similarity(state, replace(state.similarity, ticket=ticket)),
        state.similarity,
    )
    if similarity.search is None:
        return Decision(state)
    asked = similarity.search.asked
    limit = LIMIT if asked.triage is None else len(similarity.among)
    command = embeddings.FindSimilar(ticket, asked, similarity.among, limit)
    return Decision(state, (command,))


def _list_result(state: AppState) -> Decision:
    similarity = state.similarity
    if similarity.answer is None or similarity.search is None:
        return Decision(state)
    ids = np.concatenate(
        [_query_samples(similarity.search.asked, similarity.among), similarity.answer.ids.array]
    )
    if not similarity.by_match:
        ids = similarity.among.array[np.isin(similarity.among.array, ids)]
    return sample_lists.show_samples(
        state, Panel.SAMPLES, SampleIds(ids.copy()), similarity.respelled
    )


def _query_samples(
    asked: SimilarityQuery, among: SampleIds
) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Return the samples of the query, which lead the list, unless places inside are listed."""
    if asked.inside:
        return np.zeros(0, np.int64)
    mine = [one.sample for one in asked.wanted if one.sample is not None]
    return np.array([one for one in mine if among.row(one) is not None], np.int64)


def query_sounds(state: AppState, intent: intents.FindSimilar) -> tuple[Sound, ...]:
    """Return the sounds that an intent asks with."""
    if intent.path:
        return tuple(map(Sound, (intent.path, *intent.more)))
    if intent.sample is not None:
        return (_sample_sound(state, intent.sample),)
    editor = state.editor
    if intent.shown or state.screen.focus is Panel.WAVEFORM:
        sample = editor.sample
        if sample is None:
            return ()
        return (Sound(sample.path, sample.id, editor.selection, sample.token),)
    chosen = row_selection.chosen_samples(state, panels.focused_panel(state))
    return tuple(_sample_sound(state, one) for one in chosen)


def _sample_sound(state: AppState, sample: SampleId) -> Sound:
    loaded = state.editor.sample
    for panel in panels.PANELS:
        if known := panels.get_list(state, panel).window.find(sample):
            return Sound(known.path, sample, token=known.token)
    if loaded is not None and loaded.id == sample:
        return Sound(loaded.path, sample, token=loaded.token)
    return Sound(b"", sample)


def _with_similarity(state: AppState, similarity: Similarity) -> AppState:
    return replace(state, similarity=similarity)
