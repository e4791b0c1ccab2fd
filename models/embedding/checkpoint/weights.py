"""Weights in a file of any known format."""

from __future__ import annotations

import pickle
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any, BinaryIO, cast

import numpy as np
from numpy.typing import NDArray

from models.embedding.checkpoint import pickled, safetensors

Weights = Mapping[str, NDArray[Any]]

INSIDE = ("state_dict", "model", "module")
"""Keys under which training checkpoints nest the weights."""


class CheckpointError(Exception):
    """A weights file that cannot be used; the message says which and why."""


def read_weights(file: BinaryIO, name: str) -> Weights:
    """Return the tensors of a weights file by name.

    Args:
        file: Written by `torch.save` since PyTorch 1.6, or a safetensors file; opened for reading,
            and open as long as the tensors are used, which may be mapped from it.
        name: Name of the file, for errors.

    Raises:
        CheckpointError: It is truncated, damaged or holds no weights.
    """
    try:
        archive = file.read(2) == b"PK"
        file.seek(0)
        found: Any = (
            pickled.read_torch_file(file) if archive else safetensors.read_safetensors(file)
        )
    except (
        *(OSError, ValueError, KeyError, TypeError, IndexError, EOFError, AttributeError),
        *(pickle.UnpicklingError, zipfile.BadZipFile, zlib.error, NotImplementedError),
    ) as error:
        raise CheckpointError(f"{name}: no readable weights: {error}") from error
    for key in INSIDE:
        if isinstance(found, dict) and isinstance(found.get(key), dict):
            found = found[key]
    if not isinstance(found, dict):
        raise CheckpointError(f"{name}: it holds no weights")
    return {
        str(key): value
        for key, value in cast("dict[object, object]", found).items()
        if isinstance(value, np.ndarray)
    }
