"""Whatever happens to a library and its vector file, answers are those of the database alone."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import trio
import trio.testing
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from actors.embeddings import store as store_module
from actors.embeddings import vector_builder
from actors.embeddings.extraction import Choice, load_model
from actors.embeddings.library_index import LibraryIndex
from actors.embeddings.store import EmbeddingStore
from actors.embeddings.vector_file import PREFIX
from actors.library.query.features import store_features
from actors.library.watch import service
from models.audio.units import SampleId
from models.embedding.default_model import NAME
from models.embedding.features import pack_features, unpack_all_features
from models.embedding.index import sketch
from models.embedding.index.exact import ExactIndex
from models.embedding.model import Model
from models.library.features import EARLIER_BYTES, SampleFeatures
from models.similarity.query import SimilarityQuery
from models.similarity.reference_sound import Sound
from models.similarity.result import SimilarityResult
from tests.actors.library.ends import running

STEPS = (
    *("add one", "add many", "same again", "change", "fail", "forget", "miss", "find", "offline"),
    *("online", "crash", "another process", "prepare", "rest", "cut", "flip", "lose", "back up"),
    *("restore", "unwritable", "add earlier", "renew one", "renew"),
    "return",
)


@pytest.fixture(scope="module")
def model() -> Model:
    return load_model()


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few sounds be many, and nothing look for sounds that are on no disk."""
    monkeypatch.setattr(service, "SETTLED", 1e6)
    monkeypatch.setattr(store_module, "FEW", 3)
    monkeypatch.setattr(vector_builder, "PAGE", 7)


