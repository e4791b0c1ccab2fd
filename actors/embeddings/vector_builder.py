"""Projects the stored features of a library to vectors, and writes them to a file."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import trio
from loguru import logger

from actors.embeddings.library_index import LibraryIndex, fits, project
from actors.embeddings.vector_file import (
    FileUnusable,
    MappedLayer,
    VectorFileWriter,
    remove_others,
)
from actors.kernel.mailbox import Address
from actors.kernel.reply import ask
from actors.messages import library
from models.audio.units import SampleId
from models.embedding.features import unpack_all_features
from models.embedding.index.layers import Layer, empty_layer, layered
from models.embedding.outline import Outline
from models.embedding.space.space import Space, sample
from models.library.samples import SampleIds
from models.library.vector_changes import VectorFile

PATIENCE = 60.0
"""Seconds the library actor may take to reply."""
PAGE = 4096
"""Sounds fetched, projected and written at a time: 4 MB of vectors."""


@dataclass(frozen=True, slots=True)
class VectorBuilder:
    """Builds the index of one model."""

    library: Address[library.Command]
    folder: Path
    """Cache folder, which may be emptied at any time."""

    def size(self, file: VectorFile) -> int:
        """Return about how many bytes a file has: a vector is about as long as the features."""
        return file.count * len(file.mean)

    def open(self, file: VectorFile, outline: Outline) -> LibraryIndex | None:
        """Map a file that the library knows; `None`: it cannot be used."""
        space = stored_space(file, outline)
        if space is None:
            return None
        try:
            mapped = MappedLayer(self.folder, file.name, space.size, file.count, file.checksum)
        except FileUnusable as error:
            logger.info("cannot use the file of vectors: {}", error)
            return None
        index = layered(mapped.layer)
        return LibraryIndex(space, index, file.measured, file.name, mapped, file.number)

    async def build(
        self, outline: Outline, file: VectorFile | None, number: int
    ) -> LibraryIndex | None:
        """Return the index of what the library stores, which it knows as the valid one from now on.

        Args:
            outline: The model.
            file: The file that was valid so far: its statistics are kept while they fit.
            number: Last change of the library's vectors.

        Returns:
            `None`: another process was faster, with a newer one.

        Raises:
            NoReply: The library actor crashed.
            trio.TooSlowError: The library actor does not reply in time.
        """
        shipped = outline.shipped
        first = outline.earlier is None
        fetch_ids = partial(library.FetchFeatureIds, outline.id, earlier=first)
        ids = (await ask(self.library, fetch_ids, within=PATIENCE)).array
        if not len(ids):
            nothing = layered(empty_layer(shipped.size))
            return LibraryIndex(shipped, nothing, 0, file.name if file else "", number=number)
        space, measured = stored_space(file, outline), file.measured if file else 0
        if space is None or not fits(measured, len(ids)):
            chosen = SampleIds(ids[sample(len(ids))].copy())
            fetch = partial(library.FetchFeaturesOf, outline.id, chosen)
            rows = await ask(self.library, fetch, within=PATIENCE)
            features = unpack_all_features([row.features for row in rows], len(shipped.mean))
            adapt = partial(shipped.adapted, features, len(ids))
            space, measured = await trio.to_thread.run_sync(adapt), len(ids)
        name = secrets.token_hex(8)
        mapped: MappedLayer | None = None
        count = checksum = 0
        try:
            count, checksum = await self._write(outline.id, space, name)
            reopen = partial(MappedLayer, self.folder, name, space.size, count, checksum)
            mapped = await trio.to_thread.run_sync(reopen)
            layer = mapped.layer
        except (OSError, FileUnusable) as error:
            logger.warning("cannot write the file of vectors: {}", error)
            layer = await self._collect(outline.id, space)
        made = VectorFile(
            *(name, number, count, checksum, outline.digest, measured),
            space.mean.astype("<f4").tobytes(),
            space.spread.astype("<f4").tobytes(),
            int(first),
        )
        store = partial(library.StoreVectorFile, outline.id, made)
        valid = await ask(self.library, store, within=PATIENCE)
        await trio.to_thread.run_sync(remove_others, self.folder, valid)
        if name not in valid:
            return None
        return LibraryIndex(space, layered(layer), measured, name, mapped, number)

    async def _write(self, model: str, space: Space, name: str) -> tuple[int, int]:
        """Write the file `name`; return the number of vectors and the checksum."""
        await trio.to_thread.run_sync(partial(self.folder.mkdir, parents=True, exist_ok=True))
        with VectorFileWriter(self.folder, name, space.size) as writer:
            after: SampleId | None = SampleId(0)
            while after is not None:
                layer, after = await self._page(model, space, after)
                append = partial(writer.append, layer.ids, layer.marks, layer.vectors)
                await trio.to_thread.run_sync(append)
            return await trio.to_thread.run_sync(writer.finish)

    async def _collect(self, model: str, space: Space) -> Layer:
        """Return all vectors in memory."""
        layers = list[Layer]()
        after: SampleId | None = SampleId(0)
        while after is not None:
            layer, after = await self._page(model, space, after)
            layers.append(layer)
        return Layer(
            np.concatenate([one.ids for one in layers]),
            np.concatenate([one.marks for one in layers]),
            np.concatenate([one.vectors for one in layers]),
        )

    async def _page(
        self, model: str, space: Space, after: SampleId
    ) -> tuple[Layer, SampleId | None]:
        """Return vectors of samples with higher ids, and the last one; `None`: that was all."""
        fetch = partial(library.FetchFeatures, model, after, PAGE)
        rows = await ask(self.library, fetch, within=PATIENCE)
        layer = await trio.to_thread.run_sync(project, space, rows)
        return layer, rows[-1].sample if rows else None


def stored_space(file: VectorFile | None, outline: Outline) -> Space | None:
    """Return the space of a file; `None`: there is no file, or it was projected otherwise."""
    if file is None or file.space != outline.digest:
        return None
    mean = np.frombuffer(file.mean, "<f4").astype(np.float32)
    spread = np.frombuffer(file.spread, "<f4").astype(np.float32)
    if mean.shape != spread.shape or not len(mean):
        return None
    return outline.space(mean, spread)
