"""`sempal similar FILE…`: find samples similar to files, or to a description."""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from actors.kernel.reply import ask
from actors.messages import embeddings
from actors.messages.service_ports import ServicePorts
from models.library.file_name import display_path, encode_path
from models.similarity.neighbours import FileNeighbours
from ui.commandline.argument import option, positional
from ui.commandline.context import Context
from ui.commandline.lock import Locked
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.commandline.wait import SILENCE
from ui.text import commandline as text


def _count(given: str) -> int:
    if not given.isascii() or not given.isdigit() or not int(given):
        raise argparse.ArgumentTypeError(f"not a number from 1 on: {given}")
    return int(given)


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarOptions(Options):
    """Arguments of `similar`."""

    files: tuple[Path, ...] = positional(
        *("FILE", "audio file to compare with, in the library or not"),
        nargs="*",
        type=Path,
        default=(),
    )
    text: str = option(
        "--text", "WORDS", "description, such as “short snare, not clap, under 200 ms”"
    )
    model: str = option("--model", "M", "model for this run: aisfx or clap")
    limit: int = option(
        "--limit", "N", "results for each file (default 10)", type=_count, default=10
    )


async def run(context: Context, options: SimilarOptions) -> int:
    """Print the most similar samples for each file, and for the description."""
    if not options.files and not options.text.strip():
        complain(text.NO_QUERY)
        return Status.MISUSED
    paths = tuple(os.fsencode(path.absolute()) for path in options.files)
    async with context.embeddings(model=options.model) as ports:
        await _embed(context, ports)
        by_files = partial(embeddings.QuerySimilar, paths, options.limit)
        answers = await ask(ports.embeddings, by_files, within=SILENCE) if paths else ()
        if options.text.strip():
            by_text = partial(embeddings.QueryByText, options.text, options.limit)
            answers = (*answers, await ask(ports.embeddings, by_text, within=SILENCE))
    for answer in answers:
        _print(answer, as_json=options.json)
    return Status.FAILED if any(answer.reason for answer in answers) else Status.DONE


async def _embed(context: Context, ports: ServicePorts) -> None:
    """Embed new samples, unless another process has locked the library: it embeds them itself."""
    try:
        with context.lock():
            await ask(ports.embeddings, embeddings.Embed, within=SILENCE)
    except Locked:
        complain(text.NOT_EMBEDDED)


def _print(answer: FileNeighbours, *, as_json: bool) -> None:
    if as_json:
        neighbours = [
            {"path": encode_path(one.path), "score": round(one.score, 6)}
            for one in answer.neighbours
        ]
        fields: dict[str, object] = {"query": encode_path(answer.query), "neighbours": neighbours}
        if answer.reason:
            fields["problem"] = answer.reason
        print(json.dumps(fields))
    else:
        print(display_path(answer.query))
        for one in answer.neighbours:
            print(text.similarity(one.score, display_path(one.path)))
    if answer.reason:
        complain(text.reason_about(display_path(answer.query), answer.reason))


VERB = Verb(
    "similar",
    "list samples that sound like these files",
    SimilarOptions,
    run,
    example="sempal similar kick.wav --limit 5 --json",
    lock=Lock.LATE,
    app=False,
)
