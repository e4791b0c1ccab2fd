"""CLAP with the weights a person brought: sounds and words in one space."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.embedding import arrays
from models.embedding.clap import blueprint, frontend, seal
from models.embedding.clap.text_tokens import Words
from models.embedding.features import COUNT, Features, descriptors
from models.embedding.frontend import mel
from models.embedding.frontend.normalised_sound import Unusable, normalise
from models.embedding.frontend.spectrum import power_spectra
from models.embedding.network import Network, NetworkError, Wordless
from models.embedding.space.space import Space
from models.embedding.space.unit_vector import unit

NAME = "clap"
VERSION = 1
"""Of the way from a file to features; features of other versions cannot be compared."""
BLUEPRINT, TOKENIZER = "clap.json", "tokenizer.json"


class ClapModel:
    """Turns sounds into features and words into vectors; any thread may ask it."""

    def __init__(self, folder: Path, usual: Path) -> None:
        """Load the network for sounds; that for words is loaded when it is first asked.

        Args:
            folder: Where it was installed.
            usual: What is usual of our descriptors: `default_model.USUAL` in `data/models`.

        Raises:
            NetworkError: a file is missing, or not as it was installed.
        """
        self._folder = folder
        seal.check_files(folder, [BLUEPRINT])
        self._towers = blueprint.read_blueprint(folder / BLUEPRINT)
        if "audio" not in self._towers:
            raise NetworkError(f"{BLUEPRINT}: there is no tower for sounds")
        self._audio = self._loaded("audio")
        self._source = seal.source_digest(folder)
        known = arrays.read_arrays(usual)
        size = len(self._audio(np.zeros((1, *frontend.SHAPE), np.float32)))
        mean = np.concatenate([np.zeros(size), known["mean"][-COUNT:]])
        spread = np.concatenate([np.ones(size), known["spread"][-COUNT:]])
        self.space = Space(mean.astype(np.float32), spread.astype(np.float32))
        """Our descriptors as among sounds everybody has; CLAP's part not centred yet."""

    @property
    def id(self) -> str:
        """The name of model, version and weights, under which features are kept."""
        return f"{NAME}-{VERSION}-{self._source[:12]}"

    def embed_audio(self, audio: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
        """Return what CLAP says of a sound, windows of a long one together.

        Args:
            audio: float32 [channels, frames] or [frames], finite and not silent.
            rate: Hertz.

        Returns:
            float32 [size of CLAP's space], of length 1.
        """
        wave = frontend.to_mono(audio, rate)
        said = [self._audio(frontend.log_mel(one)[None]) for one in frontend.split_windows(wave)]
        return unit(np.mean(said, 0))

    def embed(self, audio: NDArray[np.float32], rate: int) -> Features:
        """Return the features of a sound: what CLAP says, then our descriptors.

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
        told = descriptors(wave, spectra, mel.mel_power(spectra))
        features: Features = np.concatenate([self.embed_audio(audio, rate), told]).astype(
            np.float32
        )
        if not np.isfinite(features).all():
            raise Unusable("its features are no numbers")
        return features

    def embed_text(self, text: str) -> NDArray[np.float32]:
        """Return where words lie among sounds.

        Returns:
            float32 [size of CLAP's space], of length 1; see `text_query_vector`.

        Raises:
            Wordless: it was installed without words.
            NetworkError: what it needs is damaged.
        """
        tokens, network = self._text
        return unit(network(tokens.numbers(text)))

    @cached_property
    def _text(self) -> tuple[Words, Network]:
        if not (self._folder / TOKENIZER).exists():
            raise Wordless(f"CLAP was installed without {TOKENIZER}, so it knows no words")
        seal.check_files(self._folder, [TOKENIZER])
        return Words(self._folder / TOKENIZER), self._loaded("text")

    def _loaded(self, name: str) -> Network:
        tower = self._towers[name]
        seal.check_files(self._folder, [tower.graph, tower.stored])
        return Network(self._folder / tower.graph)
