"""Features of many sounds and of their variants, kept in a file so that a run can go on later."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
from numpy.typing import NDArray

from actors.model_files.loader import open_default_model
from models.embedding.default_model import DefaultModel
from models.embedding.features import pack_features, unpack_features
from models.embedding.frontend.normalised_sound import READ, Unusable
from scripts.labelling.disguises import augment

MODELS = Path(__file__).parents[2] / "data" / "models"
PROCESSES, CHUNK = 2, 64


@dataclass(frozen=True, slots=True)
class Variant:
    """A sound, perhaps changed."""

    path: Path
    speed: float = 1.0
    """Factor of its sample rate."""
    seed: int = 0
    """Of the augmentation; 0: none."""


class FeatureCache:
    """Features by the model and its features, content of the file, speed and seed."""

    def __init__(self, path: Path | None = None) -> None:
        """Open the cache file; `None`: it is kept in memory."""
        self._base = sqlite3.connect(path or ":memory:")
        self._base.execute("CREATE TABLE IF NOT EXISTS heard (key TEXT PRIMARY KEY, features BLOB)")

    def features(self, variants: Sequence[Variant]) -> list[NDArray[np.float32] | None]:
        """Return the features of each variant as stored in a library; `None`: it has none."""
        keys = [_key(one) for one in variants]
        known = dict(self._base.execute("SELECT key, features FROM heard").fetchall())
        missing = {key: one for key, one in zip(keys, variants, strict=True) if key not in known}
        with ProcessPoolExecutor(PROCESSES) as pool:
            waiting = list(missing.items())
            for begin in range(0, len(waiting), CHUNK * PROCESSES):
                part = waiting[begin : begin + CHUNK * PROCESSES]
                found = pool.map(_embed, [one for _, one in part], chunksize=16)
                rows = list(zip([key for key, _ in part], found, strict=True))
                self._base.executemany("INSERT OR REPLACE INTO heard VALUES (?, ?)", rows)
                self._base.commit()
                known.update(rows)
        return [unpack_features(known[key]) if known[key] else None for key in keys]


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _key(one: Variant) -> str:
    return f"{_version()} {_digest(one.path)} {one.speed!r} {one.seed}"


@cache
def _version() -> str:
    """Return what changes with the features: the model's id, and how many there are."""
    model = _model()
    return f"{model.id} {model.space.inputs}"


@cache
def _model() -> DefaultModel:
    return open_default_model(MODELS)


def _embed(one: Variant) -> bytes:
    """Return packed features; empty: it has none."""
    try:
        with soundfile.SoundFile(one.path) as file:
            audio = file.read(int(READ * file.samplerate), dtype="float32", always_2d=True).T
            rate = file.samplerate
        if one.seed:
            audio = augment(audio.mean(0).astype(np.float64), rate, one.seed).astype(np.float32)
        return pack_features(_model().embed(np.ascontiguousarray(audio), int(rate * one.speed)))
    except (soundfile.LibsndfileError, Unusable):
        return b""
