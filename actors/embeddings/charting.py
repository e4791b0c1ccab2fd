"""Keeps the map from one start to the next, and finds room on it for new sounds."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
from loguru import logger

from models.embedding.index.index import Ids
from models.library.samples import SampleIds
from models.map.chart import Chart
from models.map.layout import Places, laid_out, placed

NAME = "map.npz"
MANY = 0.3
"""Part of sounds that may be new on a map; with more of them it is laid out anew."""
NEAR = 3_000
"""Known sounds that new ones are compared with."""


def charted(ids: Ids, vectors: Places, folder: Path, model: str) -> Chart:
    """Return where sounds lie: where they lay before, as far as that is known.

    Args:
        ids: Of all samples, ascending.
        vectors: float32 [ids, size].
        folder: Where the map is kept; it may be emptied at any time.
        model: Places of another one are not used.
    """
    kept = _kept(folder / NAME, model)
    places = None if kept is None else _extended(ids, vectors, *kept)
    if places is None:
        places = laid_out(vectors)
    chart = Chart(SampleIds(ids.copy()), places)
    _keep(folder / NAME, model, chart)
    return chart


def _extended(
    ids: Ids,
    vectors: Places,
    known: Ids,
    before: Places,
) -> Places | None:
    """Return the places with new sounds among the old ones; `None` if there are too many."""
    old = np.isin(ids, known)
    if not old.any() or (~old).mean() > MANY:
        return None
    places = np.empty((len(ids), 2), np.float32)
    places[old] = before[np.searchsorted(known, ids[old])]
    if not old.all():
        near = np.flatnonzero(old)[:: -(-int(old.sum()) // NEAR)]
        places[~old] = placed(vectors[~old], vectors[near], places[near])
    return places


def _kept(path: Path, model: str) -> tuple[Ids, Places] | None:
    try:
        with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as kept:
            ids, places = kept["ids"].astype(np.int64), kept["places"].astype(np.float32)
            whole = places.shape == (len(ids), 2) and bool((np.abs(places) <= 1).all())
            fits = str(kept["model"]) == model and bool((np.diff(ids) > 0).all())
            return (ids, places) if whole and fits else None
    except FileNotFoundError:
        return None
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the file, it is made anew
        logger.warning("the map is laid out anew: {}", error)
        return None


def _keep(path: Path, model: str, chart: Chart) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(".new")
        with scratch.open("wb") as file:
            np.savez(file, model=np.array(model), ids=chart.ids.array, places=chart.places)
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
    except OSError as error:
        logger.warning("the map is not kept: {}", error)
