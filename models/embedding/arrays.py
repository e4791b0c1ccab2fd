"""Arrays shipped with a network."""

from __future__ import annotations

import io
import zipfile

import numpy as np
from numpy.typing import NDArray

from models.embedding.network import NetworkError

Arrays = dict[str, NDArray[np.float32]]


def parse_arrays(content: bytes, name: str) -> Arrays:
    """Return the arrays of an `.npz` file by name, as float32.

    Args:
        content: The file.
        name: Its name, for errors.

    Raises:
        NetworkError: It is damaged or of another format.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as stored:
            return {key: stored[key].astype(np.float32) for key in stored.files}
    except (OSError, ValueError, AttributeError, TypeError, zipfile.BadZipFile) as error:
        raise NetworkError(f"{name}: {error}") from error
