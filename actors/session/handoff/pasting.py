"""Rules of pasting files of other programs.

Where they go is decided when the key is pressed. What was cut elsewhere is copied all the same: the
other program never loses a file by it.
"""

from __future__ import annotations

import os
from dataclasses import replace

from actors.messages import handoff, intents, library
from actors.session.decision import Decision, with_notice, with_ticket
from actors.session.handoff.requests import with_handoff
from actors.session.similarity import similarity
from models.handoff.paste_use import PasteUse
from models.library.extension import is_audio
from models.state.app import AppState
from models.state.handoff import PasteTarget
from models.state.notice import Notice, NoticeKind
from models.state.screen import Panel

MOST = 20
"""Files that one search compares with."""


def read_clipboard(state: AppState) -> Decision:
    """Read the files on the clipboard, for what has the keyboard."""
    state, ticket = with_ticket(state)
    collection = state.collections.focus
    query = state.browser.query
    if state.screen.focus is Panel.WAVEFORM:
        target = PasteTarget(ticket, listed=True)
    elif state.screen.focus in {Panel.COLLECTIONS, Panel.MEMBERS} and collection is not None:
        target = PasteTarget(ticket, collection=collection)
    elif query.source is not None:
        listed = state.screen.focus is Panel.SAMPLES
        target = PasteTarget(ticket, source=query.source, folder=query.folder, listed=listed)
    elif state.screen.focus is Panel.SAMPLES:  # of all sources: there is no folder
        target = PasteTarget(ticket, listed=True)
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
    if not target.listed:
        return _use(state, replace(target, paths=event.paths), PasteUse.COPY)
    asked = replace(target, paths=event.paths)
    if target.source is None:
        return _use(state, asked, PasteUse.SIMILAR)
    if state.settings.paste is PasteUse.ASK:
        return Decision(with_handoff(state, replace(state.handoff, paste=asked)))
    return _use(state, asked, state.settings.paste)


def answer_paste(state: AppState, use: PasteUse) -> Decision:
    """Do with the files that were pasted what the user answered, now and in future."""
    asked = state.handoff.paste
    if asked is None or not asked.paths:
        return Decision(state)
    state = with_handoff(state, replace(state.handoff, paste=None))
    return _use(replace(state, settings=replace(state.settings, paste=use)), asked, use)


def _use(state: AppState, target: PasteTarget, use: PasteUse) -> Decision:
    if use is PasteUse.COPY and target.source is not None:
        return Decision(state, (library.PasteFiles(target.paths, target.source, target.folder),))
    sounds = [path for path in target.paths if is_audio(os.path.basename(path), ffmpeg=True)]  # noqa: PTH119 - bytes
    if not sounds:
        return Decision(with_notice(state, Notice(NoticeKind.CLIPBOARD_EMPTY)))
    first, *more = sounds[:MOST]
    return similarity.find_similar(state, intents.FindSimilar(path=first, more=tuple(more)))
