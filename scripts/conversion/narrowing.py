"""Low-rank factorisation of convolutions, for fewer multiplications.

A convolution becomes two: one to fewer channels, and a 1 x 1 convolution that restores all
channels. The error is minimised behind the ReLU, weighted by the sensitivity of the next
convolution.

Source: X. Zhang, J. Zou, K. He and J. Sun, "Accelerating very deep convolutional networks for
classification and detection", 2015: sections 3.1 (low rank), 3.2 (nonlinearity) and 3.3 (asymmetric
reconstruction: inputs from the approximated layers before).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import onnxruntime as ort
from numpy.typing import NDArray
from onnx import TensorProto, helper

from models.embedding.network import INPUT
from scripts.conversion.graph import Convolution, Layers, build_network

Floats = NDArray[np.float32]

WIDTHS = {"1_2": 32, "2_1": 64, "2_2": 64, "3_1": 128, "3_2": 144}
"""Intermediate channels; half of them hold 0.98 or more of the variance.

The last block would lose more; see docs/decisions/0008-default-model.md.
"""
PLACES = 800
"""Positions (time, frequency) sampled per sound."""
STEPS, TOGETHER, PACE = 3000, 2048, 2e-3
"""Optimiser steps, batch size, and initial learning rate."""


def factorise(layers: Layers, pictures: Sequence[Floats]) -> Layers:
    """Return the layers with those of `WIDTHS` factorised.

    Args:
        layers: Of the whole network.
        pictures: Spectrograms of typical sounds, without trailing silence.
    """
    names, found = list(layers), dict(layers)
    for name, width in WIDTHS.items():
        wanted, given = (_answers(some, name, pictures) for some in (layers, found))
        (following, _), *_ = layers[names[names.index(name) + 1]]
        heed = np.linalg.norm(following.swapaxes(0, 1).reshape(following.shape[1], -1), axis=1)
        heed = (heed / np.sqrt((heed**2).mean())).astype(np.float32)
        fit = _Fit.begun(given, width, heed)
        fit.improve(given, np.maximum(wanted, 0))
        found[name] = fit.applied(layers[name][0])
    return found


def _answers(layers: Layers, name: str, pictures: Iterable[Floats]) -> Floats:
    """Return a convolution's output at sampled positions: float32 [positions, channels]."""
    model = build_network(layers)
    said = helper.make_tensor_value_info(f"conv{name}", TensorProto.FLOAT, None)
    model.graph.output.append(said)
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    chance = np.random.default_rng(0)
    found = []
    for picture in pictures:
        (said,) = session.run([f"conv{name}"], {INPUT: picture[None]})
        places = said[0].reshape(said.shape[1], -1)
        found.append(places[:, chance.integers(0, places.shape[1], PLACES)].T)
    return np.concatenate(found)


@dataclass
class _Fit:
    """Factorisation of one convolution, with channel weights of the error."""

    few: Floats
    """float32 [width, channels]."""
    shift: Floats
    """float32 [width]."""
    many: Floats
    """float32 [channels, width]."""
    rest: Floats
    """float32 [channels]."""
    heed: Floats
    """float32 [channels], mean 1."""

    @classmethod
    def begun(cls, given: Floats, width: int, heed: Floats) -> _Fit:
        """Return the principal components, rotated to equal variance.

        Quantisation uses a single scale for all of them.
        """
        mean = given.mean(0)
        weighed = (given - mean) * heed
        turned, _ = np.linalg.qr(np.random.default_rng(0).normal(size=(width, width)))
        mixtures = np.linalg.eigh(weighed.T @ weighed)[1][:, -width:] @ turned
        few = (mixtures.T * heed).astype(np.float32)
        many = (mixtures / heed[:, None]).astype(np.float32)
        return cls(few, -few @ mean, many, mean, heed)

    def improve(self, given: Floats, wanted: Floats) -> None:
        """Minimise the error behind the ReLU.

        Source: D. P. Kingma and J. Ba, "Adam: a method for stochastic optimization", 2015, with
        cosine decay of the learning rate.
        """
        parts = [self.few, self.shift, self.many, self.rest]
        means, squares = ([np.zeros_like(part) for part in parts] for _ in range(2))
        chance = np.random.default_rng(0)
        for step in range(1, STEPS + 1):
            some = chance.integers(0, len(given), TOGETHER)
            seen = given[some]
            between = seen @ self.few.T + self.shift
            said = between @ self.many.T + self.rest
            wrong = np.where(said > 0, said - wanted[some], 0) * self.heed**2 / TOGETHER
            back = wrong @ self.many
            slopes = (back.T @ seen, back.sum(0), wrong.T @ between, wrong.sum(0))
            pace = PACE * (1 + np.cos(np.pi * step / STEPS)) / 2
            for at, slope in enumerate(slopes):
                means[at] += 0.1 * (slope - means[at])
                squares[at] += 0.01 * (slope**2 - squares[at])
                steepness = np.sqrt(squares[at] / (1 - 0.99**step)) + 1e-8
                parts[at] -= (pace * means[at] / (1 - 0.9**step) / steepness).astype(np.float32)

    def applied(self, convolution: Convolution) -> tuple[Convolution, Convolution]:
        """Return a convolution factorised into two."""
        weight, bias = convolution
        few = np.einsum("fo,oirc->firc", self.few, weight), self.few @ bias + self.shift
        return few, (self.many[:, :, None, None], self.rest)
