"""Cache of the map layout, extended with new sounds."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
from loguru import logger
from numpy.typing import NDArray

from actors.media.whole_file import replace_file
from models.embedding.index.index import Ids
from models.library.samples import SampleIds
from models.map.chart import MapLayout
from models.map.layout import Places, lay_out, place_among

Marks = NDArray[np.uint32]
"""uint32 [sounds]."""
NAME = "map-2.npz"
MANY = 0.3
"""Maximum fraction of new sounds; above it, the map is laid out again."""
NEAR = 3_000
"""Known sounds that new ones are compared with."""


def lay_out_cached(
    ids: Ids, vectors: Places, folder: Path, model: str, marks: Marks | None = None
) -> MapLayout:
    """Return the map layout, with previous positions where they are known.

    Args:
        ids: All samples, ascending.
        vectors: float32 [ids, size].
        folder: Cache folder; it may be emptied at any time.
        model: Positions of another model are not used.
        marks: Content checksum of each sample, to detect changed contents. `None`: none changed.
    """
    marks = np.zeros(len(ids), np.uint32) if marks is None else marks
    kept = _kept(folder / NAME, model)
    places = None
    if kept is not None:
        known, before, marked = kept
        at = np.minimum(np.searchsorted(known, ids), len(known) - 1)
        old = (known[at] == ids) & (marked[at] == marks)
        places = _extended(vectors, old, before[at[old]])
    if places is None:
        places = lay_out(vectors)
    chart = MapLayout(SampleIds(ids.copy()), places)
    _keep(folder / NAME, model, chart, marks)
    return chart


def _extended(vectors: Places, old: NDArray[np.bool_], before: Places) -> Places | None:
    """Add new sounds to the previous positions; `None` if there are too many.

    Args:
        vectors: float32 [sounds, size].
        old: Which of them keep their position.
        before: float32 [old ones, 2].
    """
    if not old.any() or (~old).mean() > MANY:
        return None
    places = np.empty((len(vectors), 2), np.float32)
    places[old] = before
    if not old.all():
        near = np.flatnonzero(old)[:: -(-int(old.sum()) // NEAR)]
        places[~old] = place_among(vectors[~old], vectors[near], places[near])
    return places


def _kept(path: Path, model: str) -> tuple[Ids, Places, Marks] | None:
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            ids, places = kept["ids"].astype(np.int64), kept["places"].astype(np.float32)
            marks = kept["marks"].astype(np.uint32)
            whole = places.shape == (len(ids), 2) and bool((np.abs(places) <= 1).all())
            fits = str(kept["model"]) == model and bool((np.diff(ids) > 0).all())
            usable = whole and fits and len(ids) > 0 and marks.shape == ids.shape
            return (ids, places, marks) if usable else None
    except FileNotFoundError:
        return None
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the file, it is made anew
        logger.warning("cannot read the cached map: {}", error)
        return None


def _keep(path: Path, model: str, chart: MapLayout, marks: Marks) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with replace_file(path) as file:
            ids, places = chart.ids.array, chart.places
            np.savez(file, model=np.array(model), ids=ids, places=places, marks=marks)
    except OSError as error:
        logger.warning("cannot cache the map: {}", error)
