"""A command to a service that is gone for good: what waits for it is released, whole."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

from actors.kernel.latest import Latest
from actors.kernel.mailbox import Mailbox
from actors.messages import intents, library
from actors.session.actor import Services, SessionActor
from tests.actors.session.test_browsing import listing


async def test_what_is_shown_instead_is_asked_for() -> None:
    known = listing(1, 2, 3)
    state = Latest(replace(known, browser=replace(known.browser, row=0)))
    boxes: dict[str, Mailbox[Any]] = {part.name: Mailbox(8) for part in fields(Services)}
    to_library, to_embeddings = boxes["library"], boxes["embeddings"]
    services = Services(**{name: box.slot for name, box in boxes.items()})
    session = SessionActor(Mailbox(8), Mailbox(8), state, services)
    to_embeddings.close("it crashed too often")
    session._step(intents.FindDuplicates())
    asked = [one for one in iter(to_library.take_nowait, None) if isinstance(one, library.List)]
    now = state.value

    assert not now.duplicates.shown
    assert now.browser.waiting
    assert asked[-1].ticket == now.browser.ticket, "who waits for the list has asked for it"
    assert to_embeddings.take_nowait() is None
