"""What is known of a model without loading its networks."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.embedding import default_model
from models.embedding.arrays import read_arrays
from models.embedding.aspect import WEIGHTS
from models.embedding.clap import clap_model
from models.embedding.features import COUNT
from models.embedding.network import NetworkError
from models.embedding.registry import SHIPPED, active_model, is_installed, model_folder
from models.embedding.space.lda_projection import LdaProjection
from models.embedding.space.space import Space

FORM = 1
"""Version of the projection from features to vectors, in `models/embedding/space`."""


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """Enough to compare sounds whose vectors are stored; loading a model takes far longer."""

    id: str
    """As `Model.id`."""
    learned: LdaProjection | None
    """As `Model.space.learned`."""
    digest: str
    """Of everything that projects features, except for the statistics of a library."""

    def space(self, mean: NDArray[np.float32], spread: NDArray[np.float32]) -> Space:
        """Return the space with these statistics."""
        return Space(mean, spread, self.learned)


def read_outline(name: str, folder: Path) -> Outline:
    """Return the outline of a model.

    Args:
        name: One of `registry.NAMES`; empty: the best one installed.
        folder: The `.sempal` folder.

    Raises:
        NetworkError: As `registry.open_model`, but for damaged networks.
    """
    name = active_model(name, folder)
    usual = read_arrays(SHIPPED / default_model.USUAL)
    if name == default_model.NAME:
        learned = default_model.read_projection(SHIPPED)
        parts = [usual["mean"], usual["spread"], learned.mean, learned.spread]
        parts += [learned.centre, learned.directions]
        return Outline(default_model.ID, learned, _digest(parts))
    if name != clap_model.NAME or not is_installed(name, folder):
        raise NetworkError(f"the model {name} is not installed")
    parts = [usual["mean"][-COUNT:], usual["spread"][-COUNT:]]
    return Outline(clap_model.read_id(model_folder(name, folder)), None, _digest(parts))


def _digest(parts: list[NDArray[np.float32]]) -> str:
    settled = repr((FORM, sorted((one.value, weight) for one, weight in WEIGHTS.items()))).encode()
    content = b"".join(part.astype("<f4").tobytes() for part in parts)
    return hashlib.sha256(settled + content).hexdigest()[:32]
