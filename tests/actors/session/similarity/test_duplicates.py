"""Rules of duplicates: groups in place of the list, one of each kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from actors.messages import embeddings, intents, library
from actors.session.decide import decide
from models.audio.units import Decibels, SampleId, SourceId, Ticket
from models.duplicates.group import Group, Kind, Member
from models.duplicates.report import DuplicateReport
from models.duplicates.survivor import choose_survivor
from models.library.action import Action, ActionKind
from models.library.query import Query, Sort
from models.library.samples import SampleIds
from models.library.source import Source
from models.library.tag import Tag
from models.state.app import AppState
from models.state.browser import Browser, Sources
from models.state.notice import Notice, NoticeKind, Severity
from ui.text.notices import notice_words

DRUMS = Source(SourceId(1), b"/drums", "Drums", 9)
BEFORE = Query(DRUMS.id, words="ki")


def ids(*numbers: int) -> SampleIds:
    return SampleIds(np.array(numbers, np.int64))


def group(*numbers: int) -> Group:
    kinds = (Kind.BEST, Kind.EXACT, Kind.NEAR, Kind.NEAR)
    return Group(
        tuple(
            Member(
                SampleId(one),
                b"/%d" % one,
                kind,
                Decibels(-60.0) if kind is Kind.NEAR else None,
                content=at if kind is Kind.NEAR else 0,
            )
            for at, (one, kind) in enumerate(zip(numbers, kinds, strict=False))
        )
    )


def likely(*numbers: int) -> Group:
    """Return a group of which the last is no sure copy."""
    some = group(*numbers).members
    return Group((*some[:-1], replace(some[-1], kind=Kind.LIKELY, null=Decibels(-21.0), content=9)))


def looking() -> AppState:
    state = AppState(
        sources=Sources((DRUMS,), known=True), browser=Browser(query=BEFORE, ids=ids(1, 2, 3))
    )
    return decide(state, intents.FindDuplicates()).state


def found(*groups: Group, listed: tuple[int, ...] = (9, 8, 7, 6, 5, 4, 3, 2, 1)) -> AppState:
    state = looking()
    state = decide(state, library.Listed(state.browser.ticket, ids(*listed))).state
    report = DuplicateReport(groups)
    return decide(state, embeddings.DuplicatesFound(state.duplicates.ticket, report)).state


def shown(state: AppState) -> list[int]:
    return [int(one) for one in state.browser.ids.array]


def test_they_are_looked_for_everywhere_and_can_be_cancelled() -> None:
    state = looking()

    assert state.duplicates.waiting
    assert state.browser.query == Query()
    assert [task.ticket for task in state.tasks] == [state.duplicates.ticket]
    decision = decide(state, intents.CancelTask(state.duplicates.ticket))
    assert embeddings.StopDuplicateSearch() in decision.commands
    assert decision.state.tasks == ()
    assert not decision.state.duplicates.shown
    assert decision.state.browser.query == BEFORE


def test_until_something_is_found_the_list_is_empty() -> None:
    focused = AppState(
        sources=Sources((DRUMS,), known=True),
        browser=Browser(query=BEFORE, ids=ids(1, 2, 3), focus=SampleId(2), row=1),
    )
    state = decide(focused, intents.FindDuplicates()).state
    assert shown(state) == []
    state = decide(state, library.Listed(state.browser.ticket, ids(1, 2, 3))).state
    assert shown(state) == []
    early = embeddings.DuplicatesFound(state.duplicates.ticket, DuplicateReport(()), whole=False)
    state = decide(state, early).state
    assert shown(state) == []

    back = decide(state, intents.StepBack()).state
    back = decide(back, library.Listed(back.browser.ticket, ids(1, 2, 3))).state
    assert (back.browser.focus, back.browser.row) == (2, 1)
    report = DuplicateReport((group(1, 2),))
    there = decide(state, embeddings.DuplicatesFound(state.duplicates.ticket, report)).state
    assert (there.browser.focus, there.browser.row) == (2, 1)


def test_a_cancelled_search_keeps_what_was_found_and_says_that_it_is_not_all() -> None:
    state = looking()
    state = decide(state, library.Listed(state.browser.ticket, ids(1, 2, 3, 4))).state
    ticket = state.duplicates.ticket
    early = DuplicateReport((group(1, 2),))
    state = decide(state, embeddings.DuplicatesFound(ticket, early, whole=False)).state
    decision = decide(state, intents.CancelTask(ticket))
    state = decision.state

    assert decision.commands == (embeddings.StopDuplicateSearch(),)
    assert shown(state) == [1, 2]
    assert state.duplicates.cut_short
    assert not state.duplicates.waiting
    assert state.tasks == ()
    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == "Search cancelled: results are incomplete"
    late = embeddings.DuplicatesFound(ticket, DuplicateReport((group(3, 4),)))
    assert decide(state, late).state is state
    assert not decide(state, intents.FindDuplicates()).state.duplicates.cut_short


def test_groups_stand_where_the_list_has_the_first_of_them() -> None:
    state = found(group(1, 5, 9), group(7, 2))

    assert shown(state) == [7, 2, 1, 5, 9]
    assert state.tasks == ()
    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == "2 groups, 3 redundant files"
    state = decide(state, intents.SortBy(Sort.NAME)).state
    state = decide(state, library.Listed(state.browser.ticket, ids(1, 2, 3, 4, 5, 6, 7, 9))).state
    assert shown(state) == [1, 5, 9, 7, 2]


@given(st.permutations(range(1, 10)), st.integers(0, 9))
def test_whatever_is_listed_groups_stay_together_and_nothing_else_is_shown(
    command: list[int], count: int
) -> None:
    listed = tuple(command[:count])
    state = found(group(1, 5, 9), group(7, 2), group(3, 4), listed=listed)
    of = {1: 0, 5: 0, 9: 0, 7: 1, 2: 1, 3: 2, 4: 2}

    assert sorted(shown(state)) == sorted(set(listed) & set(of))
    runs = [one for one, _ in groupby(of[one] for one in shown(state))]
    assert len(runs) == len(set(runs))


def test_equal_files_are_shown_before_all_is_tested() -> None:
    state = looking()
    state = decide(state, library.Listed(state.browser.ticket, ids(1, 2, 3, 4))).state
    early = DuplicateReport((group(1, 2),))
    ticket = state.duplicates.ticket
    state = decide(state, embeddings.DuplicatesFound(ticket, early, whole=False)).state
    assert shown(state) == [1, 2]
    assert state.duplicates.waiting
    assert [task.ticket for task in state.tasks] == [ticket]

    whole = DuplicateReport((group(1, 2), group(3, 4)))
    state = decide(state, embeddings.DuplicatesFound(ticket, whole)).state
    assert shown(state) == [1, 2, 3, 4]
    assert not state.duplicates.waiting
    assert state.tasks == ()


def test_what_is_found_later_comes_behind_what_is_shown_until_it_is_sorted_anew() -> None:
    state = looking()
    state = decide(state, library.Listed(state.browser.ticket, ids(1, 2, 3, 4, 5, 6))).state
    ticket = state.duplicates.ticket
    early = DuplicateReport((group(3, 4), group(5, 6)))
    state = decide(state, embeddings.DuplicatesFound(ticket, early, whole=False)).state
    assert shown(state) == [3, 4, 5, 6]
    whole = DuplicateReport((group(1, 2), group(3, 4), group(5, 6)))
    state = decide(state, embeddings.DuplicatesFound(ticket, whole)).state
    assert shown(state) == [3, 4, 5, 6, 1, 2]
    assert [one for one in shown(state) if state.duplicates.leads(SampleId(one))] == [3, 5, 1]

    state = decide(state, intents.SortBy(Sort.NAME)).state
    state = decide(state, library.Listed(state.browser.ticket, ids(1, 2, 3, 4, 5, 6))).state
    assert shown(state) == [1, 2, 3, 4, 5, 6]


def test_a_mark_that_is_set_while_more_is_found_stays_known() -> None:
    state = looking()
    ticket = state.duplicates.ticket
    early = DuplicateReport((group(1, 2),))
    state = decide(state, embeddings.DuplicatesFound(ticket, early, whole=False)).state
    state = marked(state, _1=Tag.TRASH)
    more = DuplicateReport((group(1, 2), group(3, 4)))
    state = decide(state, embeddings.DuplicatesFound(ticket, more, whole=False)).state

    assert state.duplicates.marks[SampleId(1)] is Tag.TRASH
    assert not state.duplicates.is_best(SampleId(1))
    assert state.duplicates.is_best(SampleId(2))


def test_nothing_twice_is_said() -> None:
    state = found()

    assert shown(state) == []
    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == "No duplicates"


def test_a_late_answer_to_an_earlier_search_is_ignored() -> None:
    state = looking()
    event = embeddings.DuplicatesFound(Ticket(-1), DuplicateReport((group(1, 2),)))

    assert decide(state, event).state is state


def keeping(state: AppState, intent: intents.Intent) -> list[tuple[int, set[int], set[int]]]:
    """Return what the library would keep, reject and clear, if all is there as it was found."""
    (command,) = decide(state, intent).commands
    assert isinstance(command, library.KeepCopies)
    choices = [
        choose_survivor(one, state.duplicates.conditions(one), command.listed, command.kept)
        for one in command.groups
    ]
    return [(made.kept, {*made.rejected}, {*made.cleared}) for made in choices if made is not None]


def marked(state: AppState, **tags: Tag) -> AppState:
    changed = {SampleId(int(name[1:])): tag for name, tag in tags.items()}
    return decide(
        state,
        library.StepDone(
            Notice(NoticeKind.DONE, about=Action(ActionKind.REJECT)), library.TagsChanged(changed)
        ),
    ).state


def test_keeping_one_rejects_the_others_that_are_shown_whatever_they_carry() -> None:
    state = found(group(1, 5, 9), group(7, 2))
    focused = replace(state, browser=replace(state.browser, focus=SampleId(5)))

    assert keeping(focused, intents.KeepThis()) == [(5, {1, 9}, set())]
    assert keeping(state, intents.KeepThis(SampleId(7))) == [(7, {2}, set())]
    assert decide(state, intents.KeepThis(SampleId(3))).commands == ()
    hidden = found(group(1, 5, 9), listed=(1, 5))
    assert keeping(hidden, intents.KeepThis(SampleId(5))) == [(5, {1}, set())]


def test_what_is_kept_is_rejected_no_longer() -> None:
    state = marked(found(group(1, 5, 9)), _5=Tag.TRASH)

    assert keeping(state, intents.KeepThis(SampleId(5))) == [(5, {1, 9}, {5})]


def test_the_best_is_chosen_among_what_is_not_rejected() -> None:
    state = marked(found(group(1, 5, 9)), _1=Tag.TRASH)

    assert [one for one in shown(state) if state.duplicates.is_best(SampleId(one))] == [5]
    ((kept, rejected, cleared),) = keeping(
        marked(state, _9=Tag.KEEP), intents.KeepThis(SampleId(5))
    )
    assert (kept, rejected, cleared) == (5, {9}, set())
    state = marked(found(group(1, 5)), _1=Tag.TRASH)
    decision = decide(state, intents.KeepBest())
    assert decision.commands == (), "the one that is left is the best by now"
    rejected_all = marked(found(group(1, 5)), _1=Tag.TRASH, _5=Tag.TRASH)
    assert keeping(rejected_all, intents.KeepBest()) == [(1, set(), {1})]


def test_keeping_the_best_of_each_is_one_step_for_what_is_shown() -> None:
    state = found(group(1, 5, 9), group(7, 2), listed=(1, 5, 7, 2))

    assert keeping(state, intents.KeepBest()) == [(1, {5}, set()), (7, {2}, set())]


def test_what_is_only_likely_is_never_marked_unless_the_person_says_so() -> None:
    state = found(group(1, 5), likely(7, 2), likely(3, 4, 6))

    assert state.screen.notice is not None
    assert notice_words(state.screen.notice) == "3 groups, 2 redundant files, 2 uncertain"
    assert keeping(state, intents.KeepBest()) == [(1, {5}, set()), (3, {4}, set())]
    assert keeping(state, intents.KeepThis(SampleId(7))) == [(7, {2}, set())]
    decision = decide(found(likely(7, 2)), intents.KeepBest())
    assert decision.commands == ()
    assert decision.state.screen.notice is not None
    assert "certain" in notice_words(decision.state.screen.notice)


def test_the_best_is_not_given_up_for_one_that_is_not_shown() -> None:
    state = found(group(1, 5), listed=(5, 7))

    assert decide(state, intents.KeepBest()).commands == ()


def test_escape_leads_back_to_what_was_shown() -> None:
    decision = decide(found(group(1, 5)), intents.StepBack())

    assert not decision.state.duplicates.shown
    assert decision.commands[0] == library.List(decision.state.browser.ticket, BEFORE)


def test_from_duplicates_to_similar_ones_and_back_again() -> None:
    state = found(group(1, 5))
    state = decide(state, intents.FindSimilar(path=b"/x/kick.wav")).state
    assert not state.duplicates.shown
    assert state.similarity.before == BEFORE
    state = decide(state, intents.FindDuplicates()).state
    assert state.similarity.search is None
    assert state.duplicates.before == BEFORE


def test_a_problem_is_said_and_exact_copies_are_shown() -> None:
    state = looking()
    state = decide(state, library.Listed(state.browser.ticket, ids(1, 2, 3))).state
    report = DuplicateReport((group(1, 2),), reason="no model")
    state = decide(state, embeddings.DuplicatesFound(state.duplicates.ticket, report)).state

    assert shown(state) == [1, 2]
    assert state.screen.notice is not None
    assert state.screen.notice.severity is Severity.ERROR
