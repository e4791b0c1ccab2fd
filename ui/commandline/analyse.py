"""`sempal analyse`: detect tempo, key, loudness and onsets where they are unknown."""

from __future__ import annotations

from actors.kernel.reply import ask
from actors.messages import embeddings
from ui.commandline.context import Context
from ui.commandline.output import finish, report_fields
from ui.commandline.verb import Options, Verb
from ui.commandline.wait import SILENCE
from ui.text import commandline as text


async def run(context: Context, options: Options) -> int:
    """Analyse every sample that is new or has changed."""
    async with context.embeddings() as ports:
        done = await ask(ports.embeddings, embeddings.Analyse, within=SILENCE)
    words = text.analysis_summary(done.analysed, done.seconds)
    return finish(words, done.reason, fields=report_fields(done), as_json=options.json)


VERB = Verb(
    "analyse",
    "detect tempo, key, loudness and onsets of new and changed samples",
    Options,
    run,
    example="sempal analyse",
    app=False,
)