class Library:
    """The database, changed as the library actor changes it, and as another process would."""

    def __init__(self, folder: Path, model: Model) -> None:
        self.path, self.cache = folder / "library.db", folder / "cache"
        self.model, self.seed, self.kept = model, 0, folder / "kept.db"
        with self.open() as database:
            for one in (1, 2):
                values = (one, f"/sounds{one}".encode())
                database.execute("INSERT INTO source (id, root) VALUES (?, ?)", values)
                database.execute(
                    "INSERT INTO folder (id, source, path, key) VALUES (?, ?, x'', '')", (one, one)
                )

    def open(self) -> closing[sqlite3.Connection]:
        database = sqlite3.connect(self.path, isolation_level=None)
        database.execute("PRAGMA foreign_keys = ON")
        return closing(database)

    def features(self) -> bytes:
        self.seed += 1
        learned = self.model.space.learned
        assert learned is not None
        chance = np.random.default_rng(self.seed).normal(size=self.model.space.inputs)
        return pack_features((learned.mean + learned.spread * chance).astype(np.float32))

    def earlier(self) -> list[tuple[int, bytes]]:
        """Return the samples that are shown with features of an earlier version, and these."""
        with self.open() as database:
            return database.execute(
                "SELECT sample.id, features FROM embedding"
                " JOIN sample ON sample.id = embedding.sample"
                " JOIN source ON source.id = sample.source"
                " WHERE missing = 0 AND offline = 0 AND length(features) = ? ORDER BY sample.id",
                (EARLIER_BYTES,),
            ).fetchall()

    def renew(self, sample: int, before: bytes) -> None:
        """Embed once more: the numbers of before are the same."""
        features = before + self.features()[EARLIER_BYTES:]
        with self.open() as database:
            ((token,),) = database.execute("SELECT content FROM sample WHERE id = ?", (sample,))
            found = SampleFeatures(SampleId(sample), b"", token, features)
            store_features(database, self.model.id, [found])

    def ids(self) -> list[int]:
        with self.open() as database:
            return [one for (one,) in database.execute("SELECT id FROM sample ORDER BY id")]

    def add(self, features: bytes) -> None:
        with self.open() as database:
            (sample,) = database.execute(
                "INSERT INTO sample (source, folder, name, key, words, size, mtime_ns, frames,"
                " rate, channels, length, format, token, content)"
                " SELECT 1 + n % 2, 1 + n % 2, CAST(n AS BLOB), n, n, 1, 1, 1, 1, 1, 1, 'WAV',"
                " CAST(n AS BLOB), CAST('c' || n AS BLOB)"
                " FROM (SELECT 1 + coalesce(max(id), 0) AS n FROM sample) RETURNING id"
            ).fetchone()
            self.embed(database, sample, features)

    def embed(self, database: sqlite3.Connection, sample: int, features: bytes) -> None:
        database.execute(
            "INSERT OR REPLACE INTO embedding SELECT id, ?, content, ?, '' FROM sample"
            " WHERE id = ?",
            (self.model.id, features, sample),
        )

    def files(self) -> Iterator[Path]:
        return self.cache.glob(f"{PREFIX}*")

    def change(self, step: str, which: int) -> None:
        """Make a step that concerns the database or the files."""
        ids = self.ids()
        if step == "add one":
            self.add(self.features())
        elif step == "add many":
            for _ in range(12):
                self.add(self.features())
        elif step == "same again":  # copies of one sound are equally near to everything
            features = self.features()
            for _ in range(3):
                self.add(features)
        elif step == "add earlier":
            self.add(self.features()[:EARLIER_BYTES])
        elif step == "return":  # what was not there comes back, and is embedded before a question
            with self.open() as database:
                database.execute("UPDATE sample SET missing = 0")
                database.execute("UPDATE source SET offline = 0")
            for one in self.earlier():
                self.renew(*one)
        elif step in {"renew one", "renew"}:
            for one in self.earlier()[: 1 if step == "renew one" else None]:
                self.renew(*one)
        elif step == "back up":
            with self.open() as database, closing(sqlite3.connect(self.kept)) as copy:
                database.backup(copy)
        elif step in {"cut", "flip", "lose"}:
            for path in self.files():
                content = bytearray(path.read_bytes() or b"!")
                content[which % len(content)] ^= 1
                path.unlink()  # another file: who has mapped the old one keeps it
                if step != "lose":
                    path.write_bytes(content if step == "flip" else content[:-which])
        elif ids:
            sample = ids[which % len(ids)]
            with self.open() as database:
                self._change(database, step, sample)

    def _change(self, database: sqlite3.Connection, step: str, sample: int) -> None:
        if step == "change":
            content = self.features()[:24]
            database.execute("UPDATE sample SET content = ? WHERE id = ?", (content, sample))
            self.embed(database, sample, self.features())
        elif step == "fail":
            self.embed(database, sample, b"")
        elif step == "forget":
            database.execute("DELETE FROM sample WHERE id = ?", (sample,))
        elif step in {"miss", "find"}:
            values = (int(step == "miss"), sample)
            database.execute("UPDATE sample SET missing = ? WHERE id = ?", values)
        elif step in {"offline", "online"}:
            values = (int(step == "offline"), 1 + sample % 2)
            database.execute("UPDATE source SET offline = ? WHERE id = ?", values)

    def expected(
        self, memory: LibraryIndex, question: NDArray[np.float32]
    ) -> tuple[list[int], list[float]]:
        """Return the answer that the database alone gives."""
        with self.open() as database:
            rows = database.execute(
                "SELECT sample.id, features FROM embedding"
                " JOIN sample ON sample.id = embedding.sample"
                " JOIN source ON source.id = sample.source"
                " WHERE features != x'' AND missing = 0"
                " AND offline = 0 AND model = ? ORDER BY random()",
                (self.model.id,),
            ).fetchall()
        index = ExactIndex(memory.space.size)
        if rows:
            vectors = memory.space.project(
                unpack_all_features([row[1] for row in rows], memory.space.inputs)
            )
            index.add(np.array([row[0] for row in rows], np.int64), vectors)
        found = index.nearest(question, 9)
        return found.ids.tolist(), found.scores.tolist()

    def space(self) -> tuple[bytes, bytes] | None:
        with self.open() as database:
            found: tuple[bytes, bytes] | None = database.execute(
                "SELECT mean, spread FROM vector_file WHERE model = ?", (self.model.id,)
            ).fetchone()
        return found


