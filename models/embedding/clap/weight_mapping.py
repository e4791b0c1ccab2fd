"""Bring weights into the form that the graphs take them from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.embedding.checkpoint.weights import CheckpointError
from models.embedding.clap.blueprint import Tower, Weight

TOLD = 3
"""Names that an error lists."""


def check_weights(tower: Tower, weights: Mapping[str, NDArray[Any]]) -> None:
    """Return if everything a tower wants is there.

    Raises:
        CheckpointError: tensors are missing, of another shape, or hold what is no number.
    """
    missing = [one.name for one in tower.weights if one.name not in weights]
    if missing:
        raise CheckpointError(
            f"no weights of CLAP (unfused): {len(missing)} of {len(tower.weights)} tensors of its"
            f" {tower.name} tower are missing: {', '.join(missing[:TOLD])}"
        )
    for one in tower.weights:
        found = weights[one.name]
        if tuple(found.shape) != one.shape:
            raise CheckpointError(f"{one.name} is {tuple(found.shape)}, not {one.shape}")
        if found.dtype.kind != "f":
            raise CheckpointError(f"{one.name} is of {found.dtype}")


def write_weights(tower: Tower, weights: Mapping[str, NDArray[Any]], folder: Path) -> None:
    """Write the weights of a tower into `folder`; they are on the disk on return.

    Raises:
        CheckpointError: as `check_weights`.
        OSError: the disk is full or the folder cannot be written.
    """
    check_weights(tower, weights)
    with (folder / tower.stored).open("wb") as file:
        for one in tower.weights:
            file.seek(one.offset)
            file.write(_content(one, weights[one.name]))
        file.truncate(tower.length)
        file.flush()
        os.fsync(file.fileno())


def _content(wanted: Weight, found: NDArray[Any]) -> bytes:
    values = np.ascontiguousarray(found, "<f4")
    if not np.isfinite(values).all():
        raise CheckpointError(f"{wanted.name} holds what is no number")
    return values.tobytes()
