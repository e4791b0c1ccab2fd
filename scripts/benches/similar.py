"""Latency and recall of similarity search.

Vectors are realistic: each lies between two sounds of the demo library that are near each other,
plus a little noise, so their distribution resembles real ones; random vectors mislead (no graph
index works well on them). Times are through the actors, from request to event; `index` is the index
alone, exact and graph, in the same run. `first question` is that of a fresh process, with the
library in the page cache or not; `--beside` measures another checkout alternately. The baseline is
a script: scale everything and compare, per query.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path

import numpy as np
import trio
from numpy.typing import NDArray

from actors.embeddings.extraction import extract_features, load_model
from models.audio.units import SampleId
from models.embedding.aspect import WEIGHTS, Aspect
from models.embedding.features import pack_features, unpack_features
from models.embedding.index.choice import Kind
from models.embedding.index.engine import make_engine
from models.embedding.index.exact import ExactIndex
from models.embedding.index.graph import GraphIndex
from models.embedding.index.index import Neighbours
from models.embedding.index.layers import layered, make_layer
from models.embedding.model import Model
from models.embedding.space.space import Space
from models.library.samples import SampleIds
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from scripts.benches.library import figures
from scripts.benches.workload.first_question import make, open_questions

ROUNDS = 100
WANTED = 10
DEMO = Path(__file__).parents[2] / "data" / "demo"


def realistic_features(model: Model, count: int) -> NDArray[np.float32]:
    """Return features of `count` sounds, float32 [count, features]."""
    paths = sorted(path for path in DEMO.rglob("*") if path.is_file())
    known = np.array(
        [unpack_features(extract_features(model, os.fsencode(path))) for path in paths], np.float32
    )
    placed = model.space.project(known)
    near = np.argsort(-(placed @ placed.T), axis=1)[:, 1:6]
    chance = np.random.default_rng(1)
    one = chance.integers(0, len(known), count)
    other = near[one, chance.integers(0, near.shape[1], count)]
    part = chance.random((count, 1), np.float32) * 0.5
    noise = chance.normal(0, 0.25, (count, known.shape[1])).astype(np.float32)
    between: NDArray[np.float32] = known[one] * (1 - part) + known[other] * part
    return between + noise * spread_of(model.space)


def spread_of(space: Space) -> NDArray[np.float32]:
    """Return the standard deviations of all features that a space takes, float32 [`inputs`]."""
    return space.spread if space.learned is None else space.learned.spread


def store_features(path: Path, model: Model, rows: NDArray[np.float32]) -> None:
    """Store features in a library written by `fill`."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        connection.execute("UPDATE sample SET content = token")
        connection.executemany(
            "INSERT INTO embedding SELECT id, ?, content, ?, '' FROM sample WHERE id = ?",
            ((model.id, pack_features(row), number) for number, row in enumerate(rows, 1)),
        )
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def time_actors(folder: Path, count: int) -> dict[str, list[float]]:
    """Return seconds by operation."""
    everything = SampleIds(np.arange(1, count + 1))
    tenth = SampleIds(np.arange(1, count + 1, 10))
    times = dict[str, list[float]]()
    async with open_questions(folder) as questions:

        async def found(sample: int, among: SampleIds, weights: dict[Aspect, float]) -> float:
            sounds = (Sound(b"", SampleId(sample)),)
            seconds, _ = await questions.ask(SimilarityQuery(sounds, weights=weights), among)
            return seconds

        usual = dict(WEIGHTS)
        await found(1, everything, usual)
        chance = np.random.default_rng(2)
        asked = [int(one) for one in chance.integers(1, count + 1, ROUNDS)]
        times["find"] = [await found(one, everything, usual) for one in asked]
        times["slider"] = [
            await found(1, everything, {**usual, Aspect.PITCH: float(value)})
            for value in chance.random(ROUNDS)
        ]
        times["a tenth"] = [await found(one, tenth, usual) for one in asked]
    return times


def measure_index(model: Model, rows: NDArray[np.float32], *, graph: bool) -> dict[str, object]:
    """Return the figures of the indexes alone."""
    space = model.space.adapted(rows)
    vectors = space.project(rows)
    exact = ExactIndex(space.size)
    exact.add(np.arange(len(rows)), vectors)
    asked = vectors[np.random.default_rng(3).integers(0, len(rows), ROUNDS)]
    report: dict[str, object] = {"exact": figures(_timed(exact.nearest, asked))}
    if graph:
        begun = time.perf_counter()
        numbers = np.arange(len(rows))
        index = layered(make_layer(numbers, numbers.astype(np.uint64), vectors))
        linked = GraphIndex(make_engine(Kind.FLOATS, space.size, len(rows)))
        linked.follow(index)
        linked.link(index, len(rows), os.cpu_count() or 1)
        report["build s"] = round(time.perf_counter() - begun, 1)
        begun = time.perf_counter()
        report["careful enough"] = linked.tune_recall(index)
        report["measuring s"] = round(time.perf_counter() - begun, 1)
        report["graph"] = figures(_timed(partial(linked.nearest, index), asked))
        report[f"recall@{WANTED}"] = round(linked.recall(index), 4)
    return report


