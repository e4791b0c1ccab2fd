"""The shipped model: the aiSFX network plus our descriptors."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.embedding.arrays import Arrays
from models.embedding.descriptor import detail, envelope
from models.embedding.features import Features, descriptors, join_features
from models.embedding.frontend import mel
from models.embedding.frontend.normalised_sound import normalise
from models.embedding.frontend.spectrum import power_spectra
from models.embedding.network import Network, Wordless
from models.embedding.space.kind_projection import parse_detailed_kinds, parse_kinds
from models.embedding.space.space import Space

Weights = Mapping[str, NDArray[Any]]
NAME = "aisfx"
VERSION = 1
"""Version of the path from file to features; features of others have no number in common.

Numbers that come behind those of before are no other version: what libraries have is compared by
the first ones, until all of it is heard again.
"""
FULL, SMALL = "aisfx.onnx", "aisfx-int8.onnx"
REFERENCE, USUAL = "aisfx-reference.npz", "aisfx-usual.npz"
KINDS, DETAILED = "aisfx-kinds.npz", "aisfx-kinds-detailed.npz"
ENOUGH = 0.99
"""Minimum cosine to the reference vectors for a network to be used on this machine.

The quantised network reaches 0.992 or more where it works; without VNNI it may saturate.
"""


class DefaultModel:
    """Turns sounds into features; thread-safe."""

    def __init__(
        self,
        open_network: Callable[[], Network],
        usual: Arrays,
        kinds: tuple[Arrays, Arrays],
        concepts: Weights,
    ) -> None:
        """Create the model.

        Args:
            open_network: Opens a network that is accurate on this processor, on first use; see
                `check`.
            usual: Content of `USUAL`.
            kinds: Content of `KINDS` and of `DETAILED`.
            concepts: Content of `concepts.FILE`.
        """
        self._open_network = open_network
        self._centre, self._basis = usual["centre"], usual["basis"]
        mean, spread = usual["mean"], usual["spread"]
        first, detailed = kinds
        self.space = Space(mean, spread, parse_detailed_kinds(detailed, mean, spread))
        """Shipped feature statistics; `adapted` to a library it retrieves better."""
        self.earlier: Space | None = Space(mean, spread, parse_kinds(first, concepts, mean, spread))
        """Without what only details tell, which features of libraries of before lack."""

    @property
    def id(self) -> str:
        """Name of model and version, under which features are stored."""
        return f"{NAME}-{VERSION}"

    @cached_property
    def network(self) -> Network:
        """The fastest network that is accurate enough on this processor.

        Raises:
            NetworkError: A file is missing or damaged, or no network is accurate.
        """
        return self._open_network()

    def check(self) -> None:
        """Load the network.

        Raises:
            NetworkError: As `network`.
        """
        _ = self.network

    def embed(self, audio: NDArray[np.float32], rate: int) -> Features:
        """Return the features of a sound.

        Invariant (cosine of vectors above 0.99) to level, to a sample rate that keeps all of its
        frequencies, and to surrounding silence. Only the first `normalised_sound.READ` seconds
        count.

        Args:
            audio: float32 [channels, frames] or [frames].
            rate: Hertz.

        Returns:
            float32 [space.inputs], finite.

        Raises:
            Unusable: The sound is silent, empty or otherwise unusable.
            NetworkError: The network failed.
        """
        wave = normalise(audio, rate)
        spectra = power_spectra(wave)
        bands = mel.mel_power(spectra)
        timbre = (self.network(mel.network_input(bands)) - self._centre) @ self._basis
        described = descriptors(wave, spectra, bands)
        details = detail.detail_statistics(wave, spectra, envelope.rms_envelope(wave))
        return join_features(timbre, np.concatenate([described, details]))

    def embed_text(self, text: str) -> NDArray[np.float32]:
        """Raise `Wordless`: this model was trained on sounds only."""
        raise Wordless(
            f"the model {NAME} knows no words, so it cannot look for “{text}”;"
            " CLAP does (Options, Models; or sempal model install clap --checkpoint FILE)"
        )


def worst_cosine(network: Network, reference: Arrays) -> float:
    """Return the lowest cosine between a network's outputs and the reference vectors.

    Args:
        network: The network to check.
        reference: Content of `REFERENCE`.
    """
    found = []
    for number in range(len(reference) // 2):
        one, wanted = network(reference[f"picture{number}"]), reference[f"vector{number}"]
        found.append(one @ wanted / np.linalg.norm(one) / np.linalg.norm(wanted))
    return float(min(found))
