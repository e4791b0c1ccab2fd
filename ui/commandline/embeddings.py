"""`sempal embeddings export OUT.npz`: paths and vectors for other programs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from actors.kernel.reply import ask
from actors.messages import embeddings
from models.library.file_name import encode_path
from ui.commandline.argument import option, positional
from ui.commandline.context import Context
from ui.commandline.output import finish
from ui.commandline.verb import Lock, Options, Verb
from ui.commandline.wait import SILENCE
from ui.text import commandline as text


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddingsOptions(Options):
    """Arguments of `embeddings`."""

    action: str = positional("export", "write them to a file", choices=["export"])
    file: Path = positional(
        "OUT.npz", "file to write: NumPy arrays paths, vectors and model", type=Path
    )
    model: str = option("--model", "M", "model for this run: aisfx or clap")


async def run(context: Context, options: EmbeddingsOptions) -> int:
    """Write all vectors to an `.npz` file."""
    async with context.embeddings(model=options.model) as ports:
        found = await ask(ports.embeddings, embeddings.FetchVectors, within=SILENCE)
    reason = found.reason
    if not reason:
        paths = np.array([encode_path(path) for path in found.paths], dtype=np.str_)
        try:
            with options.file.open("wb") as file:
                np.savez(file, paths=paths, vectors=found.vectors, model=np.array(found.model))
        except OSError as error:
            reason = text.not_written(options.file, error)
    fields = {"vectors": len(found.paths), "model": found.model, "problem": reason}
    words = text.vectors_exported(len(found.paths), found.model)
    return finish(words, reason, fields=fields, as_json=options.json)


VERB = Verb(
    "embeddings",
    "export embedding vectors",
    EmbeddingsOptions,
    run,
    example="sempal embeddings export vectors.npz",
    lock=Lock.NEVER,
    app=False,
)
