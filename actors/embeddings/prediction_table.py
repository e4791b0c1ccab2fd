"""What words can be compared with: kinds and attributes of all sounds of the library.

Computed from the stored features, page by page, and kept in a file of the cache folder; a row is
valid for the content it was computed from, whatever else changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from zlib import crc32

import numpy as np
import trio
from numpy.typing import NDArray

from actors.embeddings.extraction import load_concepts
from actors.embeddings.library_index import content_mark
from actors.embeddings.vector_builder import PAGE, PATIENCE
from actors.kernel.mailbox import Address
from actors.kernel.reply import ask
from actors.media.whole_file import replace_file
from actors.messages import library
from models.embedding.concepts import ConceptHead
from models.embedding.features import unpack_all_features
from models.embedding.index.index import Ids
from models.embedding.index.layers import Marks
from models.embedding.model import Model
from models.library.features import StoredFeatures
from models.library.samples import SampleIds
from models.words.attribute import LISTED
from models.words.measurement import measure
from models.words.ranking import Predictions, pack_probabilities

PREFIX, SUFFIX = "kinds-", ".bin"
FORM = 1
"""Version of the file and of the attributes."""
SLACK = 10_000
"""Rows of samples that are gone are dropped if there are more, and more than of the others."""


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """Rows by sample, ascending."""

    ids: Ids
    marks: Marks
    stored: NDArray[np.int8]
    attributes: NDArray[np.float16]

    def rows(self, ids: Ids, marks: Marks) -> NDArray[np.intp]:
        """Return the row of each sample with this content; -1: none."""
        if not len(self.ids):
            return np.full(len(ids), -1, np.intp)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        found = (self.ids[at] == ids) & (self.marks[at] == marks)
        return np.where(found, at, -1)

    def only(self, ids: Ids) -> _Table:
        """Return the rows of some samples."""
        kept = np.isin(self.ids, ids)
        marks, stored = self.marks[kept], self.stored[kept]
        return _Table(self.ids[kept], marks, stored, self.attributes[kept])

    def extended(self, other: _Table) -> _Table:
        """Return the table with the rows of another, which replace those of the same samples."""
        kept = ~np.isin(self.ids, other.ids)
        ids = np.concatenate([self.ids[kept], other.ids])
        order = np.argsort(ids)
        marks = np.concatenate([self.marks[kept], other.marks])[order]
        stored = np.concatenate([self.stored[kept], other.stored])[order]
        attributes = np.concatenate([self.attributes[kept], other.attributes])[order]
        return _Table(ids[order], marks, stored, attributes)


class PredictionTable:
    """Kinds and attributes of the sounds of one library; made on first use."""

    def __init__(self, library_: Address[library.Command], folder: Path) -> None:
        """Take the library, and a cache folder that may be emptied."""
        self._library, self._folder = library_, folder
        self._model = ""
        self._head: ConceptHead | None = None
        self._table = _nothing(0)
        self._saved = 0
        self._aligned: tuple[Ids, Marks, Predictions] | None = None
        self._lock = trio.Lock()

    async def of_samples(self, model: Model, ids: Ids, marks: Marks) -> Predictions:
        """Return the kinds and attributes of samples, in their order.

        Args:
            model: One whose features the head was fitted on.
            ids: int64 [sounds], with features of this model.
            marks: uint64 [sounds], see `content_mark`.

        Raises:
            NetworkError: The head is missing or damaged.
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
        """
        async with self._lock:
            if self._head is None or self._model != model.id:
                head = await trio.to_thread.run_sync(load_concepts, model)
                self._table = await trio.to_thread.run_sync(self._loaded, model.id, head)
                self._model, self._head, self._aligned = model.id, head, None
            known = self._aligned
            if (
                known is not None
                and np.array_equal(known[0], ids)
                and np.array_equal(known[1], marks)
            ):
                return known[2]
            rows = self._table.rows(ids, marks)
            if (missing := ids[rows < 0]).size:
                await self._compute(np.sort(missing))
                if len(self._table.ids) > SLACK + 2 * len(ids):
                    self._table = self._table.only(ids)
                rows = self._table.rows(ids, marks)
            predictions = self._at(rows)
            self._aligned = ids.copy(), marks.copy(), predictions
            return predictions

    async def save(self) -> None:
        """Write what is new to the file; without a disk it is computed again next time."""
        async with self._lock:
            if self._head is None or self._saved == len(self._table.ids):
                return
            write = partial(self._write, self._table, self._path(self._model, self._head))
            with suppress(OSError):
                await trio.to_thread.run_sync(write)
            self._saved = len(self._table.ids)

    async def forget(self) -> None:
        """Free the memory; the next use reads the file."""
        async with self._lock:
            if self._head is not None and self._saved == len(self._table.ids):
                self._head, self._table, self._aligned = None, _nothing(0), None

    async def _compute(self, missing: Ids) -> None:
        if self._head is None:
            raise RuntimeError("the head is not loaded")
        made = list[_Table]()
        for begin in range(0, len(missing), PAGE):
            chosen = SampleIds(missing[begin : begin + PAGE].copy())
            fetch = partial(library.FetchFeaturesOf, self._model, chosen)
            rows = await ask(self._library, fetch, within=PATIENCE)
            made.append(await trio.to_thread.run_sync(_computed, self._head, rows))
        self._table = await trio.to_thread.run_sync(self._table.extended, _joined(made))
        self._saved = -1

    def _at(self, rows: NDArray[np.intp]) -> Predictions:
        """Return rows of the table; a sample without one, as it has just changed, is silent."""
        if self._head is None:
            raise RuntimeError("the head is not loaded")
        if (rows < 0).any():
            silent = _nothing(len(self._head.kinds), 1)
            stored = np.concatenate([self._table.stored, silent.stored])
            attributes = np.concatenate([self._table.attributes, silent.attributes])
            return Predictions(self._head.columns, stored[rows], attributes[rows])
        whole = len(rows) == len(self._table.ids) and bool((np.diff(rows) == 1).all())
        table = self._table
        stored = table.stored if whole else table.stored[rows]
        attributes = table.attributes if whole else table.attributes[rows]
        return Predictions(self._head.columns, stored, attributes)

    def _path(self, model: str, head: ConceptHead) -> Path:
        weights = b"".join(
            one.tobytes() for one in (head.first, head.first_bias, head.second, head.second_bias)
        )
        name = hashlib.sha256(f"{FORM} {model}".encode() + weights).hexdigest()[:16]
        return self._folder / f"{PREFIX}{name}{SUFFIX}"

    def _loaded(self, model: str, head: ConceptHead) -> _Table:
        """Return the stored table; an empty one if none is valid."""
        kinds = len(head.kinds)
        row = 16 + kinds + 2 * len(LISTED)
        try:
            content = self._path(model, head).read_bytes()
        except OSError:
            return _nothing(kinds)
        count = (len(content) - 4) // row
        valid = len(content) == 4 + count * row and count >= 0
        if not valid or crc32(content[4:]) != int.from_bytes(content[:4], "little"):
            return _nothing(kinds)
        at = 4
        columns = list[NDArray[np.generic]]()
        for form, width in (("<i8", 1), ("<u8", 1), ("<f2", len(LISTED)), ("i1", kinds)):
            columns.append(np.frombuffer(content, form, count * width, at).reshape(count, width))
            at += columns[-1].nbytes
        ids, marks, attributes, stored = columns
        self._saved = count
        return _Table(
            ids[:, 0].astype(np.int64),
            marks[:, 0].astype(np.uint64),
            stored.astype(np.int8),
            attributes.astype(np.float16),
        )

    def _write(self, table: _Table, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        parts = (
            table.ids.astype("<i8"),
            table.marks.astype("<u8"),
            table.attributes.astype("<f2"),
            table.stored,
        )
        content = b"".join(part.tobytes() for part in parts)
        with replace_file(path) as file:
            file.write(crc32(content).to_bytes(4, "little"))
            file.write(content)
        for other in path.parent.glob(f"{PREFIX}*{SUFFIX}"):
            if other != path:
                other.unlink(missing_ok=True)


def _nothing(kinds: int, count: int = 0) -> _Table:
    return _Table(
        np.zeros(count, np.int64),
        np.zeros(count, np.uint64),
        np.full((count, kinds), -127, np.int8),
        np.zeros((count, len(LISTED)), np.float16),
    )


def _joined(tables: Sequence[_Table]) -> _Table:
    """Return the rows of several tables of different samples, one after the other."""
    return _Table(
        np.concatenate([one.ids for one in tables]),
        np.concatenate([one.marks for one in tables]),
        np.concatenate([one.stored for one in tables]),
        np.concatenate([one.attributes for one in tables]),
    )


def _computed(head: ConceptHead, rows: Sequence[StoredFeatures]) -> _Table:
    if not rows:
        return _nothing(len(head.kinds))
    features = unpack_all_features([row.features for row in rows], len(head.space.mean))
    table = _Table(
        np.array([row.sample for row in rows], np.int64),
        np.array([content_mark(row.token) for row in rows], np.uint64),
        pack_probabilities(head.log_probabilities(features)),
        measure(features).astype(np.float16),
    )
    order = np.argsort(table.ids)
    return replace(
        table,
        ids=table.ids[order],
        marks=table.marks[order],
        stored=table.stored[order],
        attributes=table.attributes[order],
    )
