"""What every model can be asked."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from models.embedding.features import Features
from models.embedding.space.space import Space


class Model(Protocol):
    """Turns sounds into features; any thread may ask it, many at a time."""

    @property
    def id(self) -> str:
        """Of model, weights and version, under which features are kept."""
        ...

    @property
    def space(self) -> Space:
        """What is usual of its features, before a library tells."""
        ...

    def embed(self, audio: NDArray[np.float32], rate: int) -> Features:
        """Return the features of a sound: float32 [len(space.mean)], finite.

        Args:
            audio: float32 [channels, frames] or [frames].
            rate: Hertz.

        Raises:
            Unusable: it is silent, empty or the like.
            NetworkError: the network failed.
        """
        ...

    def embed_text(self, text: str) -> NDArray[np.float32]:
        """Return where words lie: float32 [space.timbre], of length 1; see `text_query_vector`.

        Raises:
            Wordless: it knows sounds only.
            NetworkError: what it needs is damaged.
        """
        ...
