"""Graphs of neighbours for very large libraries: memory, build time, recall, latency, file.

Compares hnswlib and usearch with bytes, which we use, with usearch with half floats and `faiss-cpu`
where these are installed. Vectors are those of `scripts/bench similar`. Building goes on in the
file of the run before (`--keep`), so that a large one can be measured in parts: each part ends
after `--seconds`. Recall is that of the ten nearest, from the graph alone, after the fifty nearest
were compared by their true vectors, and as the app asks.
"""

from __future__ import annotations

import argparse
import json
import resource
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actors.embeddings.extraction import load_model
from models.embedding.index.choice import Kind
from models.embedding.index.engine import CARE, LINKS, load_engine
from models.embedding.index.graph import GraphIndex
from models.embedding.index.layers import Layer, layered
from scripts.benches.similar import realistic_features, spread_of

PART = 10_000
"""Vectors added at a time."""
QUERIES, WANTED, COMPARED = 100, 10, 50
EFFORTS = (64, 128, 256, 512)
"""Sizes of the list of candidates of a query."""

NEIGHBOURS = (10, 201)
"""Neighbours that are asked for: by a program, and by the window, which lists 200."""
OURS = {"hnswlib": Kind.FLOATS, "usearch-i8": Kind.BYTES}
"""The kinds of the app."""

Vectors = NDArray[np.float32]


@dataclass(slots=True)
class Engine:
    """A graph of one library."""

    add: Callable[[NDArray[np.int64], Vectors], object]
    search: Callable[[Vectors, int], NDArray[np.int64]]
    """Ids of the `COMPARED` nearest to a query [1, size], with so much effort."""
    save: Callable[[], object]


@dataclass(slots=True)
class Progress:
    """What was built so far."""

    vectors: int = 0
    build_s: float = 0.0
    build_cpu_s: float = 0.0
    """The same on all cores: what a machine that others use does not change much."""
    load_s: list[float] = field(default_factory=list)
    save_s: list[float] = field(default_factory=list)


def hnswlib(path: Path, size: int, count: int, threads: int, *, stored: bool) -> Engine:
    """Return a graph of hnswlib, as the app builds it."""
    graph: Any = import_module("hnswlib").Index("ip", size)
    if stored:
        graph.load_index(str(path), max_elements=count)
    else:
        graph.init_index(count, M=LINKS, ef_construction=CARE, random_seed=1)

    def search(query: Vectors, effort: int) -> NDArray[np.int64]:
        graph.set_ef(max(effort, COMPARED))
        found: NDArray[np.int64] = graph.knn_query(query, COMPARED, num_threads=1)[0][0]
        return found

    return Engine(
        lambda ids, rows: graph.add_items(rows, ids, num_threads=threads),
        search,
        lambda: graph.save_index(str(path)),
    )


def usearch(kind: str, path: Path, size: int, threads: int, *, stored: bool) -> Engine:
    """Return a graph of usearch whose vectors are `i8` or `f16`."""
    graph: Any = import_module("usearch.index").Index(
        ndim=size, metric="ip", dtype=kind, connectivity=LINKS, expansion_add=128
    )
    if stored:
        graph.load(str(path))

    def search(query: Vectors, effort: int) -> NDArray[np.int64]:
        graph.expansion_search = max(effort, COMPARED)
        return np.asarray(graph.search(query, COMPARED, threads=1).keys, np.int64).reshape(-1)

    return Engine(
        lambda ids, rows: graph.add(ids, rows, threads=threads),
        search,
        lambda: graph.save(str(path)),
    )


def faiss(path: Path, some: Vectors, threads: int, *, stored: bool) -> Engine:
    """Return a graph of faiss whose vectors take a byte for each dimension."""
    library: Any = import_module("faiss")
    if stored:
        graph = library.read_index(str(path))
    else:
        bits = library.ScalarQuantizer.QT_8bit
        graph = library.IndexHNSWSQ(some.shape[1], bits, LINKS, library.METRIC_INNER_PRODUCT)
        graph.hnsw.efConstruction = CARE
        graph.train(some)

    def search(query: Vectors, effort: int) -> NDArray[np.int64]:
        library.omp_set_num_threads(1)
        graph.hnsw.efSearch = max(effort, COMPARED)
        found: NDArray[np.int64] = graph.search(query, COMPARED)[1][0]
        return found

    def add(_ids: NDArray[np.int64], rows: Vectors) -> None:
        library.omp_set_num_threads(threads)
        graph.add(rows)

    return Engine(add, search, lambda: library.write_index(graph, str(path)))


def vectors_of(folder: Path, count: int) -> Vectors:
    """Return the vectors of a library, mapped from a file: float32 [count, size]."""
    path = folder / f"vectors-{count}.npy"
    if not path.exists():
        model = load_model()
        rows = realistic_features(model, min(count, 50_000))
        space = model.space.adapted(rows)
        shape = (count, space.size)
        made: Any = np.lib.format.open_memmap(path, "w+", np.float32, shape)
        noise = np.random.default_rng(5)
        for first in range(0, count, len(rows)):
            some = rows[: count - first]
            shaken = some + noise.normal(0, 0.1, some.shape).astype(np.float32) * spread_of(space)
            made[first : first + len(some)] = space.project(shaken)
        made.flush()
    mapped: Vectors = np.load(path, mmap_mode="r")
    return mapped