async def _live(steps: list[tuple[str, int]], folder: Path, model: Model) -> None:
    async with running(folder) as ends:

        async def started() -> EmbeddingStore:
            found = EmbeddingStore(ends.inbox.address, library.cache, Choice(folder))
            await found.activate(NAME, model)
            return found

        await ends.samples()  # it is open
        library = Library(folder, model)
        stores = [await started()]
        for step, which in [("add many", 0), *steps]:
            if step == "crash":  # what it mapped and knew is gone
                stores[-1] = await started()
            elif step == "another process":
                stores = [*stores[-1:], await started()]
            elif step == "prepare":
                await stores[-1].prepare()
            elif step == "rest":
                await stores[-1].rest()
            elif step == "unwritable":
                for path in library.files():
                    path.unlink()
                with tempfile.NamedTemporaryFile(delete=False) as file:
                    library.cache = Path(file.name) / "cache"
                stores = [await started()]
                library.cache = folder / "cache"
            elif step == "restore" and library.kept.exists():
                with library.open() as database, closing(sqlite3.connect(library.kept)) as old:
                    old.backup(database)
                stores = [await started()]
            else:
                library.change(step, which)
            for one in stores:
                await _check(library, one)


async def _check(library: Library, store: EmbeddingStore) -> None:
    question = np.random.default_rng(1).normal(size=library.model.space.size).astype(np.float32)
    question /= np.linalg.norm(question)

    def ask(memory: LibraryIndex) -> tuple[list[int], list[float]]:
        found = memory.index.nearest(question, 9)
        return found.ids.tolist(), found.scores.tolist()

    while True:
        memory = await store.run_query(lambda memory: memory)
        before = library.expected(memory, question)
        found = await store.run_query(ask)
        if before == library.expected(memory, question):  # the actor changed nothing meanwhile
            break
    assert found == before
    # Sounds of two versions are compared by what both have.
    space = library.model.earlier if library.earlier() else library.model.space
    assert space is not None
    assert memory.space.learned is space.learned
    if memory.measured:  # the next start will project as this one did
        assert library.space() == (memory.space.mean.tobytes(), memory.space.spread.tobytes())
    assert len(list(library.files())) <= 1


@given(steps=st.lists(st.tuples(st.sampled_from(STEPS), st.integers(1, 9_999)), max_size=8))
@example(steps=[("add earlier", 1), ("prepare", 1), ("renew one", 1), ("crash", 1), ("add one", 1)])
@example(steps=[("add earlier", 1), ("offline", 13), ("prepare", 1), ("return", 1), ("crash", 1)])
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_answers_are_those_of_the_database_alone(
    steps: list[tuple[str, int]], model: Model
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        trio.run(_live, steps, Path(folder), model)


async def test_a_start_without_the_file_answers_as_one_with_it(
    tmp_path: Path, model: Model
) -> None:
    answers: list[SimilarityResult] = []
    asked = SimilarityQuery((Sound(b"", SampleId(5)),))
    async with running(tmp_path) as ends:
        await ends.samples()  # it is open
        library = Library(tmp_path, model)
        for number in range(60):
            library.change("add one" if number % 5 else "same again", number)
        for change in ("nothing", "crash", "lose", "change", "flip", "change", "cut"):
            library.change(change, 30)
            store = EmbeddingStore(ends.inbox.address, library.cache, Choice(tmp_path))
            answers.append(await store.run_query(lambda memory: memory.query(asked, {}, None, 100)))

    for first, second in ((0, 1), (1, 2), (3, 4), (5, 6)):
        assert answers[first].ids.array.tolist() == answers[second].ids.array.tolist()
        assert answers[first].scores.tolist() == answers[second].scores.tolist()
        for aspect, scores in answers[first].parts.items():
            assert scores.tolist() == pytest.approx(
                answers[second].parts[aspect].tolist(), abs=1e-6
            )
    assert answers[2].ids.array.tolist() != answers[3].ids.array.tolist()


async def test_a_sketch_is_made_though_the_next_question_ends_what_follows(
    tmp_path: Path, model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Questions come quicker than a sketch is made, each of which ends what follows the last."""
    monkeypatch.setattr(sketch, "FROM", 3)
    async with running(tmp_path) as ends:
        await ends.samples()  # it is open
        library = Library(tmp_path, model)
        for number in range(12):
            library.change("add one", number)
        store = EmbeddingStore(ends.inbox.address, library.cache, Choice(tmp_path))
        before = await store.run_query(lambda memory: memory.index.sketch)
        async with trio.open_nursery() as nursery:
            nursery.start_soon(store.sketch)
            await trio.testing.wait_all_tasks_blocked()
            nursery.cancel_scope.cancel()
        after = await store.run_query(lambda memory: memory.index.sketch)

    assert before is None
    assert after is not None
