"""Rules of pasting files of other programs.

Where they go is decided when the key is pressed. What was cut elsewhere is copied all the same: the
other program never loses a file by it.
"""

from __future__ import annotations

from dataclasses import replace

from actors.messages import handoff, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.handoff.requests import with_handoff
from models.state.app import AppState
from models.state.handoff import PasteTarget
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel


def read_clipboard(state: AppState) -> Decision:
    """Read the files on the clipboard, for what has the keyboard."""
    state, ticket = with_ticket(state)
    collection = state.collections.focus
    query = state.browser.query
    if state.screen.focus in {Panel.COLLECTIONS, Panel.MEMBERS} and collection is not None:
        target = PasteTarget(ticket, collection=collection)
    elif query.source is not None:
        target = PasteTarget(ticket, source=query.source, folder=query.folder)
    else:
        return Decision(with_notice(state, Notice(NoticeKind.PASTE_NEEDS_FOLDER)))
    state = with_handoff(state, replace(state.handoff, paste=target))
    return Decision(state, (handoff.ReadClipboard(ticket),))


def paste(state: AppState, event: handoff.OnClipboard) -> Decision:
    """Copy what was on the clipboard to where it was pasted."""
    target = state.handoff.paste
    if target is None or target.ticket != event.ticket:
        return Decision(state)
    state = with_handoff(state, replace(state.handoff, paste=None))
    if event.reason:
        return Decision(with_notice(state, Notice(NoticeKind.NOT_PASTED, reason=event.reason)))
    if not event.paths:
        return Decision(with_notice(state, Notice(NoticeKind.CLIPBOARD_EMPTY)))
    if target.collection is not None:
        return Decision(state, (library.CollectFiles(event.paths, target.collection),))
    if target.source is None:
        return Decision(state)
    return Decision(state, (library.PasteFiles(event.paths, target.source, target.folder),))
