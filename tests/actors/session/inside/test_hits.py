"""Rules of places inside long files: asked for, walked, played from their place, saved."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from actors.messages import audio, embeddings, intents, library
from actors.session.decide import decide
from models.audio.span import Span
from models.audio.units import Frames, Hertz, SampleId, Seconds, SourceId, Ticket
from models.inside.chunk import InsideReport
from models.inside.hit import Hit
from models.inside.window import WINDOW
from models.library.query import Query
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.source import Source
from models.similarity.embedding_report import EmbeddingReport
from models.similarity.result import SimilarityResult
from models.state.app import AppState
from models.state.browser import Browser, Sources, Window
from models.state.notice import NoticeKind
from models.state.progress import Progress

RATE = 10
FIELD = Source(SourceId(1), b"/field", "Field", 3)
LONG = Sample(
    *(SampleId(1), SourceId(1), b"/field/long.wav", "long.wav", Frames(10_000), Hertz(RATE)),
    token=b"1",
)
OTHER = replace(LONG, id=SampleId(2), path=b"/field/other.wav", name="other.wav", token=b"2")
KICK = replace(LONG, id=SampleId(3), path=b"/field/k.wav", frames=Frames(5), token=b"3")
HITS = (
    Hit(LONG.id, Seconds(500.0), 0.9),
    Hit(OTHER.id, Seconds(7.0), 0.8),
    Hit(LONG.id, Seconds(100.0), 0.7),
)


def start() -> AppState:
    every = SampleIds(np.array([1, 2, 3], np.int64))
    shown = Browser(
        query=Query(FIELD.id),
        ids=every,
        window=Window(0, (LONG, OTHER, KICK)),
        focus=KICK.id,
        row=2,
    )
    return AppState(sources=Sources((FIELD,), known=True, focus=FIELD.id), browser=shown)


def do(state: AppState, intent: intents.Intent) -> tuple[AppState, tuple[object, ...]]:
    decision = decide(state, intent)
    return decision.state, decision.commands


def found(state: AppState, hits: tuple[Hit, ...] = HITS) -> AppState:
    """Return the state once the list and the places are there."""
    every = SampleIds(np.array([1, 2, 3], np.int64))
    listed = library.Listed(state.browser.ticket, every)
    state = decide(state, listed).state
    ids = list(dict.fromkeys(one.sample for one in hits))
    answer = SimilarityResult(
        SampleIds(np.array(ids, np.int64)), np.ones(len(ids), np.float32), hits=hits
    )
    state = decide(state, embeddings.SimilarFound(state.similarity.ticket, answer)).state
    rows = library.RowsRead(state.browser.ticket, 0, (LONG, OTHER)[: len(ids)])
    return decide(state, rows).state


def span(hit: Hit) -> Span:
    first = round(hit.start * RATE)
    return Span(Frames(first), Frames(first + round(WINDOW * RATE)))


def played(commands: tuple[object, ...]) -> list[tuple[SampleId, int]]:
    """Return what is played, and from where: each time a place up to its end."""
    plays = [one for one in commands if isinstance(one, audio.Play)]
    places = {*map(span, HITS)}
    assert all(one.span in places and one.span.start == one.start for one in plays if one.span)
    assert all(one.span is not None for one in plays)
    return [(one.sample.id, one.start) for one in plays]


def test_the_focused_sound_is_looked_for_inside_and_its_files_are_listed() -> None:
    state, _commands = do(start(), intents.FindInside())
    assert state.similarity.search is not None
    assert state.similarity.search.asked.inside
    assert state.similarity.search.asked.sounds[0].sample == KICK.id
    state = found(state)

    assert state.browser.ids.array.tolist() == [LONG.id, OTHER.id]  # not the question itself


def test_places_are_walked_through_all_files_and_back_each_played_from_its_place() -> None:
    state = found(do(start(), intents.FindInside())[0])
    walked = []
    for by in (1, 1, 1, 1, -1, -1):
        state, commands = do(state, intents.StepHit(by))
        walked.append((played(commands), state.editor.selection))

    first, second, third, end, back, again = walked
    assert first == ([(LONG.id, 5000)], span(HITS[0]))
    assert second == ([(LONG.id, 1000)], span(HITS[2]))
    assert third == ([(OTHER.id, 70)], span(HITS[1]))
    assert end == ([], span(HITS[1]))
    assert back == ([(LONG.id, 5000)], span(HITS[0]))
    assert again[0] == []
    notice = state.screen.notice
    assert notice is not None
    assert notice.kind is NoticeKind.NO_FURTHER_PLACE


def test_a_row_is_auditioned_from_its_best_place_which_is_in_view_and_can_be_saved() -> None:
    state = found(do(start(), intents.FindInside())[0])
    state, commands = do(state, intents.FocusRow(0))

    assert played(commands) == [(LONG.id, 5000)]
    assert state.editor.hits == (span(HITS[0]), span(HITS[2]))
    view = state.editor.view
    assert view is not None
    assert view.start < span(HITS[0]).start
    assert span(HITS[0]).end < view.end
    _state, commands = do(state, intents.SaveSelection())
    (one,) = [one for one in commands if isinstance(one, library.SaveSpans)]
    assert one.spans == (span(HITS[0]),)
    state, commands = do(state, intents.SaveHits())
    (every,) = [one for one in commands if isinstance(one, library.SaveSpans)]
    assert every.spans == (span(HITS[2]), span(HITS[0]))
    assert one.folder is every.folder is None, "not in the folder of the clips"
    assert every.places
    assert state.screen.notice is not None
    assert state.screen.notice.kind is NoticeKind.SAVING_PLACES


def test_the_same_question_is_for_whole_sounds_again_and_back() -> None:
    state = found(do(start(), intents.FindInside())[0])
    whole, _ = do(state, intents.LookInside(on=False))
    assert whole.similarity.search is not None
    assert not whole.similarity.search.asked.inside
    assert not whole.similarity.hits
    again, _ = do(whole, intents.StepSimilar())
    assert again.similarity.search is not None
    assert again.similarity.search.asked.inside
    left, _ = do(found(again), intents.LeaveSimilar())
    assert not left.editor.hits


def test_places_appear_while_files_are_heard_and_without_any_it_is_said() -> None:
    state = do(start(), intents.FindInside())[0]
    state = found(state, ())
    # All files are embedded already, nothing is heard inside yet: the question waits.
    embedded = EmbeddingReport("aisfx-1", 0, 0, 5, 0.1)
    state = decide(state, embeddings.EmbeddingEnded(Ticket(8), embedded)).state
    assert state.similarity.search is not None
    waiting, _ = do(state, intents.StepHit())
    assert waiting.screen.notice is not None
    assert waiting.screen.notice.kind is NoticeKind.PLACES_AWAITED
    step = embeddings.InsideProgressed(Progress(Ticket(9), 1, 100))
    decision = decide(state, step)
    assert any(isinstance(one, embeddings.FindSimilar) for one in decision.commands)
    assert [task.progress.ticket for task in decision.state.tasks] == [9]
    state = found(decision.state)
    near = decide(state, embeddings.InsideProgressed(Progress(Ticket(9), 2, 100)))
    assert not any(isinstance(one, embeddings.FindSimilar) for one in near.commands)
    ended = embeddings.InsideEnded(Ticket(9), InsideReport(2, 0, 1.0))
    decision = decide(near.state, ended)
    assert not decision.state.tasks
    assert any(isinstance(one, embeddings.FindSimilar) for one in decision.commands)

    plain, _ = do(start(), intents.StepHit())
    notice = plain.screen.notice
    assert notice is not None
    assert notice.kind is NoticeKind.NO_PLACES
