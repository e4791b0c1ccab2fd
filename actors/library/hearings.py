"""Keeps what samples sound like, for those who listen."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from actors.library.query import hearing
from actors.library.store import Store
from actors.messages import library


async def answered(store: Store, order: library.Hearing) -> None:
    """Answer a question of those who listen, or keep what they heard."""
    rows, model = store.rows, order.model
    match order:
        case library.ShareHeard():
            with order.reply_to as shared:
                share = partial(hearing.share, model=model)
                shared.send(await store.changes.write(share, quiet=True))
        case library.TakeUnheard(after=after, limit=limit):
            with order.reply_to as unheard:
                work = partial(hearing.unheard, model=model, after=after, limit=limit)
                unheard.send(await rows.read(work))
        case library.CountUnheard():
            with order.reply_to as count:
                count.send(await rows.read(partial(hearing.count_unheard, model=model)))
        case library.CountHeard():
            with order.reply_to as known:
                known.send(await rows.read(partial(hearing.count_heard, model=model)))
        case library.KeepHeard(heard=heard):
            with order.reply_to as kept:
                keep = partial(hearing.keep, model=model, heard=heard)
                await store.changes.write(keep, quiet=True)
                kept.send(len(heard))
        case library.TakeHeard():
            with order.reply_to as rows_:
                rows_.send(await rows.read(partial(hearing.heard, model=model)))
        case library.TakeHeardTokens():
            with order.reply_to as tokens:
                tokens.send(await rows.read(partial(hearing.tokens, model=model)))
        case _:
            assert_never(order)
