"""Requests of the job that embeds long samples: fetch pending chunks, store what was embedded."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from actors.library.query import window_chunks
from actors.library.store import Store
from actors.messages import library


async def handle_chunks(store: Store, command: library.ChunkCommand) -> None:
    """Reply to a request about the insides of long samples."""
    rows, model = store.rows, command.model
    match command:
        case library.FetchPendingChunks(after=after, limit=limit):
            with command.reply_to as pending:
                work = partial(window_chunks.pending_chunks, model=model, after=after, limit=limit)
                pending.send(await rows.read(work))
        case library.CountChunks():
            with command.reply_to as counts:
                counts.send(await rows.read(partial(window_chunks.count_chunks, model=model)))
        case library.StoreChunks(chunks=embedded):
            with command.reply_to as kept:
                keep = partial(window_chunks.store_chunks, model=model, rows=embedded)
                await store.writer.write(keep, keeps_lists=True)
                kept.send(len(embedded))
        case library.FetchChunks(after=after, limit=limit):
            with command.reply_to as page:
                read = partial(window_chunks.chunks_after, model=model, after=after, limit=limit)
                page.send(await rows.read(read))
        case library.FetchChunksOf(samples=wanted):
            with command.reply_to as some:
                choose = partial(window_chunks.chunks_of, model=model, chosen=wanted.array)
                some.send(await rows.read(choose))
        case library.FetchChunkChanges(file=file, since=since):
            with command.reply_to as changes:
                compare = partial(window_chunks.chunk_changes, model=model, file=file, since=since)
                changes.send(await rows.read(compare))
        case library.StoreWindowFile(file=written):
            with command.reply_to as names:
                name = partial(window_chunks.store_window_file, model=model, file=written)
                names.send(await store.writer.write(name, keeps_lists=True))
        case _:
            assert_never(command)
