"""`sempal similar FILE…`: find samples similar to files, or to a description."""

from __future__ import annotations

import argparse
import json
import math
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from actors.kernel.reply import RequestRefused, ask
from actors.messages import embeddings
from actors.messages.service_ports import ServicePorts
from models.audio.clock import clock
from models.library.file_name import display_path, encode_path
from models.similarity.neighbours import FileHits, FileNeighbours
from ui.commandline.argument import flag, option, positional
from ui.commandline.cluster import ask_with_progress
from ui.commandline.context import Context
from ui.commandline.lock import Locked
from ui.commandline.output import complain
from ui.commandline.recording import recorded_take
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.commandline.wait import SILENCE
from ui.text import commandline as text


def _count(given: str) -> int:
    if not given.isascii() or not given.isdigit() or not int(given):
        raise argparse.ArgumentTypeError(f"not a number from 1 on: {given}")
    return int(given)


def _seconds(given: str) -> float:
    try:
        found = float(given)
    except ValueError:
        found = math.nan
    if not 0 <= found < math.inf:
        raise argparse.ArgumentTypeError(f"not a number of seconds: {given}")
    return found


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
    inside: bool = flag("--inside", "find places inside files of more than 10 s")
    start: float | None = option(
        *("--start", "S", "with --inside: seconds where the sound begins"),
        type=_seconds,
        default=None,
    )
    end: float | None = option(
        "--end", "S", "with --inside: seconds where it ends", type=_seconds, default=None
    )
    record: bool = flag("--record", "record a sound to compare with; it is not kept")
    seconds: float = option(
        *("--seconds", "S", "with --record: its longest (default 10)"), type=_seconds, default=10.0
    )
    input: str = option("--input", "NAME", "with --record: audio input (default: the system's)")
    model: str = option("--model", "M", "model for this run: aisfx or clap")
    limit: int = option(
        "--limit", "N", "results for each file (default 10)", type=_count, default=10
    )


async def run(context: Context, options: SimilarOptions) -> int:
    """Print the most similar samples for each file, and for the description."""
    if options.record:
        if options.files or options.text.strip() or options.inside:
            complain(text.RECORD_ALONE)
            return Status.MISUSED
        return await _run_recorded(context, options)
    if not options.files and not options.text.strip():
        complain(text.NO_QUERY)
        return Status.MISUSED
    paths = tuple(os.fsencode(path.absolute()) for path in options.files)
    if options.inside or options.start is not None or options.end is not None:
        if not options.inside or not paths or options.text.strip():
            complain(text.INSIDE_NEEDS_FILES)
            return Status.MISUSED
        return await _run_inside(context, options, paths)
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


async def _run_recorded(context: Context, options: SimilarOptions) -> int:
    """Record a sound, and print the samples that are most similar to it."""
    recording = recorded_take(context, options.input, options.seconds, quiet=options.json)
    try:
        async with recording as take, context.embeddings(model=options.model) as ports:
            await _embed(context, ports)
            about = (take.path,)
            query = partial(embeddings.QuerySimilar, about, options.limit, recorded=take.seconds)
            (answer,) = await ask(ports.embeddings, query, within=SILENCE)
    except RequestRefused as error:
        complain(str(error))
        return Status.FAILED
    _print(replace(answer, query=text.RECORDED.encode()), as_json=options.json)
    return Status.FAILED if answer.reason else Status.DONE


async def _run_inside(context: Context, options: SimilarOptions, paths: tuple[bytes, ...]) -> int:
    """Print the places inside long files that are most similar to each file, or a part of it."""
    async with context.embeddings(model=options.model) as ports:
        try:
            with context.lock():
                await ask_with_progress(
                    ports.embeddings,
                    embeddings.EmbedInside,
                    text.CHUNKS,
                    shown=not options.json and sys.stderr.isatty(),
                )
        except Locked:
            complain(text.NOT_EMBEDDED)
        failed = False
        for path in paths:
            query = partial(embeddings.QueryInside, path, options.start, options.end, options.limit)
            answer = await ask(ports.embeddings, query, within=SILENCE)
            _print_hits(answer, as_json=options.json)
            failed |= bool(answer.reason)
    return Status.FAILED if failed else Status.DONE


def _print_hits(answer: FileHits, *, as_json: bool) -> None:
    if as_json:
        hits = [
            {"path": encode_path(one.path), "start": one.start, "score": round(one.score, 6)}
            for one in answer.hits
        ]
        fields: dict[str, object] = {"query": encode_path(answer.query), "places": hits}
        if answer.reason:
            fields["problem"] = answer.reason
        print(json.dumps(fields))
    else:
        _print_lines(
            answer.query,
            [
                text.place(one.score, clock(one.start, 0), display_path(one.path))
                for one in answer.hits
            ],
        )
    _complain_about(answer.query, answer.reason, found=bool(answer.hits), as_json=as_json)


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
        found = answer.neighbours
        _print_lines(
            answer.query, [text.similarity(one.score, display_path(one.path)) for one in found]
        )
    _complain_about(answer.query, answer.reason, found=bool(answer.neighbours), as_json=as_json)


def _print_lines(query: bytes, lines: Sequence[str]) -> None:
    """Print what was found below what was asked."""
    if lines:
        print("\n".join((display_path(query), *lines)))


def _complain_about(query: bytes, reason: str, *, found: bool, as_json: bool) -> None:
    """Report why there is no answer, or, where JSON does not show it, that it is empty."""
    if reason or not (found or as_json):
        complain(text.reason_about(display_path(query), reason or text.NOTHING_PASSES))


VERB = Verb(
    "similar",
    "list samples that sound like these files",
    SimilarOptions,
    run,
    example="sempal similar kick.wav --limit 5 --json",
    lock=Lock.LATE,
    app=False,
)
