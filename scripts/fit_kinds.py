"""Fit the projection that separates kinds of sound: `python -m scripts.fit_kinds PACKAGES`.

PACKAGES holds the unpacked Debian packages sonic-pi-samples (CC0), fluid-soundfont-gm and
musescore-general-soundfont-lossless (MIT; `apt-get download` and `dpkg -x` of each); sounds under
other licences are ignored. Writes `data/models/aisfx-kinds.npz`: a projection by linear
discriminant analysis. Every sound is also used three semitones lower and higher.

Source of the method: R. A. Fisher (1936); the within-class scatter is shrunk towards a multiple of
the identity, as some kinds have few sounds.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import eigh

from models.embedding.default_model import KINDS
from models.embedding.space.lda_projection import FAR
from scripts.fit_types import MODELS, embed, model
from scripts.labelling.everything import labelled_sounds

FREE = {"sonic-pi", "fluid"}
"""Packs whose licence permits derived works."""
SPEEDS = (1.0, 0.84, 1.19)
DIRECTIONS, SHRINKAGE, FEWEST = 20, 0.3, 6
"""Output dimensions, shrinkage, and minimum sounds per kind.

Source: `scripts/bench quality` on packs of other licences: 12 dimensions are worse for unseen
kinds; less shrinkage gains a thousandth.
"""
Array = NDArray[np.float64]


def discriminant(measured: Array, kinds: NDArray[np.str_]) -> tuple[Array, Array]:
    """Return mean and discriminant directions.

    Args:
        measured: float64 [sounds, features].
        kinds: Of each sound.

    Returns:
        float64 [features] and [features, DIRECTIONS], most discriminative first.
    """
    centre = measured.mean(0)
    names = sorted(set(kinds.tolist()))
    within, between = np.zeros((2, len(centre), len(centre)))
    for name in names:
        own = measured[kinds == name]
        middle = own.mean(0)
        # Weigh all kinds equally, whatever their number of sounds.
        within += (own - middle).T @ (own - middle) / len(own) / len(names)
        between += np.outer(middle - centre, middle - centre) / len(names)
    ball = np.trace(within) / len(within) * np.eye(len(within))
    strength, directions = eigh(between, (1 - SHRINKAGE) * within + SHRINKAGE * ball)
    return centre, directions[:, np.argsort(-strength)[:DIRECTIONS]]


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="sempal-kinds-") as out:
        found = labelled_sounds(Path(sys.argv[1]), Path(out))
        rows = [(str(path), kind) for path, kind, pack in found if pack in FREE]
        counts = Counter(kind for _, kind in rows)
        jobs = [(path, speed, 0) for path, _ in rows for speed in SPEEDS]
        with ProcessPoolExecutor() as pool:
            scores = list(pool.map(embed, jobs, chunksize=16))
    names = [kind for _, kind in rows for _ in SPEEDS]
    kept = [at for at, one in enumerate(scores) if one is not None and counts[names[at]] >= FEWEST]
    space = model().space
    features = np.array([scores[at] for at in kept])
    measured = np.clip((features - space.mean) / space.spread, -FAR, FAR).astype(np.float64)
    centre, directions = discriminant(measured, np.array([names[at] for at in kept]))
    np.savez(
        MODELS / KINDS, centre=centre.astype(np.float32), directions=directions.astype(np.float32)
    )
    print(f"{len(kept)} sounds of {len({names[at] for at in kept})} kinds")


if __name__ == "__main__":
    main()
