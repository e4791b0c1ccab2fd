"""Rules of asking the library for the files of samples, and of their use once they are known."""

from __future__ import annotations

from dataclasses import replace

from actors.messages import handoff, library
from actors.session.decision import Decision, with_notice, with_ticket
from models.audio.span import Span
from models.audio.units import CollectionId, SampleId, Ticket
from models.state.app import AppState
from models.state.handoff import FileRequest, Handoff, Purpose
from models.state.notice import Notice, NoticeKind

NO_DRAG = Ticket(0)


def request_samples(
    state: AppState, samples: tuple[SampleId, ...], purpose: Purpose, drag: Ticket = NO_DRAG
) -> Decision:
    """Ask for the files of samples."""
    state, ticket = _remember(state, purpose, drag)
    renamed = purpose not in {Purpose.REVEAL, Purpose.OPEN}
    return Decision(state, (library.LocateSamples(ticket, samples, renamed),))


def request_members(state: AppState, collection: CollectionId, drag: Ticket) -> Decision:
    """Ask for the files of a collection, in its order."""
    state, ticket = _remember(state, Purpose.DRAG, drag)
    return Decision(state, (library.LocateMembers(ticket, collection),))


def request_span(
    state: AppState, sample: SampleId, span: Span, purpose: Purpose, drag: Ticket = NO_DRAG
) -> Decision:
    """Ask for a file that holds a span of a sample."""
    state, ticket = _remember(state, purpose, drag)
    return Decision(state, (library.RenderSpan(ticket, sample, span),))


def use_files(state: AppState, event: library.FilesLocated) -> Decision:
    """Do with files what they were requested for."""
    request = state.handoff.find(event.ticket)
    if request is None:
        return Decision(state)
    state = with_handoff(state, state.handoff.without(event.ticket))
    if request.purpose is Purpose.DRAG:
        return _load_drag(state, request.drag, event)
    if not event.paths:
        return Decision(with_notice(state, Notice(NoticeKind.FILES_MISSING)))
    if event.missing:
        total = len(event.paths) + event.missing
        left_out = Notice(NoticeKind.FILES_LEFT_OUT, count=event.missing, total=total)
        state = with_notice(state, left_out)
    return Decision(state, (_command(state, request.purpose, event.paths),))


def _command(state: AppState, purpose: Purpose, paths: tuple[bytes, ...]) -> handoff.Command:
    match purpose:
        case Purpose.REVEAL:
            return handoff.Reveal(paths)
        case Purpose.OPEN:
            return handoff.Open(paths, state.settings.editor)
        case _:
            return handoff.Hold(paths, text=purpose is Purpose.COPY_PATHS)


def _load_drag(state: AppState, ticket: Ticket, event: library.FilesLocated) -> Decision:
    drag = state.handoff.drag
    if drag is not None and drag.ticket == ticket:
        drag = replace(drag, paths=event.paths, missing=event.missing)
        state = with_handoff(state, replace(state.handoff, drag=drag))
    return Decision(state, (handoff.Load(ticket, event.paths),))


def fail_request(state: AppState, ticket: Ticket) -> Decision:
    """Let nothing wait for files that the library cannot find or write; it has said why."""
    request = state.handoff.find(ticket)
    if request is None:
        return Decision(state)
    state = with_handoff(state, state.handoff.without(ticket))
    if request.purpose is not Purpose.DRAG:
        return Decision(state)
    return _load_drag(state, request.drag, library.FilesLocated(ticket, (), 0))


def fail_all(state: AppState) -> Decision:
    """The library will not answer: let nothing wait for it."""
    decision = Decision(state)
    for request in state.handoff.requests:
        failed = fail_request(decision.state, request.ticket)
        decision = Decision(failed.state, decision.commands + failed.commands)
    return decision


def _remember(state: AppState, purpose: Purpose, drag: Ticket) -> tuple[AppState, Ticket]:
    state, ticket = with_ticket(state)
    requests = (*state.handoff.requests, FileRequest(ticket, purpose, drag))
    return with_handoff(state, replace(state.handoff, requests=requests)), ticket


def with_handoff(state: AppState, known: Handoff) -> AppState:
    """Return the state with another slice."""
    return replace(state, handoff=known)
