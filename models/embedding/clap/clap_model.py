"""CLAP with user-supplied weights: sounds and text in one space."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.embedding.arrays import Arrays
from models.embedding.clap import frontend
from models.embedding.clap.text_tokens import Words
from models.embedding.features import COUNT, Features, descriptors, join_features
from models.embedding.frontend import mel
from models.embedding.frontend.normalised_sound import normalise
from models.embedding.frontend.spectrum import power_spectra
from models.embedding.network import Network
from models.embedding.space.space import Space
from models.embedding.space.unit_vector import unit

NAME = "clap"
VERSION = 1
"""Version of the path from file to features; features of other versions are not comparable."""
BLUEPRINT, TOKENIZER = "clap.json", "tokenizer.json"
PROJECTION = "audio_projection.linear2.bias"
"""The last weight of the audio tower, as long as its embeddings."""
TextTower = tuple[Words, Network]


class ClapModel:
    """Embeds sounds and text; thread-safe."""

    def __init__(
        self,
        open_audio: Callable[[], Network],
        open_text: Callable[[], TextTower],
        size: int,
        source: str,
        usual: Arrays,
    ) -> None:
        """Create the model.

        Args:
            open_audio: Opens the audio tower, on first use; see `check`.
            open_text: Opens the text tower, on first use; raises `Wordless` if there is none.
            size: Dimensions of CLAP's space: the length of `PROJECTION`.
            source: SHA-256 of the weights.
            usual: Feature statistics for our descriptors: content of `default_model.USUAL`.
        """
        self._open_audio, self._open_text, self._source = open_audio, open_text, source
        mean = np.concatenate([np.zeros(size), usual["mean"][-COUNT:]])
        spread = np.concatenate([np.ones(size), usual["spread"][-COUNT:]])
        self.space = Space(mean.astype(np.float32), spread.astype(np.float32))
        """Our descriptors normalised by the shipped statistics; CLAP's part not centred yet."""
        self.earlier: Space | None = None
        """It has had one version."""

    @cached_property
    def _audio(self) -> Network:
        return self._open_audio()

    def check(self) -> None:
        """Load the audio tower and run it.

        Raises:
            NetworkError: A file is missing, or differs from the installed one.
        """
        self._audio(np.zeros((1, *frontend.SHAPE), np.float32))

    @property
    def id(self) -> str:
        """Name of model, version and weights, under which features are stored."""
        return f"{NAME}-{VERSION}-{self._source[:12]}"

    def embed_audio(self, audio: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
        """Return CLAP's embedding of a sound: the mean over its windows, normalised.

        Args:
            audio: float32 [channels, frames] or [frames], finite and not silent.
            rate: Hertz.

        Returns:
            float32 [size of CLAP's space], unit length.
        """
        wave = frontend.to_mono(audio, rate)
        said = [self._audio(frontend.log_mel(one)[None]) for one in frontend.split_windows(wave)]
        return unit(np.mean(said, 0))

    def embed(self, audio: NDArray[np.float32], rate: int) -> Features:
        """Return the features of a sound: CLAP's embedding, then our descriptors.

        Args:
            audio: float32 [channels, frames] or [frames].
            rate: Hertz.

        Returns:
            float32 [len(space.mean)], finite.

        Raises:
            Unusable: The sound is silent, empty or otherwise unusable.
            NetworkError: The network failed.
        """
        wave = normalise(audio, rate)
        spectra = power_spectra(wave)
        described = descriptors(wave, spectra, mel.mel_power(spectra))
        return join_features(self.embed_audio(audio, rate), described)

    def embed_text(self, text: str) -> NDArray[np.float32]:
        """Return the embedding of a text in the space of sounds.

        Returns:
            float32 [size of CLAP's space], unit length; see `text_query_vector`.

        Raises:
            Wordless: CLAP was installed without its tokenizer.
            NetworkError: The tokenizer or the text tower is damaged.
        """
        tokens, network = self._text
        return unit(network(tokens.numbers(text)))

    @cached_property
    def _text(self) -> TextTower:
        return self._open_text()
