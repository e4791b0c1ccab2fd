"""Write weights in the layout that the graphs expect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from models.embedding.checkpoint.weights import CheckpointError
from models.embedding.clap.blueprint import Tower, Weight

LISTED = 3
"""Number of names that an error message lists."""


def check_weights(tower: Tower, weights: Mapping[str, NDArray[Any]]) -> None:
    """Check that all tensors of a tower are present.

    Raises:
        CheckpointError: Tensors are missing, or have another shape or element type.
    """
    missing = [one.name for one in tower.weights if one.name not in weights]
    if missing:
        raise CheckpointError(
            f"no weights of CLAP (unfused): {len(missing)} of {len(tower.weights)} tensors of its"
            f" {tower.name} tower are missing: {', '.join(missing[:LISTED])}"
        )
    for one in tower.weights:
        found = weights[one.name]
        if tuple(found.shape) != one.shape:
            raise CheckpointError(f"{one.name} is {tuple(found.shape)}, not {one.shape}")
        if found.dtype.kind != "f":
            raise CheckpointError(f"{one.name} is of {found.dtype}")


def write_weights(tower: Tower, weights: Mapping[str, NDArray[Any]], file: BinaryIO) -> None:
    """Write the weights of a tower as its graph expects them.

    Args:
        tower: The tower.
        weights: Tensors by name.
        file: Opened for writing, empty; stays open.

    Raises:
        CheckpointError: As `check_weights`, or a tensor is not finite.
        OSError: The file cannot be written.
    """
    check_weights(tower, weights)
    for one in tower.weights:
        file.seek(one.offset)
        file.write(_content(one, weights[one.name]))
    file.truncate(tower.length)


def _content(wanted: Weight, found: NDArray[Any]) -> bytes:
    values = np.ascontiguousarray(found, "<f4")
    if not np.isfinite(values).all():
        raise CheckpointError(f"{wanted.name} holds what is no number")
    return values.tobytes()
