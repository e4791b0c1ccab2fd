"""Rules of finding what sounds alike."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from actors.messages import audio, embeddings, intents, library
from actors.model_files.vocabulary import shipped_vocabulary
from actors.session.decide import decide
from actors.session.decision import with_notice
from models.audio.span import Span
from models.audio.take import Take
from models.audio.units import Frames, Hertz, SampleId, Seconds, SourceId, Ticket
from models.embedding.aspect import WEIGHTS, Aspect
from models.library.action import Action, ActionKind
from models.library.query import Query, Sort
from models.library.sample import Sample
from models.library.samples import SampleIds
from models.library.source import Source
from models.similarity.embedding_report import EmbeddingReport
from models.similarity.result import SimilarityResult
from models.state.app import AppState
from models.state.browser import Browser, Folders, Sources, Window
from models.state.editor import Editor
from models.state.notice import Notice, NoticeKind, Severity
from models.state.progress import Progress
from models.state.screen import Panel, Screen
from models.triage.order import Triage, TriageOrder
from models.words.meaning import understand
from models.words.mistakes import WordMistakes
from models.words.vocabulary import LineError
from ui.text.notices import notice_words, search_title

DRUMS = Source(SourceId(1), b"/drums", "Drums", 5)
KICK = Sample(SampleId(1), SourceId(1), b"/drums/kick.wav", "kick.wav", Frames(100), Hertz(10))


def ids(*numbers: int) -> SampleIds:
    return SampleIds(np.array(numbers, np.int64))


def listing(**browser: object) -> AppState:
    shown = Browser(
        query=Query(DRUMS.id, words="ki"),
        ids=ids(1, 2, 3, 4, 5),
        window=Window(0, (KICK,)),
        focus=KICK.id,
        row=0,
    )
    return AppState(
        sources=Sources((DRUMS,), known=True, focus=DRUMS.id),
        folders=Folders(DRUMS.id),
        browser=replace(shown, **browser),  # type: ignore[arg-type]
    )


def intent(state: AppState, intent: intents.Intent) -> tuple[AppState, tuple[object, ...]]:
    decision = decide(state, intent)
    return decision.state, decision.commands


def answer(*numbers: int) -> SimilarityResult:
    scores = np.linspace(0.9, 0.1, len(numbers)).astype(np.float32)
    return SimilarityResult(ids(*numbers), scores, {Aspect.PITCH: scores}, 5)


def found(state: AppState, *numbers: int) -> AppState:
    """Return the state once everything was listed and compared."""
    state = decide(state, library.Listed(state.browser.ticket, ids(5, 4, 3, 2, 1))).state
    return decide(state, embeddings.SimilarFound(state.similarity.ticket, answer(*numbers))).state


def searching(*numbers: int) -> AppState:
    return found(intent(listing(), intents.FindSimilar())[0], *numbers)


def test_it_is_looked_for_everywhere_and_what_the_list_showed_is_kept() -> None:
    state, commands = intent(listing(), intents.FindSimilar())

    assert state.similarity.before == Query(DRUMS.id, words="ki")
    assert state.similarity.search is not None
    assert search_title(state.similarity.search.asked) == "kick.wav"
    assert commands == (library.List(state.browser.ticket, Query()),)


def test_a_recording_is_looked_for_everywhere_too_and_the_words_of_the_field_come_back() -> None:
    recording, _ = intent(listing(), intents.Record())
    take = Take(b"/takes/1.wav", Seconds(0.8))
    decision = decide(recording, audio.TakeRecorded(recording.recording.ticket, take))
    state = decision.state

    assert state.similarity.before == Query(DRUMS.id, words="ki")
    assert library.List(state.browser.ticket, Query()) in decision.commands
    left, commands = intent(state, intents.LeaveSimilar())
    assert library.List(left.browser.ticket, Query(DRUMS.id, words="ki")) in commands


def test_what_is_listed_is_compared_and_the_list_stays_until_the_answer() -> None:
    state, _ = intent(listing(), intents.FindSimilar())
    decision = decide(state, library.Listed(state.browser.ticket, ids(5, 4, 3, 2, 1)))
    (command,) = decision.commands

    assert isinstance(command, embeddings.FindSimilar)
    assert command.among.array.tolist() == [5, 4, 3, 2, 1]
    assert command.ticket == decision.state.similarity.ticket
    assert decision.state.browser.ids.array.tolist() == [1, 2, 3, 4, 5]


def test_what_is_asked_with_leads_the_answer() -> None:
    state = searching(3, 2)

    assert state.browser.ids.array.tolist() == [1, 3, 2]
    assert state.browser.focus == KICK.id


def test_an_answer_to_an_older_question_is_ignored() -> None:
    state = searching(3, 2)
    late = embeddings.SimilarFound(Ticket(state.similarity.ticket - 1), answer(5))

    assert decide(state, late).state is state


def test_rows_that_are_dropped_on_the_field_join_the_question_or_begin_one() -> None:
    begun, commands = intent(listing(), intents.AskWith(SampleId(2)))
    assert begun.similarity.search is not None
    assert [one.sample for one in begun.similarity.search.asked.wanted] == [2]
    assert library.List(begun.browser.ticket, Query()) in commands

    state = searching(3, 2)
    selected = replace(state.browser, selection=frozenset({SampleId(3), SampleId(2), KICK.id}))
    state, _ = intent(state, intents.RefineSimilar(SampleId(2), wanted=False))
    state, _ = intent(replace(state, browser=selected), intents.AskWith(SampleId(3)))
    assert state.similarity.search is not None
    asked = state.similarity.search.asked
    assert sorted(one.sample or 0 for one in asked.wanted) == [1, 2, 3], "one of them twice"
    assert asked.unwanted == (), "wanted and unwanted"


def test_parts_and_files_that_are_dropped_on_the_field_join_the_question_once() -> None:
    state, part = searching(3, 2), Span(Frames(100), Frames(900))
    for joining in 2 * (
        intents.AskWith(KICK.id, span=part),
        intents.AskWithFiles((b"/else/a.wav", b"/else/b.wav")),
    ):
        state, _ = intent(state, joining)
    assert state.similarity.search is not None
    asked = state.similarity.search.asked
    assert [(one.path, one.span) for one in asked.wanted] == [
        (KICK.path, None),
        (KICK.path, part),
        (b"/else/a.wav", None),
        (b"/else/b.wav", None),
    ]


def test_leaving_shows_what_was_shown() -> None:
    state, commands = intent(searching(3), intents.LeaveSimilar())

    assert state.similarity.search is None
    assert commands[0] == library.List(state.browser.ticket, Query(DRUMS.id, words="ki"))


def test_leaving_a_description_clears_what_was_typed_for_it() -> None:
    typed = listing(query=Query(DRUMS.id, words="short dusty snare"))
    asked = found(intent(typed, intents.FindByText("short dusty snare"))[0], 3, 2)
    further = found(intent(asked, intents.FindSimilar(sample=SampleId(3)))[0], 2)
    for state in (asked, further):
        left, commands = intent(state, intents.LeaveSimilar())
        assert left.similarity.search is None
        assert commands[0] == library.List(left.browser.ticket, Query(DRUMS.id))


def test_escape_leaves_it_after_everything_else() -> None:
    state = searching(3)
    chosen = replace(state.browser, selection=frozenset({KICK.id}))
    state, _ = intent(replace(state, browser=chosen), intents.StepBack())
    assert state.similarity.search is not None
    state, _ = intent(state, intents.StepBack())
    assert state.similarity.search is None


def test_several_selected_samples_are_asked_with_in_their_order() -> None:
    state = listing(selection=frozenset({SampleId(4), SampleId(2)}))
    state, _ = intent(state, intents.FindSimilar())

    assert state.similarity.search is not None
    assert [sound.sample for sound in state.similarity.search.asked.wanted] == [2, 4]
    assert search_title(state.similarity.search.asked) == "2 samples"


def test_the_waveform_asks_with_its_selection() -> None:
    span = Span(Frames(10), Frames(20))
    state = replace(listing(), editor=Editor(sample=KICK, selection=span))
    state = replace(state, screen=replace(state.screen, focus=Panel.WAVEFORM))
    state, _ = intent(state, intents.FindSimilar())

    assert state.similarity.search is not None
    assert state.similarity.search.asked.wanted[0].span == span
    assert search_title(state.similarity.search.asked) == "selection in kick.wav"


def test_without_anything_to_ask_with_it_says_so() -> None:
    state, commands = intent(AppState(), intents.FindSimilar())

    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == "Select a sample first"
    assert not commands


def test_weights_change_the_question_and_not_what_is_compared() -> None:
    state, commands = intent(searching(3), intents.SetAspectWeight(Aspect.PITCH, 2.0))
    (command,) = commands

    assert isinstance(command, embeddings.FindSimilar)
    assert command.asked.weights == {**WEIGHTS, Aspect.PITCH: 2.0}
    assert command.among is state.similarity.among
    assert intent(state, intents.SetAspectWeight())[0].similarity.search is not None


def test_one_aspect_must_count() -> None:
    state = searching(3)
    for aspect in Aspect:
        state, commands = intent(state, intents.SetAspectWeight(aspect, 0.0))

    assert state.similarity.search is not None
    assert any(state.similarity.search.asked.weights.values())
    assert not commands


def test_back_and_forward_go_through_the_searches() -> None:
    state = searching(3)
    state, _ = intent(state, intents.FindSimilar(sample=SampleId(3)))
    assert len(state.similarity.back) == 1
    state, commands = intent(state, intents.StepSimilar(back=True))
    assert isinstance(commands[0], embeddings.FindSimilar)
    assert commands[0].asked.wanted[0].sample == KICK.id
    assert (len(state.similarity.back), len(state.similarity.forward)) == (0, 1)
    state, commands = intent(state, intents.StepSimilar(back=False))
    assert isinstance(commands[0], embeddings.FindSimilar)
    assert commands[0].asked.wanted[0].sample == 3
    state, commands = intent(state, intents.StepSimilar(back=False))
    assert not commands
    assert state.screen.notice is not None


def test_more_and_less_like_this() -> None:
    state, _ = intent(searching(3, 2), intents.RefineSimilar(SampleId(3), wanted=True))
    assert state.similarity.search is not None
    assert [one.sample for one in state.similarity.search.asked.wanted] == [1, 3]
    state, _ = intent(state, intents.RefineSimilar(SampleId(3), wanted=False))
    assert state.similarity.search is not None
    assert [one.sample for one in state.similarity.search.asked.wanted] == [1]
    assert [one.sample for one in state.similarity.search.asked.unwanted] == [3]
    state, commands = intent(state, intents.RefineSimilar(SampleId(1), wanted=False))
    assert not commands


def test_columns_sort_what_was_found_and_match_the_best_first() -> None:
    state, commands = intent(searching(3, 2), intents.SortBy(Sort.NAME))
    assert isinstance(commands[0], library.List)
    state = decide(state, library.Listed(state.browser.ticket, ids(2, 5, 3, 4, 1))).state
    state = decide(state, embeddings.SimilarFound(state.similarity.ticket, answer(3, 2))).state
    assert state.browser.ids.array.tolist() == [2, 3, 1]
    state, _ = intent(state, intents.SortByMatch())
    assert state.browser.ids.array.tolist() == [1, 3, 2]


@pytest.mark.parametrize("source", [DRUMS.id, None])
def test_another_source_narrows_what_is_compared(source: SourceId | None) -> None:
    state, commands = intent(searching(3), intents.ChooseSource(source))

    assert state.similarity.search is not None
    assert commands[0] == library.List(state.browser.ticket, Query(source))


def test_how_a_source_was_left_is_not_overwritten_by_a_search() -> None:
    _, commands = intent(searching(3), intents.SortBy(Sort.NAME))

    assert not any(isinstance(command, library.StoreViewState) for command in commands)


def test_who_waits_for_sounds_asks_again_as_they_are_heard() -> None:
    state, _ = intent(listing(), intents.FindSimilar())
    state = decide(state, library.Listed(state.browser.ticket, ids(1, 2))).state
    state = decide(state, embeddings.SimilarFound(state.similarity.ticket, waiting=True)).state
    assert state.browser.ids.array.tolist() == [1]
    decision = decide(state, embeddings.EmbeddingProgressed(Progress(Ticket(9), 64, 100, 90.0)))
    assert isinstance(decision.commands[0], embeddings.FindSimilar)
    assert decision.state.tasks[0].progress.done == 64
    report = EmbeddingReport("model", 0, 100, 0, 1.0)
    decision = decide(decision.state, embeddings.EmbeddingEnded(Ticket(9), report))
    assert decision.state.similarity.search is None
    assert decision.state.tasks == ()


def test_a_problem_is_said_and_the_list_comes_back() -> None:
    state, _ = intent(listing(), intents.FindSimilar(path=b"/x/odd.wav"))
    state = decide(state, library.Listed(state.browser.ticket, ids(1, 2))).state
    decision = decide(
        state, embeddings.SimilarFound(state.similarity.ticket, reason="it is silent")
    )

    assert decision.state.screen.notice is not None
    assert notice_words(decision.state.screen.notice) == "odd.wav: it is silent"
    assert decision.state.similarity.search is None
    assert decision.commands[0] == library.List(
        decision.state.browser.ticket, Query(DRUMS.id, words="ki")
    )


def test_cancelling_stops_listening() -> None:
    event = embeddings.EmbeddingProgressed(Progress(Ticket(9), 1, 100, 90.0))
    state = decide(listing(), event).state
    decision = decide(state, intents.CancelTask(Ticket(9)))

    assert decision.commands == (embeddings.StopEmbedding(),)


def test_words_are_looked_for_among_everything() -> None:
    empty = replace(listing(ids=ids(), row=None), screen=Screen(focus=Panel.SEARCH))
    state, commands = intent(empty, intents.FindByText("  short   dusty snare "))
    assert state.screen.focus is Panel.SAMPLES
    assert state.screen.notice is None
    assert commands == (library.List(state.browser.ticket, Query()),)
    decision = decide(state, library.Listed(state.browser.ticket, ids(5, 4, 3)))
    (command,) = decision.commands

    assert isinstance(command, embeddings.FindSimilar)
    assert command.asked.words == "short dusty snare"
    assert command.asked.sounds == ()
    assert state.similarity.search is not None
    assert search_title(state.similarity.search.asked) == "“short dusty snare”"


def test_no_words_are_not_looked_for() -> None:
    state, commands = intent(listing(), intents.FindByText("  "))

    assert commands == ()
    assert state.similarity.search is None


def test_more_like_one_of_what_words_found_goes_on_from_there() -> None:
    state, _ = intent(listing(), intents.FindByText("snare"))
    state = found(state, 2, 3)
    state, commands = intent(state, intents.RefineSimilar(KICK.id, wanted=True))
    (command,) = commands

    assert isinstance(command, embeddings.FindSimilar)
    assert command.asked.words == "snare"
    assert [one.sample for one in command.asked.wanted] == [KICK.id]
    assert search_title(command.asked) == "“snare” and 1 sample"

    state, _ = intent(state, intents.RefineSimilar(SampleId(2), wanted=False))
    state, commands = intent(state, intents.RemoveSound(command.asked.wanted[0]))
    (command,) = commands
    assert isinstance(command, embeddings.FindSimilar)
    assert command.asked.words == "snare"
    assert [one.sample for one in command.asked.sounds] == [2]


def understood(words: str) -> AppState:
    """Return the state after an answer to a description."""
    state, _ = intent(listing(), intents.FindByText(words))
    state = decide(state, library.Listed(state.browser.ticket, ids(5, 4, 3))).state
    meaning = understand(words, shipped_vocabulary())
    result = replace(answer(3, 4), meaning=meaning)
    return decide(state, embeddings.SimilarFound(state.similarity.ticket, result)).state


def test_filters_of_a_description_filter_the_list() -> None:
    state, commands = intent(listing(), intents.FindByText("snare under 200 ms"))
    assert commands == (library.List(state.browser.ticket, Query(words="len<200ms")),)

    state = understood("snare under 200 ms")
    state, commands = intent(state, intents.RemovePart(1))
    assert commands == (library.List(state.browser.ticket, Query()),)
    assert state.similarity.search is not None
    assert state.similarity.search.asked.words == "snare"
    state, commands = intent(state, intents.StepSimilar())
    assert commands == (library.List(state.browser.ticket, Query(words="len<200ms")),)


def test_parts_are_removed_one_by_one_until_nothing_is_asked() -> None:
    state = understood("short snare -clap")
    state, (command,) = intent(state, intents.RemovePart())

    assert isinstance(command, embeddings.FindSimilar)
    assert command.asked.words == "short, snare"
    state, commands = intent(understood("snare"), intents.RemovePart())
    assert state.similarity.search is None
    assert isinstance(commands[0], library.List)
    same = understood("snare")
    assert intent(same, intents.RemovePart(7)) == (same, ())


def test_words_sounds_and_files_from_outside_are_one_question() -> None:
    state, (command,) = intent(searching(3, 2), intents.FindByText("darker"))
    assert isinstance(command, embeddings.FindSimilar)
    assert command.asked.words == "darker"
    assert [one.sample for one in command.asked.wanted] == [KICK.id]

    state, (command,) = intent(state, intents.FindSimilar(path=b"/elsewhere/hat.wav"))
    assert isinstance(command, embeddings.FindSimilar)
    assert command.asked.words == "darker"
    assert [one.path for one in command.asked.wanted] == [KICK.path, b"/elsewhere/hat.wav"]

    state, (command,) = intent(state, intents.StepSimilar())
    assert isinstance(command, embeddings.FindSimilar)
    assert [one.path for one in command.asked.wanted] == [KICK.path]


def test_mistakes_in_own_words_are_told() -> None:
    state, _ = intent(listing(), intents.FindByText("snare"))
    state = decide(state, library.Listed(state.browser.ticket, ids(5, 4, 3))).state
    mistakes = WordMistakes((LineError(3, "x", "no kind is called “x”"),))
    result = replace(answer(3), mistakes=mistakes)
    state = decide(state, embeddings.SimilarFound(state.similarity.ticket, result)).state

    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == "words.tsv, line 3: no kind is called “x”"


def test_the_tree_of_folders_is_that_of_the_list_that_comes_back() -> None:
    state, _ = intent(searching(3), intents.ChooseSource(SourceId(7)))
    assert state.folders.source == 7
    state, commands = intent(state, intents.LeaveSimilar())

    assert commands[0] == library.List(state.browser.ticket, Query(DRUMS.id, words="ki"))
    assert library.ReadFolders(DRUMS.id) in commands
    assert state.folders.source == state.sources.focus == DRUMS.id


def test_an_answer_takes_an_old_problem_away() -> None:
    state = with_notice(searching(3), Notice(NoticeKind.UNPLAYABLE, reason="odd.wav: silent"))
    state, _ = intent(state, intents.FindSimilar(sample=SampleId(3)))
    state = found(state, 2)
    assert state.screen.notice is not None
    search = state.similarity.search
    assert (notice_words(state.screen.notice), state.screen.notice.severity) == (
        f"Similar to {search_title(search.asked) if search else ''}",
        Severity.INFO,
    )

    done = Notice(NoticeKind.DONE, about=Action(ActionKind.KEEP, "kick.wav"))
    kept = with_notice(searching(3), done)
    notice = found(intent(kept, intents.FindSimilar(sample=SampleId(3)))[0], 2).screen.notice
    assert notice is not None
    assert notice_words(notice) == "Kept “kick.wav”"


def test_types_and_answers_are_shown_anew_now_and_then_while_sounds_are_heard() -> None:
    def commands(done: int, total: int) -> list[type]:
        event = embeddings.EmbeddingProgressed(Progress(Ticket(9), done, total, 90.0))
        return [type(command) for command in decide(searching(3), event).commands]

    assert commands(448, 4_000) == []
    assert commands(512, 4_000) == [library.List, embeddings.FindSimilar]
    assert commands(512, 100_000) == []
    assert library.List in commands(10_016, 100_000)


def test_the_list_stays_when_what_it_was_compared_with_is_deleted() -> None:
    state = searching(3, 2)
    deleted = Notice(NoticeKind.DONE, about=Action(ActionKind.DELETE_FILES, "kick.wav"))
    state = with_notice(state, deleted)
    browser = replace(state.browser, ticket=Ticket(90), waiting=True)
    state = decide(replace(state, browser=browser), library.Listed(Ticket(90), ids(5, 4, 2))).state
    gone = embeddings.SimilarFound(
        state.similarity.ticket, SimilarityResult(), reason="file not found"
    )

    state = decide(state, gone).state

    assert state.browser.ids.array.tolist() == [2]
    assert state.screen.notice is not None
    assert state.screen.notice.kind is NoticeKind.DONE, "it can be undone"
    assert state.similarity.answer is not None
    assert state.similarity.answer.match(SampleId(2)) == pytest.approx(0.1)


@pytest.mark.parametrize("order", list(TriageOrder))
def test_triage_orders_the_list_that_is_shown_by_the_marks_of_its_source(
    order: TriageOrder,
) -> None:
    state, commands = intent(listing(), intents.SortByTriage(order))
    listed = decide(state, library.Listed(state.browser.ticket, ids(5, 4, 3)))
    (asked,) = [one for one in listed.commands if isinstance(one, embeddings.FindSimilar)]
    shown = decide(
        listed.state, embeddings.SimilarFound(listed.state.similarity.ticket, answer(3, 5))
    ).state
    marks = [one for one in (*commands, *listed.commands) if isinstance(one, library.Mark)]

    assert [one.query for one in commands if isinstance(one, library.List)] == [
        listing().browser.query
    ]
    assert asked.asked.triage == Triage(order, DRUMS.id)
    assert asked.limit == 3
    assert shown.browser.ids.array.tolist() == [3, 5]
    assert marks == []


def test_a_question_that_is_refused_leaves_the_one_before_and_is_said_once() -> None:
    former = searching(5, 2)
    state, _ = intent(former, intents.FindByText("flurgle"))
    state = replace(state, similarity=replace(state.similarity, ticket=Ticket(77)))
    decision = decide(
        state, embeddings.SimilarFound(Ticket(77), SimilarityResult(), "nobody knows it")
    )
    refused = decision.state
    assert refused.similarity.search is not None
    assert former.similarity.search is not None
    assert refused.similarity.search.asked == former.similarity.search.asked
    assert refused.screen.focus is Panel.SEARCH, "what was written can be corrected"

    again = found(refused, 5, 2)
    assert again.browser.ids.array.tolist() == [1, 5, 2]
    assert again.screen.notice is not None
    assert again.screen.notice.reason == "nobody knows it"
    left, _ = intent(again, intents.StepSimilar())
    assert left.similarity.search == again.similarity.search, "the refused one is in no history"


def test_triage_that_cannot_be_learned_gives_the_list_back_and_says_why() -> None:
    state, _ = intent(listing(), intents.SortByTriage())
    state = decide(state, library.Listed(state.browser.ticket, ids(5, 4, 3))).state
    reason = "2 kept and 1 rejected are too few"
    failed = decide(state, embeddings.SimilarFound(state.similarity.ticket, reason=reason)).state

    assert failed.similarity.search is None
    assert failed.screen.notice is not None
    assert notice_words(failed.screen.notice) == f"likely keep first: {reason}"
    assert failed.browser.query == listing().browser.query


def test_words_and_sounds_end_triage() -> None:
    state, _ = intent(listing(), intents.SortByTriage())
    said, _ = intent(state, intents.FindByText("snare"))
    like, _ = intent(state, intents.RefineSimilar(KICK.id, wanted=True))

    for search in (said.similarity.search, like.similarity.search):
        assert search is not None
        assert search.asked.triage is None


@pytest.mark.parametrize(
    "question",
    [intents.FindByText("dusty snare"), intents.SortByTriage(), intents.FindInside()],
)
def test_a_new_question_begins_at_its_first_row_and_an_earlier_one_where_it_was_left(
    question: intents.Intent,
) -> None:
    """Whatever was asked: stepping back brings list and cursor back."""
    state, _ = intent(listing(focus=SampleId(4), row=3), question)
    state = found(state, 5, 4, 3)
    assert state.browser.focus == state.browser.ids[0] == SampleId(5)
    state = found(intent(state, intents.FocusRow(2))[0], 5, 4, 3)
    assert state.browser.focus == SampleId(3)

    state = found(intent(state, intents.FindByText("long pad"))[0], 2, 3)
    assert state.browser.focus == SampleId(2)
    back = found(intent(state, intents.StepSimilar())[0], 5, 4, 3)
    assert back.browser.ids.array.tolist() == [5, 4, 3]
    assert back.browser.focus == SampleId(3)
    assert back.browser.row == 2
    forward = found(intent(back, intents.StepSimilar(back=False))[0], 2, 3)
    assert forward.browser.focus == SampleId(2)