def private_mb() -> float:
    """Return the private memory of this process in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("RssAnon"):
            return int(line.split()[1]) * 1024 / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6


def recalls(engine: Engine, vectors: Vectors) -> dict[str, dict[str, float]]:
    """Return recall and milliseconds of queries by effort."""
    chance = np.random.default_rng(3)
    near = np.array(vectors[np.sort(chance.integers(0, len(vectors), QUERIES))])
    near += chance.normal(0, 0.03, near.shape).astype(np.float32)
    asked: Vectors = near / np.linalg.norm(near, axis=1, keepdims=True)
    scores = np.concatenate(
        [asked @ np.array(vectors[at : at + 50_000]).T for at in range(0, len(vectors), 50_000)],
        axis=1,
    )
    true = np.argpartition(-scores, WANTED, axis=1)[:, :WANTED]
    report = {}
    for effort in EFFORTS:
        alone = compared = 0
        took = []
        for query, best in zip(asked, true, strict=True):
            begun = time.perf_counter()
            found = engine.search(query[None], effort)
            rows = np.sort(found[found >= 0])
            chosen = rows[np.argsort(-(vectors[rows] @ query))[:WANTED]]
            took.append(time.perf_counter() - begun)
            alone += len(np.intersect1d(found[:WANTED], best))
            compared += len(np.intersect1d(chosen, best))
        report[str(effort)] = {
            "recall": alone / WANTED / QUERIES,
            "compared": compared / WANTED / QUERIES,
            "p50 ms": round(float(np.median(took)) * 1e3, 2),
            "p95 ms": round(float(np.quantile(took, 0.95)) * 1e3, 2),
        }
    return report


def ask_as_the_app(kind: Kind, path: Path, vectors: Vectors) -> dict[str, object]:
    """Return effort, recall and milliseconds of the app's questions, by number of neighbours."""
    count, size = vectors.shape
    numbers = np.arange(count)
    marks = numbers.astype(np.uint64)
    index = layered(Layer(numbers, marks, vectors))
    begun = time.perf_counter()
    graph = GraphIndex(load_engine(kind, size, path), numbers, marks)
    graph.follow(index)
    report: dict[str, object] = {"load s": round(time.perf_counter() - begun, 1)}
    begun = time.perf_counter()
    report["recall kept"] = graph.tune_recall(index)
    report["tune s"] = round(time.perf_counter() - begun, 1)
    report["recall@10"] = round(graph.recall(index), 4)
    asked = index.vectors_at(np.sort(np.random.default_rng(9).integers(0, count, QUERIES)))
    for wanted in NEIGHBOURS:
        took, found = [], []
        for one in asked:
            begun = time.perf_counter()
            found.append(graph.nearest(index, one, wanted).ids)
            took.append(time.perf_counter() - begun)
        exact = [index.nearest(one, wanted).ids for one in asked[:20]]
        hits = [np.isin(best, got).mean() for best, got in zip(exact, found[:20], strict=True)]
        report[f"{wanted} neighbours"] = {
            "recall": round(float(np.mean(hits)), 4),
            "p50 ms": round(float(np.median(took)) * 1e3, 2),
            "p95 ms": round(float(np.quantile(took, 0.95)) * 1e3, 2),
        }
    return report


def main() -> None:
    """Build a part of a graph, or query it once it is whole; print JSON."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--engine", default="hnswlib", help="or usearch-i8, usearch-f16, faiss")
    words.add_argument("--sounds", type=int, default=100_000)
    words.add_argument("--seconds", type=float, default=60.0, help="of this part")
    words.add_argument("--threads", type=int, default=2, help="that build")
    words.add_argument("--keep", type=Path, required=True, help="folder of vectors and graphs")
    asked = words.parse_args()
    asked.keep.mkdir(parents=True, exist_ok=True)
    vectors = vectors_of(asked.keep, asked.sounds)
    path = asked.keep / f"{asked.engine}-{asked.sounds}.graph"
    notes = path.with_suffix(".json")
    done = Progress(**json.loads(notes.read_text("utf-8"))) if notes.exists() else Progress()
    before, begun, stored = private_mb(), time.perf_counter(), done.vectors > 0
    size = vectors.shape[1]
    match asked.engine.partition("-"):
        case "hnswlib", _, _:
            engine = hnswlib(path, size, asked.sounds, asked.threads, stored=stored)
        case "usearch", _, kind:
            engine = usearch(kind, path, size, asked.threads, stored=stored)
        case _:
            engine = faiss(path, np.array(vectors[:50_000]), asked.threads, stored=stored)
    if stored:
        done.load_s.append(round(time.perf_counter() - begun, 2))
    building, working = time.perf_counter(), time.process_time()
    while done.vectors < len(vectors) and time.perf_counter() - begun < asked.seconds:
        last = min(len(vectors), done.vectors + PART)
        engine.add(np.arange(done.vectors, last), np.array(vectors[done.vectors : last]))
        done.vectors = last
    done.build_s = round(done.build_s + time.perf_counter() - building, 1)
    done.build_cpu_s = round(done.build_cpu_s + time.process_time() - working, 1)
    saving = time.perf_counter()
    engine.save()
    done.save_s.append(round(time.perf_counter() - saving, 2))
    notes.write_text(json.dumps(asdict(done)), encoding="utf-8")
    result = {
        "bench": "graphs",
        "engine": asked.engine,
        "size": size,
        **asdict(done),
        "file bytes per sound": round(path.stat().st_size / done.vectors),
        "memory bytes per sound": round((private_mb() - before) * 1e6 / done.vectors),
    }
    if done.vectors == len(vectors):
        result["queries"] = recalls(engine, vectors)
        kind = OURS.get(asked.engine)
        if kind is not None:
            del engine
            result["app"] = ask_as_the_app(kind, path, vectors)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
