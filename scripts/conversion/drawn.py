"""Weights from chance, to try a network with."""

from __future__ import annotations

import math
import zlib

import numpy as np
from numpy.typing import NDArray


def drawn(shapes: dict[str, tuple[int, ...]], seed: int) -> dict[str, NDArray[np.float32]]:
    """Return weights from chance, the same on every machine, none of them nothing.

    Each depends on its name and shape alone. They are as large as trained ones, so that no
    part of the network does without effect.
    """
    found = {}
    for name, shape in shapes.items():
        chance = np.random.default_rng([seed, zlib.crc32(name.encode())])
        if name.endswith("running_mean"):
            values = chance.normal(-30, 5, shape)
        elif name.endswith("running_var"):
            values = chance.uniform(50, 400, shape)
        elif "relative_position_bias_table" in name:
            values = chance.normal(0, 0.5, shape)
        elif len(shape) == 1:
            values = chance.normal(0, 0.05, shape) + (
                name.endswith("weight") and "norm" in name.lower()
            )
        else:
            values = chance.normal(0, 1 / max(16, math.prod(shape[1:])) ** 0.5, shape)
        found[name] = values.astype(np.float32)
    return found
