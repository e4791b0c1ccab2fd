"""Interface of embedding models."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.embedding.features import Features
from models.embedding.space.space import Space


class Model(Protocol):
    """Turns sounds into features; thread-safe."""

    @property
    def id(self) -> str:
        """Name of model, weights and version, under which features are stored."""
        ...

    @property
    def space(self) -> Space:
        """Shipped feature statistics, not adapted to a library."""
        ...

    @property
    def earlier(self) -> Space | None:
        """The same for features of its first version, and the beginning of those of today.

        `None`: there was no other version.
        """
        ...

    def check(self) -> None:
        """Load what `embed` needs; until then, nothing but the statistics is in memory.

        Raises:
            NetworkError: It cannot be used on this machine.
        """
        ...

    def embed(self, audio: NDArray[np.float32], rate: int) -> Features:
        """Return the features of a sound: float32 [space.inputs], finite.

        Args:
            audio: float32 [channels, frames] or [frames].
            rate: Hertz.

        Raises:
            Unusable: The sound is silent, empty or otherwise unusable.
            NetworkError: The network failed.
        """
        ...

    def embed_text(self, text: str) -> NDArray[np.float32]:
        """Embed a text: float32 [space.timbre], unit length; see `text_query_vector`.

        Raises:
            Wordless: The model does not support text.
            NetworkError: The tokenizer or the text network is damaged.
        """
        ...
