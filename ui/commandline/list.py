"""`sempal list`: print every sample of the library."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from functools import partial

from actors.kernel.reply import ask
from actors.messages import embeddings, library
from models.audio.clock import clock
from models.library.file_name import display_path, encode_path
from models.library.sample import Sample
from models.triage.order import Triage, TriageOrder
from models.types.sound_type import SURE
from ui.commandline.argument import option
from ui.commandline.context import Context
from ui.commandline.output import complain
from ui.commandline.status import Status
from ui.commandline.verb import Lock, Options, Verb
from ui.text import commandline as text

PATIENCE = 60.0
"""Timeout in seconds; a million rows take about ten."""


def _order(given: str) -> TriageOrder:
    try:
        return TriageOrder(given)
    except ValueError as error:
        known = ", ".join(one.value for one in TriageOrder)
        raise argparse.ArgumentTypeError(f"not one of {known}: {given}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOptions(Options):
    """Arguments of `list`."""

    sort: TriageOrder | None = option(
        "--sort",
        "ORDER",
        "only what is neither kept nor rejected, by what the marks so far make likely: likely-keep,"
        " likely-reject, unsure-first",
        type=_order,
        default=None,
    )


async def run(context: Context, options: ListOptions) -> int:
    """Print all samples, or the undecided ones in an order."""
    if options.sort is not None:
        return await _triage(context, options.sort, as_json=options.json)
    async with context.library(resume=False) as ports:
        samples = await ask(ports.library, library.Export, within=PATIENCE)
    if options.json:
        json.dump([row(sample) for sample in samples], sys.stdout)
        sys.stdout.write("\n")
        return Status.DONE
    for sample in samples:
        print(_line(sample))
    if not samples:
        complain(text.NO_SAMPLES)
    return Status.DONE


async def _triage(context: Context, order: TriageOrder, *, as_json: bool) -> int:
    """Print undecided samples with the probability that they are kept."""
    async with context.embeddings() as ports:
        asked = partial(embeddings.QueryTriage, Triage(order))
        answer = await ask(ports.embeddings, asked, within=PATIENCE)
    if answer.reason:
        complain(text.not_sorted(answer.reason))
        return Status.FAILED
    if as_json:
        rows = [
            {"path": encode_path(one.path), "keep": round(one.score, 3)}
            for one in answer.neighbours
        ]
        json.dump(rows, sys.stdout)
        sys.stdout.write("\n")
        return Status.DONE
    for one in answer.neighbours:
        print(text.similarity(one.score, display_path(one.path)))
    return Status.DONE


def row(sample: Sample) -> dict[str, object]:
    """Return `sample` as a JSON object; `file_name.decoded` restores the bytes of a path.

    As in the list of the window, tempo and key below a confidence of 0.5 are null, and a type below
    it is a guess, which `type_sure` tells.
    """
    known = sample.analysis
    key = known.sure_key
    return {
        "id": sample.id,
        "path": encode_path(sample.path),
        "source": sample.source,
        "name": sample.name,
        "length_s": sample.length,
        "rate": sample.rate,
        "channels": sample.channels,
        "frames": sample.frames,
        "format": sample.format,
        "tag": sample.tag.name.lower(),
        "missing": sample.missing,
        "error": sample.error or None,
        "type": sample.type.value if sample.type else None,
        "type_confidence": round(sample.confidence, 3) if sample.type else None,
        "type_sure": sample.type is not None and sample.confidence >= SURE,
        "tempo_bpm": known.sure_tempo,
        "tempo_confidence": round(known.tempo_confidence, 3),
        "other_tempo_bpm": sample.other_tempo,
        "other_tempo_confidence": round(known.other_confidence, 3),
        "key": key.name if key else None,
        "key_confidence": round(known.key_confidence, 3),
        "loudness_lufs": known.loudness,
        "onsets": known.onsets,
    }


def _line(sample: Sample) -> str:
    state = "missing" if sample.missing else sample.error or sample.tag.name.lower()
    return f"{sample.id}\t{clock(sample.length)}\t{state}\t{display_path(sample.path)}"


VERB = Verb(
    "list",
    "list every sample of the library",
    ListOptions,
    run,
    example="sempal list --json",
    lock=Lock.NEVER,
    app=False,
)
