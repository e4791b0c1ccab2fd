"""Fit the default feature statistics: `python -m scripts.fit_default_space SOUNDS...`.

Writes `data/models/aisfx-usual.npz` from all sounds below the folders SOUNDS: the principal
directions of the network's outputs, and mean and spread of every feature. Statistics of a library
start from these.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import soundfile

from models.embedding.default_model import FULL, USUAL
from models.embedding.features import TIMBRE, descriptors
from models.embedding.frontend import mel
from models.embedding.frontend.normalised_sound import Unusable, normalise
from models.embedding.frontend.spectrum import power_spectra
from models.embedding.network import Network
from models.embedding.space.space import robust_statistics

MODELS = Path(__file__).parents[1] / "data" / "models"


def outputs_and_descriptors(folders: list[Path]) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Yield network output and descriptors of every sound."""
    network = Network(MODELS / FULL)
    for path in sorted(path for folder in folders for path in folder.rglob("*.*")):
        try:
            audio, rate = soundfile.read(path, dtype="float32", always_2d=True)
            wave = normalise(audio.T, rate)
        except (soundfile.LibsndfileError, Unusable) as error:
            print(f"{path}: {error}")
            continue
        spectra = power_spectra(wave)
        bands = mel.mel_power(spectra)
        yield network(mel.network_input(bands)), descriptors(wave, spectra, bands)


def main() -> None:
    said, actual = (
        np.array(one)
        for one in zip(*outputs_and_descriptors([*map(Path, sys.argv[1:])]), strict=True)
    )
    centre = said.mean(0)
    _, strength, directions = np.linalg.svd(said - centre, full_matrices=False)
    basis = directions[:TIMBRE].T
    mean, spread = robust_statistics(np.hstack([(said - centre) @ basis, actual]))
    np.savez(MODELS / USUAL, centre=centre, basis=basis, mean=mean, spread=spread)
    kept = (strength[:TIMBRE] ** 2).sum() / (strength**2).sum()
    print(f"{len(said)} sounds; {TIMBRE} directions hold {kept:.1%} of the network's variance")


if __name__ == "__main__":
    main()
