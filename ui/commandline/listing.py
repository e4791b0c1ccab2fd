"""`sempal list`: every sample of the library, for eyes or for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from actors.kernel.reply import ask
from actors.messages import library
from actors.messages.ports import Ports
from models.audio.clock import clock
from models.library.file_name import encoded, shown
from models.library.sample import Sample
from ui.commandline.arguments import Asked

PATIENCE = 60.0
"""Seconds the library may take; a million rows take about ten."""


def print_samples(
    app: AbstractAsyncContextManager[Ports], asked: Asked
) -> Callable[[], Awaitable[int]]:
    """Return the work: print all samples."""

    async def work() -> int:
        async with app as ports:
            samples = await ask(ports.library, library.Export, within=PATIENCE)
        if asked.json:
            json.dump([row(sample) for sample in samples], sys.stdout)
            sys.stdout.write("\n")
        else:
            for sample in samples:
                print(_line(sample))
        return 0

    return work


def row(sample: Sample) -> dict[str, object]:
    """Return `sample` as JSON has it; paths can be turned back (`naming.decoded`)."""
    known = sample.analysis
    return {
        "id": sample.id,
        "path": encoded(sample.path),
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
        "tempo_bpm": known.tempo,
        "tempo_confidence": round(known.tempo_confidence, 3),
        "other_tempo_bpm": known.other_tempo,
        "other_tempo_confidence": round(known.other_confidence, 3),
        "key": known.key.name if known.key else None,
        "key_confidence": round(known.key_confidence, 3),
        "loudness_lufs": known.loudness,
        "onsets": known.onsets,
    }


def _line(sample: Sample) -> str:
    state = "missing" if sample.missing else sample.error or sample.tag.name.lower()
    return f"{sample.id}\t{clock(sample.length)}\t{state}\t{shown(sample.path)}"
