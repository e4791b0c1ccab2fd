"""Time of questions in words, through the actors: `scripts/bench descriptions --sounds 100000`.

Told in milliseconds, the list being shown: the first question ever (kinds and attributes of all
sounds are computed from the stored features), the first of a later start (they are read from a
file), further ones (median and 95th percentile), and what understanding a description takes.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from pathlib import Path

import numpy as np
import trio

from actors.embeddings.extraction import load_model
from actors.model_files.vocabulary import shipped_vocabulary
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.words.meaning import understand
from scripts.benches.similar import realistic_features
from scripts.benches.workload.first_question import make, open_questions
from scripts.labelling.questions import ASKED

KINDS_FILE = "kinds-*.bin"
FURTHER = 40
TEXTS = [text for texts in ASKED.values() for text in texts.split("|")]


async def ask(folder: Path, count: int, further: int) -> tuple[float, list[float]]:
    """Return the seconds of the first question of a start, and of further ones."""
    everything = SampleIds(np.arange(1, count + 1))
    times = []
    async with open_questions(folder) as questions:
        await questions.list_all()
        for text in ("short dusty snare", *TEXTS[:further]):
            seconds, _ = await questions.ask(SimilarityQuery((), words=text), everything)
            times.append(seconds)
        # The file is written after an answer.
        while not list((folder / "cache").rglob(KINDS_FILE)):  # noqa: ASYNC110
            await trio.sleep(0.1)
    return times[0], times[1:]


def understanding() -> tuple[float, float]:
    """Return the milliseconds of reading the tables and a first text, and of another text."""
    shipped_vocabulary.cache_clear()
    begun = time.perf_counter()
    vocabulary = shipped_vocabulary()
    understand("short dusty snare", vocabulary)
    first = time.perf_counter() - begun
    begun = time.perf_counter()
    for text in TEXTS:
        understand(text, vocabulary)
    return 1e3 * first, 1e3 * (time.perf_counter() - begun) / len(TEXTS)


def main() -> None:
    """Print the times, and JSON last."""
    words = argparse.ArgumentParser(prog="scripts/bench descriptions", description=__doc__)
    words.add_argument("--sounds", type=int, default=100_000)
    words.add_argument("--library", type=Path, help="folder in which the library is kept")
    given = words.parse_args()
    first_text, text = understanding()
    with tempfile.TemporaryDirectory(prefix="sempal-descriptions-") as scratch:
        folder = given.library or Path(scratch)
        if not (folder / "library.db").exists():
            folder.mkdir(parents=True, exist_ok=True)
            model = load_model()
            make(folder, model, realistic_features(model, given.sounds))
        for path in (folder / "cache").rglob(KINDS_FILE):
            path.unlink()
        ever, _ = trio.run(ask, folder, given.sounds, 0)
        later, times = trio.run(ask, folder, given.sounds, FURTHER)
    report = {
        "bench": "descriptions",
        "sounds": given.sounds,
        "first text ms": round(first_text, 1),
        "text ms": round(text, 2),
        "first question ever ms": round(1e3 * ever),
        "first question of a start ms": round(1e3 * later),
        "question median ms": round(1e3 * float(np.median(times)), 1),
        "question p95 ms": round(1e3 * float(np.quantile(times, 0.95)), 1),
    }
    for name, value in report.items():
        print(f"{name}: {value}")
    print(json.dumps(report))


if __name__ == "__main__":
    main()