def _timed(
    nearest: Callable[[NDArray[np.float32], int], Neighbours], asked: NDArray[np.float32]
) -> list[float]:
    times = []
    for one in asked:
        begun = time.perf_counter()
        nearest(one, WANTED)
        times.append(time.perf_counter() - begun)
    return times


def time_naive_script(rows: NDArray[np.float32]) -> list[float]:
    """Return the seconds of the baseline: scale, normalise and compare for each query."""
    times = []
    for number in range(5):
        begun = time.perf_counter()
        scaled = (rows - rows.mean(0)) / (rows.std(0) + 1e-9)
        unit = scaled / np.linalg.norm(scaled, axis=1, keepdims=True)
        np.argsort(-(unit @ unit[number]))[:WANTED]
        times.append(time.perf_counter() - begun)
    return times


def time_first(folder: Path, tree: Path, count: int, rounds: int) -> dict[str, object]:
    """Return milliseconds of the first question of fresh processes of a checkout, and their MB."""
    script = Path(__file__).with_name("workload") / "first_question.py"

    def run(what: str) -> list[float]:
        done = subprocess.run(
            [tree / ".venv" / "bin" / "python", "-P", script, what, folder, str(count)],
            cwd=tree, env=os.environ | {"PYTHONPATH": str(tree)}, check=True, capture_output=True,
            text=True,
        )  # fmt: skip
        said = [line.split()[1:] for line in done.stdout.splitlines() if line.startswith("answer")]
        return [float(one) for line in said for one in line]

    if not (folder / "library.db").exists():
        folder.mkdir(parents=True)
        run("make")
        run("ask")  # whatever is kept on disk is written now
    warm = [run("ask") for _ in range(rounds)]
    cold = []
    for _ in range(rounds):
        run("evict")
        cold.append(run("ask"))
    return {
        "warm ms": [round(seconds * 1e3) for seconds, _ in warm],
        "cold ms": [round(seconds * 1e3) for seconds, _ in cold],
        "PSS after MB": round(float(np.median([size for _, size in warm]))),
    }


def first_questions(
    count: int, beside: list[Path], rounds: int, kept: Path | None
) -> dict[str, object]:
    """Measure first questions of this checkout and of others, alternately."""
    report: dict[str, list[dict[str, object]]] = {}
    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        for _ in range(2):
            for number, tree in enumerate([Path(__file__).parents[2], *beside]):
                folder = (kept or Path(place)) / f"{count}-{number}"
                report.setdefault(tree.name, []).append(time_first(folder, tree, count, rounds))
    return dict(report)


def run(count: int, *, graph: bool) -> dict[str, object]:
    """Measure a library of `count` sounds."""
    model = load_model()
    rows = realistic_features(model, count)
    with tempfile.TemporaryDirectory(prefix="sempal-bench-") as place:
        folder = Path(place)
        make(folder, model, rows)
        times = trio.run(time_actors, folder, count)
    report: dict[str, object] = {name: figures(took) for name, took in times.items()}
    report["index"] = measure_index(model, rows, graph=graph)
    report["naive"] = figures(time_naive_script(rows))
    return report


def main() -> None:
    """Print one line per size, and write JSON if requested."""
    parser = argparse.ArgumentParser(prog="scripts/bench similar", description=__doc__)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--sounds", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument(
        "--no-graph",
        action="store_true",
        help="skip the graph index; building one of 500 000 takes minutes",
    )
    parser.add_argument("--first", action="store_true", help="first questions only")
    parser.add_argument("--beside", type=Path, nargs="*", default=[], help="other checkouts")
    parser.add_argument("--keep", type=Path, help="folder for the libraries of first questions")
    options = parser.parse_args()
    found: dict[str, dict[str, object]] = {}
    for count in options.sounds:
        report = {} if options.first else run(count, graph=not options.no_graph)
        beside = [one.resolve() for one in options.beside]
        first = first_questions(count, beside, 3, options.keep)
        found[str(count)] = {**report, "first question": first}
    for count, report in found.items():
        print(f"{count} sounds: " + ", ".join(f"{name} {what}" for name, what in report.items()))
    if options.json:
        options.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
