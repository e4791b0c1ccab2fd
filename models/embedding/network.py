"""ONNX networks that turn spectrograms into vectors; the only user of ONNX Runtime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

INPUT, OUTPUT = "picture", "embedding"
"""Name of every network's input, and of the default network's output."""


class NetworkError(Exception):
    """A network that cannot be used; the message says which and why."""


class Wordless(NetworkError):
    """A text query to a model that does not support text."""


class Network:
    """An ONNX network in memory; thread-safe."""

    def __init__(self, path: Path) -> None:
        """Load a network.

        Args:
            path: An ONNX file.

        Raises:
            NetworkError: The file is missing or damaged.
        """
        try:
            import onnxruntime as ort  # late: 40 MB, and the window loads no network
        except ImportError as error:
            raise NetworkError(f"ONNX Runtime: {error}") from error

        ort.set_default_logger_severity(3)
        options = ort.SessionOptions()
        # There is one worker process per core; a thread pool in each would only compete.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            self._session = ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # its errors have no common base class
            raise NetworkError(f"network {path.name}: {error}") from error

    def __call__(self, picture: NDArray[Any]) -> NDArray[np.float32]:
        """Return the vector of one sound or text.

        Args:
            picture: float32 [windows, bands] or whatever the network takes: CLAP's spectrograms are
                float32 [1, windows, bands], its texts int64 [tokens].

        Raises:
            NetworkError: The network rejects the input.
        """
        try:
            (found,) = self._session.run(None, {INPUT: picture[None]})
        except Exception as error:
            raise NetworkError(
                f"network failed on a picture of {picture.shape}: {error}"
            ) from error
        vector: NDArray[np.float32] = np.asarray(found, np.float32)[0]
        return vector
