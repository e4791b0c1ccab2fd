"""Requests of the embedding job: fetch pending samples, store features."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from actors.library.batches import named_members
from actors.library.collections import collections
from actors.library.derived.window_chunks import handle_chunks
from actors.library.query import features, marks, names, paths
from actors.library.query.sample_ids import Lists
from actors.library.store import Store
from actors.messages import library
from models.library.query import Query
from models.library.samples import SampleIds


async def handle_features(
    store: Store, command: library.FeatureCommand | library.ChunkCommand
) -> None:
    """Reply to a request of the embedding job."""
    if isinstance(command, library.ChunkCommand):
        await handle_chunks(store, command)
        return
    rows, model = store.rows, command.model
    match command:
        case library.ShareFeatures(earlier=earlier):
            with command.reply_to as shared:
                share = partial(features.share_features, model=model, earlier=earlier)
                shared.send(await store.writer.write(share, keeps_lists=True))
        case library.FetchUnembedded(after=after, limit=limit, earlier=earlier):
            with command.reply_to as pending:
                fetch = partial(features.unembedded, model=model, after=after, limit=limit)
                pending.send(await rows.read(partial(fetch, earlier=earlier)))
        case library.CountUnembedded(earlier=earlier):
            with command.reply_to as count:
                work = partial(features.count_unembedded, model=model, earlier=earlier)
                count.send(await rows.read(work))
        case library.CountEmbedded():
            with command.reply_to as known:
                known.send(await rows.read(partial(features.count_embedded, model=model)))
        case library.StoreFeatures(features=results):
            with command.reply_to as kept:
                keep = partial(features.store_features, model=model, rows=results)
                await store.writer.write(keep, keeps_lists=True)
                kept.send(len(results))
        case library.FetchVectorChanges(file=file, since=since, visibility=seen):
            with command.reply_to as changes:
                compare = partial(
                    features.vector_changes, model=model, file=file, since=since, visibility=seen
                )
                changes.send(await rows.read(compare))
        case library.FetchFeatureIds(earlier=earlier):
            with command.reply_to as ids:
                known_ids = partial(features.feature_ids, model=model, earlier=earlier)
                ids.send(SampleIds(await rows.read(known_ids)))
        case library.FetchFeatures(after=after, limit=limit):
            with command.reply_to as page:
                read = partial(features.stored_features, model=model, after=after, limit=limit)
                page.send(await rows.read(read))
        case library.FetchFeaturesOf(samples=wanted):
            with command.reply_to as some:
                choose = partial(features.features_of, model=model, samples=wanted.array)
                some.send(await rows.read(choose))
        case library.StoreVectorFile(file=written):
            with command.reply_to as names:
                name = partial(features.store_vector_file, model=model, file=written)
                names.send(await store.writer.write(name, keeps_lists=True))
        case _:
            assert_never(command)


async def handle_paths(store: Store, lists: Lists, command: library.PathCommand) -> None:
    """Reply with paths or names of samples, or samples by them.

    Args:
        store: The library.
        lists: Runs queries on its connection for lists.
        command: The request.
    """
    match command:
        case library.FetchPaths(samples=wanted):
            with command.reply_to as found_paths:
                found_paths.send(await store.rows.read(partial(paths.paths_of, ids=wanted.array)))
        case library.FindPaths(paths=known):
            with command.reply_to as found:
                found.send(await store.rows.read(partial(paths.samples_at, paths=known)))
        case library.FetchNames(words=words, types=types, also=also):
            with command.reply_to as called:
                read = partial(
                    names.names_of, lists=lists, words=words, types=types, also=also.array
                )
                called.send(await store.lists.read(read))
        case library.FetchDecided(source=source, collection=collection):
            with command.reply_to as marked:
                decided = partial(marks.decided, source=source, collection=collection)
                marked.send(await store.rows.read(decided))
        case library.FetchListed(query=query):
            with command.reply_to as in_order:
                work = partial(lists.run_query, query=query)
                in_order.send(SampleIds((await store.lists.read(work)).ids))
        case library.FetchCollections():
            with command.reply_to as all_of_them:
                all_of_them.send(await store.rows.read(collections.listed))
        case library.FetchMembers(name=name):
            members = await store.rows.read(partial(named_members, name=name))
            with command.reply_to as listed:
                listed.send(members)
        case library.FetchMatching(words=searched):
            with command.reply_to as matching:
                find = partial(lists.run_query, query=Query(words=searched))
                matching.send(SampleIds((await store.lists.read(find)).ids))
        case _:
            assert_never(command)
