"""The one door to ONNX Runtime: a network that turns pictures of sounds into vectors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray

INPUT, OUTPUT = "picture", "embedding"
"""Names of what every network takes, and of what the default one gives."""

ort.set_default_logger_severity(3)


class NetworkError(Exception):
    """A network that cannot be used; the message says which and why."""


class Wordless(NetworkError):
    """A model that knows sounds only was asked for words."""


class Network:
    """A network in memory; any thread may ask it, many at a time."""

    def __init__(self, path: Path) -> None:
        """Load it.

        Args:
            path: An ONNX file.

        Raises:
            NetworkError: there is none, or it is damaged.
        """
        options = ort.SessionOptions()
        # Workers are as many as there are cores; a thread pool in each would be in the way.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # its errors have no common ancestor
            raise NetworkError(f"network {path.name}: {error}") from error

    def __call__(self, picture: NDArray[Any]) -> NDArray[np.float32]:
        """Return the vector of one sound, or of one text.

        Args:
            picture: float32 [windows, bands] or what the network takes: CLAP's pictures are
                float32 [1, windows, bands], and for words int64 [words].

        Raises:
            NetworkError: the network cannot take it.
        """
        try:
            (found,) = self._session.run(None, {INPUT: picture[None]})
        except Exception as error:
            raise NetworkError(
                f"network failed on a picture of {picture.shape}: {error}"
            ) from error
        vector: NDArray[np.float32] = np.asarray(found, np.float32)[0]
        return vector
