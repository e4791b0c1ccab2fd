"""Places inside long files: rate of embedding, size on disk, latency of a question.

The rate is measured on a recording of demo sounds, by the workers of the app. The question is
measured on the windows of `--hours` of audio, which lie between those of that recording: through
the actors, from request to event, on files of an hour. What all of it would take to embed is
extrapolated from the rate, and marked so.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

import numpy as np
import soundfile
import trio
from numpy.typing import NDArray

from actors.embeddings.extraction import load_model
from actors.embeddings.inside.extraction import extract_chunk
from actors.embeddings.local_executor import SIZE
from models.audio.span import Span
from models.audio.units import Frames
from models.embedding.features import unpack_all_features
from models.embedding.model import Model
from models.inside.window import CHUNK, WINDOW_TYPE, chunk_count, window_count
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from scripts.benches.library import figures, fill
from scripts.benches.similar import DEMO
from scripts.benches.workload.first_question import open_questions, resident

RATE = 44_100
ROUNDS = 60
HOUR = 3600.0


def write_recording(path: Path, seconds: int) -> None:
    """Write a recording of demo sounds at irregular times over faint noise."""
    chance = np.random.default_rng(1)
    sounds = sorted(one for one in DEMO.rglob("*.wav") if one.is_file())
    audio = chance.normal(0, 0.002, seconds * RATE).astype(np.float32)
    at = 0
    while at < len(audio) - RATE:
        heard, rate = soundfile.read(sounds[chance.integers(len(sounds))], dtype="float32")
        heard = heard.mean(1) if heard.ndim > 1 else heard
        part = heard[: min(4 * rate, len(audio) - at)]
        audio[at : at + len(part)] += 0.7 * part
        at += int(RATE * chance.uniform(0.5, 3))
    soundfile.write(path, np.clip(audio, -1, 1), RATE)


def store_windows(folder: Path, hours: int, known: NDArray[np.float32], model: str) -> int:
    """Store windows of files of an hour; return how many there are."""
    chance = np.random.default_rng(2)
    spread = known.std(0)
    count, chunks = window_count(HOUR), chunk_count(HOUR)
    with closing(sqlite3.connect(folder / "library.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.execute("UPDATE sample SET content = token, length = 9")
        connection.execute("UPDATE sample SET length = ? WHERE id <= ?", (HOUR, hours))
        for sample in range(1, hours + 1):
            rows = known[chance.integers(0, len(known), count)]
            rows = rows + chance.normal(0, 0.3, rows.shape).astype(np.float32) * spread
            numbers = np.zeros(count, WINDOW_TYPE)
            numbers["number"] = np.arange(count)
            for number in range(chunks):
                part = slice(number * CHUNK, (number + 1) * CHUNK)
                connection.execute(
                    "INSERT INTO chunk SELECT id, ?, ?, content, ?, ?, '' FROM sample WHERE id = ?",
                    (
                        *(model, number, numbers[part].tobytes()),
                        *(rows[part].astype("<f2").tobytes(), sample),
                    ),
                )
        # Nothing else is to be embedded meanwhile.
        connection.execute("UPDATE sample SET token = x''")
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return hours * count


def measure_rate(model: Model, recording: Path, minutes: int, hours: int) -> dict[str, object]:
    """Return what embedding a recording costs, and what so many hours would."""
    seconds, count = 60.0 * minutes, 0
    extract_chunk(model, os.fsencode(recording), 0, CHUNK)
    begun = time.process_time()
    for number in range(chunk_count(seconds)):
        windows, _ = extract_chunk(model, os.fsencode(recording), number, CHUNK)
        count += len(windows) // WINDOW_TYPE.itemsize
    took = time.process_time() - begun
    return {
        "embedded minutes, windows": [minutes, count],
        "CPU ms a window": round(took / count * 1e3, 2),
        "times real time, a worker": round(seconds / took),
        f"{hours} h on {SIZE} workers, h (extrapolated)": round(took / seconds * hours / SIZE, 2),
    }


async def time_questions(folder: Path, recording: Path, count: int) -> dict[str, object]:
    """Return seconds of questions, and the MB that the process has after them."""
    everything = SampleIds(np.arange(1, count + 1))
    tenth = SampleIds(np.arange(1, count + 1, 10))
    chance = np.random.default_rng(3)
    spans = [
        Span(Frames(int(at)), Frames(int(at) + RATE))
        for at in chance.integers(0, 30 * RATE, ROUNDS)
    ]
    times: dict[str, object] = {}
    async with open_questions(folder) as questions:
        before = resident()

        async def ask(span: Span, among: SampleIds) -> float:
            asked = SimilarityQuery((Sound(os.fsencode(recording), span=span),), inside=True)
            return (await questions.ask(asked, among))[0]

        times["first ever s"] = round(await ask(spans[0], everything), 2)
        for span in spans:  # their features are cached from now on
            await ask(span, everything)
        times["question"] = figures([await ask(span, everything) for span in spans])
        times["among a tenth"] = figures([await ask(span, tenth) for span in spans])
        times["PSS MB before, after"] = [round(before), round(resident())]
    async with open_questions(folder) as questions:
        seconds, _ = await questions.ask(
            SimilarityQuery((Sound(os.fsencode(recording), span=spans[0]),), inside=True),
            everything,
        )
        times["first of a start s, with the model's process"] = round(seconds, 2)
    return times


def main() -> None:
    """Print the figures, and write JSON if requested."""
    parser = argparse.ArgumentParser(prog="scripts/bench inside", description=__doc__)
    parser.add_argument("--hours", type=int, default=100, help="of audio that are asked (100)")
    parser.add_argument("--minutes", type=int, default=10, help="that are embedded (10)")
    parser.add_argument("--json", type=Path)
    given = parser.parse_args()
    model = load_model()
    report: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        folder = Path(place)
        recording = folder / "recording.wav"
        write_recording(recording, 60 * given.minutes)
        report |= measure_rate(model, recording, given.minutes, given.hours)
        _, features = extract_chunk(model, os.fsencode(recording), 0, CHUNK)
        known = unpack_all_features([features]).reshape(-1, len(model.space.mean))
        count = max(100, -(-given.hours // 100) * 100)
        fill(folder / "library.db", count)
        there = folder / "sounds"
        there.mkdir()
        (there / "one.wav").touch()
        with closing(sqlite3.connect(folder / "library.db")) as connection, connection:
            connection.execute("UPDATE source SET root = ?", (os.fsencode(there),))
        empty = (folder / "library.db").stat().st_size
        report["windows"] = store_windows(folder, given.hours, known, model.id)
        report["database MB"] = round(((folder / "library.db").stat().st_size - empty) / 1e6)
        report |= trio.run(time_questions, folder, recording, count)
        files = (folder / "cache" / "alike").glob("vectors-*.bin")
        report["vectors MB"] = round(sum(one.stat().st_size for one in files) / 1e6)
    for name, value in report.items():
        print(f"{name}: {value}")
    if given.json:
        given.json.write_text(json.dumps(report, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
