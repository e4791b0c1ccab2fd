"""Requests of the embedding job: fetch pending samples, store features."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from actors.library.query import features
from actors.library.store import Store
from actors.messages import library


async def handle_features(store: Store, command: library.FeatureCommand) -> None:
    """Reply to a request of the embedding job."""
    rows, model = store.rows, command.model
    match command:
        case library.ShareFeatures():
            with command.reply_to as shared:
                share = partial(features.share_features, model=model)
                shared.send(await store.writer.write(share, keeps_lists=True))
        case library.FetchUnembedded(after=after, limit=limit):
            with command.reply_to as pending:
                work = partial(features.unembedded, model=model, after=after, limit=limit)
                pending.send(await rows.read(work))
        case library.CountUnembedded():
            with command.reply_to as count:
                count.send(await rows.read(partial(features.count_unembedded, model=model)))
        case library.CountEmbedded():
            with command.reply_to as known:
                known.send(await rows.read(partial(features.count_embedded, model=model)))
        case library.StoreFeatures(features=results):
            with command.reply_to as kept:
                keep = partial(features.store_features, model=model, rows=results)
                await store.writer.write(keep, keeps_lists=True)
                kept.send(len(results))
        case library.FetchFeatures():
            with command.reply_to as rows_:
                rows_.send(await rows.read(partial(features.current_features, model=model)))
        case library.FetchFeatureTokens():
            with command.reply_to as tokens:
                tokens.send(await rows.read(partial(features.feature_tokens, model=model)))
        case _:
            assert_never(command)
