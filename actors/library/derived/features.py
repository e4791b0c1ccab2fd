"""Keeps what samples sound like, for those who listen."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from actors.library.query import features
from actors.library.store import Store
from actors.messages import library


async def answered(store: Store, order: library.Hearing) -> None:
    """Answer a question of those who listen, or keep what they heard."""
    rows, model = store.rows, order.model
    match order:
        case library.ShareFeatures():
            with order.reply_to as shared:
                share = partial(features.share, model=model)
                shared.send(await store.writer.write(share, keeps_lists=True))
        case library.FetchUnembedded(after=after, limit=limit):
            with order.reply_to as unheard:
                work = partial(features.unheard, model=model, after=after, limit=limit)
                unheard.send(await rows.read(work))
        case library.CountUnembedded():
            with order.reply_to as count:
                count.send(await rows.read(partial(features.count_unheard, model=model)))
        case library.CountEmbedded():
            with order.reply_to as known:
                known.send(await rows.read(partial(features.count_heard, model=model)))
        case library.StoreFeatures(heard=heard):
            with order.reply_to as kept:
                keep = partial(features.keep, model=model, heard=heard)
                await store.writer.write(keep, keeps_lists=True)
                kept.send(len(heard))
        case library.FetchFeatures():
            with order.reply_to as rows_:
                rows_.send(await rows.read(partial(features.heard, model=model)))
        case library.FetchFeatureTokens():
            with order.reply_to as tokens:
                tokens.send(await rows.read(partial(features.tokens, model=model)))
        case _:
            assert_never(order)
