"""`sempal embed`: compute the embeddings that similarity, types and duplicates need."""

from __future__ import annotations

from dataclasses import dataclass

from actors.messages import embeddings
from models.similarity.embedding_report import EmbeddingReport
from ui.commandline.argument import option
from ui.commandline.cluster import (
    ClusterOptions,
    ClusterRefused,
    ask_with_progress,
    finish_work,
    refuse,
    say_of_workers,
    say_waiting,
    with_problem,
)
from ui.commandline.context import Context
from ui.commandline.verb import Verb
from ui.text import commandline as text


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOptions(ClusterOptions):
    """Arguments of `embed`."""

    model: str = option("--model", "M", "model for this run: aisfx or clap")


async def run(context: Context, options: EmbedOptions) -> int:
    """Embed every sample that is new or has changed."""
    try:
        place = options.place(context)
        async with context.embeddings(
            model=options.model, place=place, waited=say_waiting
        ) as ports:
            if reason := await options.store_maps(ports):
                return refuse(reason, options)
            done: EmbeddingReport = await ask_with_progress(
                ports.embeddings, embeddings.Embed, text.FILES, shown=options.shows_progress
            )
    except ClusterRefused as error:
        return refuse(str(error), options)
    say_of_workers(done.warnings, done.quarantined)
    words = text.embedding_summary(done.embedded, done.seconds, done.known, done.failed)
    return finish_work(words, with_problem(done), as_json=options.json)


VERB = Verb(
    "embed",
    "embed new and changed samples, so that similar ones can be found",
    EmbedOptions,
    run,
    example="sempal embed --model clap",
    app=False,
)
