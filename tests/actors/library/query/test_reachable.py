"""Work that reads files asks for samples of sources that can be reached, and for no others."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.library import schema
from actors.library.query import analysis, areas, features, hashes, scan, window_chunks
from models.analysis.analysis import Analysed, Analysis
from models.audio.units import Frames, Hertz, SampleId
from models.library.features import EARLIER_BYTES, EARLIER_MODEL
from models.library.file import Content, Entry, Sound
from models.library.sample import Sample

MODEL, ANALYSER = EARLIER_MODEL, "one"
SOURCES, EACH = 3, 4
SMALL = 9
"""Bytes of a file whose token tells all of its content."""

Ask = Callable[[SampleId], tuple[Sample, ...]]
"""Returns the next ones after a sample."""
EMBEDDED = {"not": None, "now": b"12", "earlier": bytes(EARLIER_BYTES)}
FILES = st.lists(
    st.tuples(
        st.sampled_from(["one", "two", "three", ""]),  # token; empty: it could not be read
        st.booleans(),  # missing
        st.sampled_from([*EMBEDDED, "stale"]),
        st.booleans(),  # analysed
    ),
    min_size=SOURCES * EACH,
    max_size=SOURCES * EACH,
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("library") / "library.db"
    schema.create(path, schema.steps())
    return path


@pytest.fixture(scope="module")
def library(empty: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(empty, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = MEMORY")
        for number in range(SOURCES):
            _add(connection, number, EACH)
        yield connection


def _add(connection: sqlite3.Connection, number: int, count: int) -> None:
    source = areas.add_folder(connection, f"/{number}".encode()).source
    sound = Sound(Frames(44_100 * 300), Hertz(44_100), 1, "WAV")
    files = [
        (Entry(b"", f"{at}.wav".encode(), SMALL, 1), Content(SMALL, 1, b"token", sound))
        for at in range(count)
    ]
    scan.add_samples(connection, source, files)


@settings(max_examples=40)
@given(FILES, st.lists(st.booleans(), min_size=SOURCES, max_size=SOURCES), st.integers(1, 5))
def test_only_what_is_pending_and_reachable_is_asked_for(
    library: sqlite3.Connection,
    files: list[tuple[str, bool, str, bool]],
    away: list[bool],
    limit: int,
) -> None:
    library.execute("BEGIN")
    try:
        rows = library.execute("SELECT id, source FROM sample ORDER BY id").fetchall()
        sources = [one for (one,) in library.execute("SELECT id FROM source ORDER BY id")]
        gone = dict(zip(sources, away, strict=True))
        library.executemany(
            "UPDATE source SET offline = ? WHERE id = ?", zip(away, sources, strict=True)
        )
        for (sample, _source), (token, missing, embedded, analysed) in zip(
            rows, files, strict=True
        ):
            _set(library, sample, token.encode(), embedded, missing=missing, analysed=analysed)
        seen = [
            (sample, token, embedded, analysed)
            for (sample, source), (token, missing, embedded, analysed) in zip(
                rows, files, strict=True
            )
            if token and not missing and not gone[source]
        ]
        first = {token: sample for sample, token, _embedded, _analysed in reversed(seen)}
        new = [
            one
            for one, token, state, _ in seen
            if state in {"not", "stale"} and first[token] == one
        ]
        renewed = [
            one for one, token, state, _ in seen if state == "earlier" and first[token] == one
        ]
        pages: dict[str, tuple[list[int], Ask]] = {
            "new": (new, lambda at: features.unembedded(library, MODEL, at, limit)),
            "renewed": (
                renewed,
                lambda at: features.unembedded(library, MODEL, at, limit, earlier=True),
            ),
            "analysed": (
                [one for one, _, _, analysed in seen if not analysed],
                lambda at: analysis.unanalysed(library, ANALYSER, at, limit),
            ),
        }
        for name, (wanted, ask) in pages.items():
            assert _paged(ask) == wanted, name
        assert features.count_unembedded(library, MODEL) == len(new)
        assert features.count_unembedded(library, MODEL, earlier=True) == len(renewed)
        assert analysis.count_unanalysed(library, ANALYSER) == len(pages["analysed"][0])
    finally:
        library.execute("ROLLBACK")


def _paged(ask: Ask) -> list[int]:
    found: list[int] = []
    while page := ask(SampleId(found[-1] if found else 0)):
        found += [one.id for one in page]
    return found


def _set(
    library: sqlite3.Connection,
    sample: int,
    token: bytes,
    embedded: str,
    *,
    missing: bool,
    analysed: bool,
) -> None:
    library.execute(
        "UPDATE sample SET token = ?, content = ?, missing = ? WHERE id = ?",
        (token, token, missing, sample),
    )
    if embedded != "not":
        library.execute(
            "INSERT INTO embedding (sample, model, token, features, problem)"
            " VALUES (?, ?, ?, ?, '')",
            (sample, MODEL, b"old" if embedded == "stale" else token, EMBEDDED.get(embedded, b"1")),
        )
    if analysed:
        (name,) = library.execute("SELECT name FROM sample WHERE id = ?", (sample,)).fetchone()
        done = Analysed(SampleId(sample), token, name, Analysis(onsets=0))
        analysis.store_analyses(library, ANALYSER, [done])


WORK: dict[str, Callable[[sqlite3.Connection], object]] = {
    "embed": lambda library: features.unembedded(library, MODEL, SampleId(0), 32),
    "embed again": lambda library: features.unembedded(
        library, MODEL, SampleId(0), 32, earlier=True
    ),
    "count": lambda library: features.count_unembedded(library, MODEL),
    "count again": lambda library: features.count_unembedded(library, MODEL, earlier=True),
    "share": lambda library: features.share_features(library, MODEL),
    "analyse": lambda library: analysis.unanalysed(library, ANALYSER, SampleId(0), 32),
    "count analysed": lambda library: analysis.count_unanalysed(library, ANALYSER),
    "hash": lambda library: hashes.unhashed(library, SampleId(0), 32),
    "count inside": lambda library: window_chunks.count_chunks(library, MODEL).pending,
    "inside": lambda library: window_chunks.pending_chunks(library, MODEL, (SampleId(0), 0), 8),
}


def test_what_is_away_costs_nothing(tmp_path: Path) -> None:
    """The steps of SQLite's machine do not depend on how many samples are away."""
    steps = dict[int, dict[str, int]]()
    for count in (10, 1000):
        path = tmp_path / f"{count}.db"
        schema.create(path, schema.steps())
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            _add(connection, 0, count)
            connection.execute("UPDATE source SET offline = 1")
            connection.execute(
                "INSERT INTO embedding (sample, model, token, features, problem)"
                " SELECT id, ?, content, zeroblob(?), '' FROM sample WHERE id % 2",
                (MODEL, EARLIER_BYTES),
            )
            steps[count] = {name: _steps(connection, work) for name, work in WORK.items()}
    assert steps[10] == steps[1000]


def _steps(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], object]) -> int:
    done = 0

    def step() -> int:
        nonlocal done
        done += 1
        return 0

    connection.set_progress_handler(step, 1)
    try:
        assert not work(connection)
    finally:
        connection.set_progress_handler(None, 1)
    return done
