"""Rules of drags that may leave the window.

The process decides where a drag ended: the window itself may be covered by others, or hear of the
release late. Its own drop is made when the verdict says that it ended at home.
"""

from __future__ import annotations

from dataclasses import replace

from actors.messages import handoff, intents
from actors.session.decision import Decision, with_notice
from actors.session.handoff import requests
from actors.session.samples import row_selection
from models.audio.units import Ticket
from models.handoff.drag import Outcome, Verdict
from models.state.app import AppState
from models.state.handoff import Drag, Purpose
from models.state.notice import Notice, NoticeKind


def drag_samples(state: AppState, intent: intents.DragSamples) -> Decision:
    """Begin to drag a sample, or the selection that it is part of."""
    chosen = row_selection.sample_or_selection(state, intent.sample, intent.panel)
    began = _begin(state, intent.ticket)
    return began.then(
        lambda state: requests.request_samples(state, chosen, Purpose.DRAG, intent.ticket)
    )


def drag_collection(state: AppState, intent: intents.DragCollection) -> Decision:
    """Begin to drag the members of a collection."""
    began = _begin(state, intent.ticket)
    return began.then(
        lambda state: requests.request_members(state, intent.collection, intent.ticket)
    )


def drag_span(state: AppState, intent: intents.DragSpan) -> Decision:
    """Begin to drag a span of a sample."""
    sample, span = intent.sample, intent.span
    began = _begin(state, intent.ticket)
    return began.then(
        lambda state: requests.request_span(state, sample, span, Purpose.DRAG, intent.ticket)
    )


def _begin(state: AppState, ticket: Ticket) -> Decision:
    """Begin a drag at once; its files follow."""
    known = replace(state.handoff, drag=Drag(ticket))
    return Decision(requests.with_handoff(state, known), (handoff.Carry(ticket),))


def move(state: AppState, event: handoff.Over) -> AppState:
    """Return the state with the pointer of a drag over something else."""
    drag = _current(state, event.ticket)
    return state if drag is None else _with_drag(state, replace(drag, place=event.place))


def end(state: AppState, event: handoff.LetGo) -> Decision:
    """Show a notice of how a drag ended, unless that is visible."""
    drag = _current(state, event.ticket)
    if drag is None:
        return Decision(state)
    state = _with_drag(state, replace(drag, verdict=event.verdict))
    match event.verdict:
        case Verdict.REFUSED:
            return Decision(with_notice(state, Notice(NoticeKind.DROP_REFUSED)))
        case Verdict.DROPPED if drag.missing:
            total = drag.missing + len(drag.paths or ())
            left_out = Notice(NoticeKind.FILES_LEFT_OUT, count=drag.missing, total=total)
            return Decision(with_notice(state, left_out))
        case Verdict.NOWHERE if drag.paths == ():
            return Decision(with_notice(state, Notice(NoticeKind.FILES_MISSING)))
        case Verdict.NOWHERE if drag.paths and state.handoff.wayland:
            # Perhaps over a window that no bridge leads to.
            return Decision(
                with_notice(state, Notice(NoticeKind.DROP_ON_CLIPBOARD)),
                (handoff.Hold(drag.paths),),
            )
        case _:
            return Decision(state)


def report_drop(state: AppState, event: handoff.Done) -> AppState:
    """Return the state that says that a program did not take what was dropped."""
    if event.outcome is Outcome.FAILED:
        return with_notice(state, Notice(NoticeKind.DROP_FAILED))
    return state


def _current(state: AppState, ticket: Ticket) -> Drag | None:
    drag = state.handoff.drag
    return drag if drag is not None and drag.ticket == ticket else None


def _with_drag(state: AppState, drag: Drag) -> AppState:
    return requests.with_handoff(state, replace(state.handoff, drag=drag))
