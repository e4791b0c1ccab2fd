"""`sempal analyse`: detect tempo, key, loudness and onsets where they are unknown."""

from __future__ import annotations

from actors.messages import embeddings
from models.analysis.report import AnalysisReport
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


async def run(context: Context, options: ClusterOptions) -> int:
    """Analyse every sample that is new or has changed."""
    try:
        place = options.place(context)
        async with context.embeddings(place=place, waited=say_waiting) as ports:
            if reason := await options.store_maps(ports):
                return refuse(reason, options)
            done: AnalysisReport = await ask_with_progress(
                ports.embeddings, embeddings.Analyse, text.FILES, shown=options.shows_progress
            )
    except ClusterRefused as error:
        return refuse(str(error), options)
    say_of_workers(done.warnings, done.quarantined)
    words = text.analysis_summary(done.analysed, done.seconds)
    return finish_work(words, with_problem(done), as_json=options.json)


VERB = Verb(
    "analyse",
    "detect tempo, key, loudness and onsets of new and changed samples",
    ClusterOptions,
    run,
    example="sempal analyse",
    app=False,
)
