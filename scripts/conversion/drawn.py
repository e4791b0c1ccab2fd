"""Random weights for testing a network."""

from __future__ import annotations

import math
import zlib

import numpy as np
from numpy.typing import NDArray


def random_weights(shapes: dict[str, tuple[int, ...]], seed: int) -> dict[str, NDArray[np.float32]]:
    """Return random weights, identical on every machine, all non-zero.

    Each depends on its name and shape only. Magnitudes are those of trained weights, so that every
    part of the network affects the output.
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
