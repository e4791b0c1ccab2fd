"""Rules of where heavy work is done: an address is tried first, and work follows at once."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import config, embeddings
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.settings import settings
from models.state.app import AppState
from models.state.cluster import ClusterState
from models.state.file_naming import Naming, Thing
from models.state.notice import Notice, NoticeKind
from models.state.screen import Sheet

ADDRESS = "place.address"
"""The setting."""


def try_address(state: AppState, naming: Naming, address: str) -> Decision:
    """Ask whether a scheduler answers; the sheet stays open until it is known."""
    state, ticket = with_ticket(state)
    naming = replace(naming, name=address, reason="", trial=ticket)
    state = replace(state, filing=replace(state.filing, naming=naming))
    place = replace(state.settings.place, address=address)
    return Decision(state, (embeddings.TryPlace(ticket, place),))


def show_trial(state: AppState, event: embeddings.PlaceTried) -> Decision:
    """Use the address and close the sheet, or say in the sheet why it does not answer."""
    naming = state.filing.naming
    if naming is None or naming.trial != event.ticket:
        return Decision(state)  # it was given up
    if event.reason:
        again = replace(naming, trial=None, reason=event.reason)
        return Decision(replace(state, filing=replace(state.filing, naming=again)))
    state = replace(state, filing=replace(state.filing, naming=None))
    decision = settings.change_setting(state, ADDRESS, naming.name)
    state = replace(decision.state, screen=replace(decision.state.screen, sheet=None))
    state = with_notice(state, Notice(NoticeKind.CLUSTER_CHOSEN, naming.name, event.threads))
    return Decision(state, (*decision.commands, config.SaveSettings(state.settings)))


def follow_place(state: AppState, before: AppState) -> Decision:
    """Let running and waiting work go on in another place; end a trial that nobody waits for."""
    decision = Decision(state)
    naming = state.filing.naming
    if naming is not None and naming.trial and state.screen.sheet is not Sheet.RENAME:
        filing = replace(state.filing, naming=None)
        decision = Decision(replace(state, filing=filing), (embeddings.StopTrial(),))
    place = state.settings.place
    if before.screen.read and place != before.settings.place:
        state, ticket = with_ticket(replace(decision.state, cluster=ClusterState()))
        orders = (embeddings.UsePlace(place), embeddings.StartEmbedding(ticket))
        return Decision(state, (*decision.commands, *orders))
    return decision


def show_waiting(state: AppState, event: embeddings.ClusterWaited) -> AppState:
    """Return the state that says why work waits for the cluster, or that it goes on."""
    return replace(state, cluster=ClusterState(event.reason))


def end_trial(state: AppState, reason: str) -> AppState:
    """Return the state in which no trial is awaited: who tries does not answer."""
    naming = state.filing.naming
    if naming is None or naming.thing is not Thing.CLUSTER or naming.trial is None:
        return state
    naming = replace(naming, trial=None, reason=reason)
    return replace(state, filing=replace(state.filing, naming=naming))
