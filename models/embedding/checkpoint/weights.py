"""Read weights from a file of any known format."""

from __future__ import annotations

import pickle
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from models.embedding.checkpoint import pickled, safetensors

Weights = Mapping[str, NDArray[Any]]

INSIDE = ("state_dict", "model", "module")
"""Keys under which training checkpoints nest the weights."""


class CheckpointError(Exception):
    """A weights file that cannot be used; the message says which and why."""


def read_weights(path: Path) -> Weights:
    """Return the tensors of a weights file by name.

    Args:
        path: A file written by `torch.save` since PyTorch 1.6, or a safetensors file.

    Raises:
        CheckpointError: The file is missing, truncated, damaged or holds no weights.
    """
    try:
        with path.open("rb") as file:
            archive = file.read(2) == b"PK"
        found: Any = (
            pickled.read_torch_file(path) if archive else safetensors.read_safetensors(path)
        )
    except (
        *(OSError, ValueError, KeyError, TypeError, IndexError, EOFError, AttributeError),
        *(pickle.UnpicklingError, zipfile.BadZipFile, zlib.error, NotImplementedError),
    ) as error:
        raise CheckpointError(f"{path.name}: no readable weights: {error}") from error
    for key in INSIDE:
        if isinstance(found, dict) and isinstance(found.get(key), dict):
            found = found[key]
    if not isinstance(found, dict):
        raise CheckpointError(f"{path.name}: it holds no weights")
    return {
        str(name): value
        for name, value in cast("dict[object, object]", found).items()
        if isinstance(value, np.ndarray)
    }
