"""The model that is shipped: the network of aiSFX, and our descriptors beside it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.embedding import arrays
from models.embedding.features import Features, descriptors
from models.embedding.frontend import mel
from models.embedding.frontend.normalised_sound import Unusable, normalise
from models.embedding.frontend.spectrum import power_spectra
from models.embedding.network import Network, NetworkError, Wordless
from models.embedding.space.lda_projection import LdaProjection
from models.embedding.space.space import Space

NAME = "aisfx"
VERSION = 1
"""Of the way from a file to features; features of other versions cannot be compared."""
FULL, SMALL = "aisfx.onnx", "aisfx-int8.onnx"
REFERENCE, USUAL, KINDS = "aisfx-reference.npz", "aisfx-usual.npz", "aisfx-kinds.npz"
ENOUGH = 0.99
"""Cosine to the original that a network must have on this machine.

The small one has 0.992 or more where it works; without VNNI it may saturate.
"""


class DefaultModel:
    """Turns sounds into features; any thread may ask it, many at a time."""

    def __init__(self, folder: Path) -> None:
        """Load the network, the quick one if it calculates rightly here.

        Args:
            folder: With the files of `data/models`.

        Raises:
            NetworkError: a file is missing or damaged, or nothing calculates rightly.
        """
        usual = arrays.read_arrays(folder / USUAL)
        self._centre, self._basis = usual["centre"], usual["basis"]
        kinds = arrays.read_arrays(folder / KINDS)
        learned = LdaProjection(
            usual["mean"], usual["spread"], kinds["centre"], kinds["directions"]
        )
        self.space = Space(usual["mean"], usual["spread"], learned)
        """What is usual among sounds everybody has; `adapted` to a library it answers better."""
        self.network = _working(folder)
        """The quickest that is near enough to the original on this processor."""

    @property
    def id(self) -> str:
        """The name of model and version, under which features are kept."""
        return f"{NAME}-{VERSION}"

    def embed(self, audio: NDArray[np.float32], rate: int) -> Features:
        """Return the features of a sound.

        The same (cosine of vectors above 0.99) at another level, at another rate that holds
        all of its frequencies, and with silence around it. What comes later than
        `sound.READ` is not looked at.

        Args:
            audio: float32 [channels, frames] or [frames].
            rate: Hertz.

        Returns:
            float32 [len(space.mean)], finite.

        Raises:
            Unusable: it is silent, empty or the like.
            NetworkError: the network failed.
        """
        wave = normalise(audio, rate)
        spectra = power_spectra(wave)
        bands = mel.mel_power(spectra)
        timbre = (self.network(mel.network_input(bands)) - self._centre) @ self._basis
        told = descriptors(wave, spectra, bands)
        features: Features = np.concatenate([timbre, told]).astype(np.float32)
        if not np.isfinite(features).all():
            raise Unusable("its features are no numbers")
        return features

    def embed_text(self, text: str) -> NDArray[np.float32]:
        """Raise `Wordless`: this model was trained with sounds only."""
        raise Wordless(
            f"the model {NAME} knows no words, so it cannot look for “{text}”;"
            " CLAP does (Options, Models; or sempal model install clap --checkpoint FILE)"
        )


def worst_cosine(network: Network, reference: Path) -> float:
    """Return how near a network is to the original, at its worst.

    Raises:
        NetworkError: the reference is missing or damaged.
    """
    stored = arrays.read_arrays(reference)
    found = []
    for number in range(len(stored) // 2):
        one, wanted = network(stored[f"picture{number}"]), stored[f"vector{number}"]
        found.append(one @ wanted / np.linalg.norm(one) / np.linalg.norm(wanted))
    return float(min(found))


def _working(folder: Path) -> Network:
    """Return the quickest network that calculates rightly on this machine."""
    for name in (SMALL, FULL):
        network = Network(folder / name)
        if worst_cosine(network, folder / REFERENCE) > ENOUGH:
            return network
    raise NetworkError(f"{FULL} calculates wrongly on this machine")
