"""Requests of the analysis job: fetch pending samples, store results."""

from __future__ import annotations

from functools import partial
from typing import assert_never

from actors.kernel.mailbox import Address
from actors.library.query import analysis, samples
from actors.library.store import Store
from actors.messages import library


async def handle_analysis(
    store: Store, events: Address[library.Event], command: library.AnalysisCommand
) -> None:
    """Reply to a request of the analysis job, and announce stored results."""
    rows, by = store.rows, command.analyser
    match command:
        case library.FetchUnanalysed(after=after, limit=limit):
            with command.reply_to as unknown:
                work = partial(analysis.unanalysed, analyser=by, after=after, limit=limit)
                unknown.send(await rows.read(work))
        case library.CountUnanalysed():
            with command.reply_to as count:
                count.send(await rows.read(partial(analysis.count_unanalysed, analyser=by)))
        case library.StoreAnalyses(analysed=analysed):
            with command.reply_to as kept:
                keep = partial(analysis.store_analyses, analyser=by, analysed=analysed)
                await store.writer.write(keep)
                kept.send(len(analysed))
            known = partial(samples.by_ids, ids=[one.sample for one in analysed])
            await events.send(library.SamplesChanged(await rows.read(known)))
        case _:
            assert_never(command)
