"""Outcome of one message: the new state and commands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from actors.messages import audio, config, embeddings, handoff, library, waveform
from models.audio.units import Ticket
from models.state.app import AppState
from models.state.notice import Notice
from models.state.screen import KEPT_NOTICES

Command = (
    audio.Command
    | library.Command
    | waveform.Command
    | config.Command
    | embeddings.Command
    | handoff.Command
)


@dataclass(frozen=True, slots=True)
class Decision:
    """The new state, and the commands for the services."""

    state: AppState
    commands: tuple[Command, ...] = ()

    def then(self, rule: Callable[[AppState], Decision]) -> Decision:
        """Apply a further rule to the state; keep the commands of both."""
        following = rule(self.state)
        return Decision(following.state, self.commands + following.commands)


def with_ticket(state: AppState) -> tuple[AppState, Ticket]:
    """Return a new ticket, and the state that records it."""
    ticket = Ticket(state.last_ticket + 1)
    return replace(state, last_ticket=ticket), ticket


def with_notice(state: AppState, notice: Notice) -> AppState:
    """Return the state with a new notice in the status bar."""
    number = state.screen.notice.number + 1 if state.screen.notice else 1
    notice = replace(notice, number=number)
    notices = (*state.screen.notices, notice)[-KEPT_NOTICES:]
    return replace(state, screen=replace(state.screen, notice=notice, notices=notices))
