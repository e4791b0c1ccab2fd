"""A network with one hidden layer of rectified linear units."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Layers = tuple[NDArray[Any], NDArray[Any], NDArray[Any], NDArray[Any]]
"""Weights and bias of the hidden layer, [features, hidden] and [hidden], and of the outputs."""


def head_scores(inputs: NDArray[Any], layers: Layers) -> NDArray[Any]:
    """Return the outputs before the softmax: [sounds, outputs], in the precision of the inputs.

    Args:
        inputs: [sounds, features].
        layers: Of the same type.
    """
    first, first_bias, second, second_bias = layers
    hidden = np.maximum(inputs @ first + first_bias, 0)
    found: NDArray[Any] = hidden @ second + second_bias
    return found
