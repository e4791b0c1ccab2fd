"""Keeps what kinds of sound samples are, for those who detect it."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from actors.library.query import types
from actors.library.store import Store
from actors.messages import library


async def answered(store: Store, order: library.Typing) -> None:
    """Answer those who detect types, or keep what they found."""
    match order:
        case library.TakeUntyped(model=model, classifier=classifier, limit=limit):
            with order.reply_to as untyped:
                work = partial(types.untyped, model=model, classifier=classifier, limit=limit)
                untyped.send(await store.rows.read(work))
        case library.KeepTypes(classifier=classifier, detected=detected):
            with order.reply_to as kept:
                keep = partial(types.keep, classifier=classifier, detected=detected)
                await store.changes.write(keep)
                kept.send(len(detected))
        case _:
            assert_never(order)
