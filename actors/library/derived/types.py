"""Requests of the type detection: fetch pending samples, store types."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from actors.kernel.mailbox import Address
from actors.library.query import samples, types
from actors.library.store import Store
from actors.messages import library


async def handle_types(
    store: Store, events: Address[library.Event], command: library.TypeCommand
) -> None:
    """Reply to a request of the type detection, and announce stored types."""
    match command:
        case library.FetchUntyped(model=model, classifier=classifier, after=after, limit=limit):
            with command.reply_to as untyped:
                work = partial(
                    types.untyped, model=model, classifier=classifier, after=after, limit=limit
                )
                untyped.send(await store.rows.read(work))
        case library.StoreTypes(classifier=classifier, detected=detected):
            with command.reply_to as kept:
                keep = partial(types.store_types, classifier=classifier, detected=detected)
                await store.writer.write(keep)
                kept.send(len(detected))
            known = partial(samples.by_ids, ids=[one.sample for one in detected])
            await events.send(library.SamplesChanged(await store.rows.read(known)))
        case _:
            assert_never(command)
