"""An address is tried before it is used; what waits for a cluster says so and can go on here."""

from __future__ import annotations

from dataclasses import replace

import pytest

from actors.messages import config, embeddings, intents
from actors.session.decide import decide
from models.audio.units import Ticket
from models.cluster.place import HERE, Place
from models.state.app import AppState
from models.state.file_naming import Naming, Thing
from models.state.screen import Screen, Sheet
from models.state.settings import Settings
from ui.text.notices import notice_words

ADDRESS = "tcp://127.0.0.1:9999"


def trying() -> AppState:
    """Return the state while an address is tried that was typed behind the settings."""
    state = AppState(screen=Screen(sheet=Sheet.OPTIONS, read=True))
    state = decide(state, intents.BeginRename(Naming(Thing.CLUSTER, ""))).state
    tried = decide(state, intents.ConfirmName(ADDRESS))
    ticket = tried.state.last_ticket
    assert tried.commands == (embeddings.TryPlace(ticket, Place(ADDRESS)),)
    assert tried.state.screen.sheet is Sheet.RENAME
    return tried.state


def test_an_address_that_answers_is_used_and_said() -> None:
    state = trying()
    done = decide(state, embeddings.PlaceTried(state.last_ticket, 4))

    assert done.state.screen.sheet is Sheet.OPTIONS
    assert done.state.settings.place == Place(ADDRESS)
    assert done.state.screen.notice is not None
    assert notice_words(done.state.screen.notice) == f"{ADDRESS} computes with 4 threads"
    kinds = [type(command) for command in done.commands]
    assert kinds == [config.SaveSettings, embeddings.UsePlace, embeddings.StartEmbedding]


def test_one_that_does_not_is_refused_where_it_was_typed() -> None:
    state = trying()
    done = decide(state, embeddings.PlaceTried(state.last_ticket, 0, "connection refused"))

    assert done.commands == ()
    assert done.state.screen.sheet is Sheet.RENAME
    assert done.state.settings.place == HERE
    assert done.state.filing.naming == Naming(Thing.CLUSTER, ADDRESS, reason="connection refused")


@pytest.mark.parametrize("closing", [intents.StepBack(), intents.ToggleSheet(Sheet.RENAME)])
def test_a_trial_that_was_given_up_changes_nothing(closing: intents.Intent) -> None:
    state = trying()
    given_up = decide(state, closing)
    assert given_up.commands == (embeddings.StopTrial(),)
    assert given_up.state.screen.sheet is Sheet.OPTIONS

    late = decide(given_up.state, embeddings.PlaceTried(state.last_ticket, 4))
    assert late.commands == ()
    assert late.state.settings.place == HERE


def test_waiting_is_said_until_the_work_goes_on_here() -> None:
    state = AppState(settings=Settings(place=Place(ADDRESS)), screen=Screen(read=True))
    waiting = decide(state, embeddings.ClusterWaited("no answer yet")).state
    assert waiting.cluster.unreached == "no answer yet"
    assert decide(waiting, embeddings.ClusterWaited("")).state.cluster.unreached == ""

    here = decide(waiting, intents.ChangeSetting("place.address", ""))
    assert here.state.cluster.unreached == ""
    assert embeddings.UsePlace(HERE) in here.commands
    assert embeddings.StartEmbedding(Ticket(1)) in here.commands


def test_a_place_that_is_read_at_the_start_begins_nothing() -> None:
    read = config.SettingsRead(replace(Settings(), place=Place(ADDRESS)), ())
    assert not any(
        isinstance(command, embeddings.UsePlace) for command in decide(AppState(), read).commands
    )
