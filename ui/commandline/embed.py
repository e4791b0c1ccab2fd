"""`sempal embed`: compute the embeddings that similarity, types and duplicates need."""

from __future__ import annotations

from dataclasses import dataclass

from actors.kernel.reply import ask
from actors.messages import embeddings
from ui.commandline.argument import option
from ui.commandline.context import Context
from ui.commandline.output import finish, report_fields
from ui.commandline.verb import Options, Verb
from ui.commandline.wait import SILENCE
from ui.text import commandline as text


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedOptions(Options):
    """Arguments of `embed`."""

    model: str = option("--model", "M", "model for this run: aisfx or clap")


async def run(context: Context, options: EmbedOptions) -> int:
    """Embed every sample that is new or has changed."""
    async with context.embeddings(model=options.model) as ports:
        done = await ask(ports.embeddings, embeddings.Embed, within=SILENCE)
    words = text.embedding_summary(done.embedded, done.seconds, done.known, done.failed)
    return finish(words, done.reason, fields=report_fields(done), as_json=options.json)


VERB = Verb(
    "embed",
    "embed new and changed samples, so that similar ones can be found",
    EmbedOptions,
    run,
    example="sempal embed --model clap",
    app=False,
)
