"""Rules of listening: whatever is new is heard, beside everything else."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import embeddings
from actors.session import alike
from actors.session.decision import Decision, ticketed, told
from models.state.app import AppState
from models.state.task import Task

LABEL = "Listening to sounds"


def listen(state: AppState) -> Decision:
    """Have what is new listened to."""
    state, ticket = ticketed(state)
    return Decision(state, (embeddings.Listen(ticket),))


def progressed(state: AppState, event: embeddings.ListeningProgressed) -> Decision:
    """Show how far it is; who found nothing because too little was known asks again."""
    task = Task(event.ticket, LABEL, None, event.done, event.total, event.rate, event.left)
    others = tuple(other for other in state.tasks if other.ticket != event.ticket)
    known = replace(state.alike, listening=event.ticket)
    state = replace(state, tasks=(*others, task), alike=known)
    answer = state.alike.answer
    return alike.again(state) if answer is not None and not len(answer.ids) else Decision(state)


def ended(state: AppState, event: embeddings.ListeningEnded) -> Decision:
    """Say what could not be heard, and look again with all that is known now."""
    tasks = tuple(task for task in state.tasks if task.ticket != event.ticket)
    state = replace(state, tasks=tasks, alike=replace(state.alike, listening=None))
    done = event.done
    if done is None:
        return Decision(told(state, "Listening stopped: what was heard stays"))
    if done.problem:
        return Decision(told(state, f"Sounds cannot be compared: {done.problem}", problem=True))
    answer = state.alike.answer
    if done.embedded or answer is None or len(answer.ids):
        return alike.again(state) if done.embedded else Decision(state)
    return alike.leave(told(state, "Nothing here can be compared", problem=True))
