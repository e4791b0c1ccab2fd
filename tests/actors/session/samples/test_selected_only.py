"""What is selected can be listed alone, stepped through, and left."""

from __future__ import annotations

from actors.messages import intents, library
from actors.session.decide import decide
from models.audio.units import SampleId
from models.library.query import Sort
from models.state.notice import NoticeKind
from tests.actors.session.test_browsing import ids, listing

CHOSEN = frozenset({SampleId(2), SampleId(4)})


def test_the_selection_becomes_the_list_and_esc_goes_back() -> None:
    state = listing(1, 2, 3, 4, focus=SampleId(1), row=0, selection=CHOSEN)
    decision = decide(state, intents.ToggleSelectedOnly())
    (asked,) = (one for one in decision.commands if isinstance(one, library.List))

    assert asked.query.among == CHOSEN
    state = decide(decision.state, library.Listed(asked.ticket, ids(2, 4))).state
    assert (state.browser.focus, state.browser.selection) == (SampleId(2), CHOSEN), "still marked"
    stepped = decide(state, intents.SortBy(Sort.NAME))
    assert stepped.state.browser.query.among == CHOSEN, "it is sorted and filtered as any list"
    assert not any(isinstance(one, library.StoreViewState) for one in stepped.commands)
    assert decide(stepped.state, intents.StepBack()).state.browser.query.among is None
    assert decide(stepped.state, intents.ChooseFolder(b"x")).state.browser.query.among is None
    assert decide(stepped.state, intents.ChooseSource(None)).state.browser.query.among is None


def test_without_a_selection_there_is_nothing_to_list() -> None:
    decision = decide(listing(1, 2), intents.ToggleSelectedOnly())

    assert decision.commands == ()
    assert decision.state.screen.notice is not None
    assert decision.state.screen.notice.kind is NoticeKind.SELECT_SAMPLE_FIRST
