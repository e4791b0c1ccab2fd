"""The network of aiSFX as an ONNX graph, with batch normalisation folded into the weights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from models.embedding.frontend.mel import BANDS
from models.embedding.network import INPUT, OUTPUT

Convolution = tuple[NDArray[np.float32], NDArray[np.float32]]
"""Weight, float32 [out, in, rows, columns], and bias, float32 [out]."""
Layers = Mapping[str, tuple[Convolution, ...]]
"""By block and layer (`3_1`): convolutions in sequence, up to the activation (ReLU)."""

BLOCKS, SIZE = 4, 512
EPSILON = 1e-5
"""Epsilon of PyTorch's batch normalisation."""
DESCRIPTION = (
    "aiSFX, X-Sequential-CE, (c) 2022 A. B. Ma and A. Lerch (ISMIR 2022), CC BY 4.0."
    " Changed by sempal: batch normalisation folded, converted from PyTorch to ONNX."
)


def layers(weights: Mapping[str, NDArray[Any]]) -> Layers:
    """Return the convolutions of the network, in order."""
    places = [(block, layer) for block in range(1, BLOCKS + 1) for layer in (1, 2)]
    return {f"{block}_{layer}": (_folded(weights, block, layer),) for block, layer in places}


def _folded(weights: Mapping[str, NDArray[Any]], block: int, layer: int) -> Convolution:
    """Return a convolution with the following batch normalisation folded in."""
    place = f"embedding_net.conv_block{block}."
    weight = weights[f"{place}conv{layer}.weight"].astype(np.float64)
    gain, bias, mean, variance = (
        weights[f"{place}bn{layer}.{name}"].astype(np.float64)
        for name in ("weight", "bias", "running_mean", "running_var")
    )
    scale = gain / np.sqrt(variance + EPSILON)
    whole = (weight * scale[:, None, None, None]).astype(np.float32)
    return whole, (bias - mean * scale).astype(np.float32)


def build_network(layers: Layers) -> onnx.ModelProto:
    """Return the network for any number of sounds and windows.

    Four blocks of two convolutions, halving time and frequency after each but the last; mean over
    frequency, then maximum over time. Pre-activation outputs are called `conv` and the layer's
    name.
    """
    axes = {"channel": [1], "pitch": [3], "time": [2]}
    stored = [numpy_helper.from_array(np.array(axis), name) for name, axis in axes.items()]
    nodes = [helper.make_node("Unsqueeze", [INPUT, "channel"], ["seen"])]
    last = "seen"
    for name, convolutions in layers.items():
        for number, (weight, bias) in enumerate(convolutions, 1):
            part = "" if number == len(convolutions) else f"_part{number}"
            stored.append(numpy_helper.from_array(weight, f"weight{name}{part}"))
            stored.append(numpy_helper.from_array(bias, f"bias{name}{part}"))
            taken = [last, f"weight{name}{part}", f"bias{name}{part}"]
            last = f"conv{name}{part}"
            size = list(weight.shape[2:])
            pads = [side // 2 for side in size] * 2
            nodes.append(helper.make_node("Conv", taken, [last], pads=pads, kernel_shape=size))
        nodes.append(helper.make_node("Relu", [last], [f"relu{name}"]))
        last = f"relu{name}"
        if name.endswith("_2") and name != list(layers)[-1]:
            half = f"half{name[0]}"
            nodes.append(
                helper.make_node("MaxPool", [last], [half], kernel_shape=[2, 2], strides=[2, 2])
            )
            last = half
    nodes.append(helper.make_node("ReduceMean", [last, "pitch"], ["over"], keepdims=0))
    nodes.append(helper.make_node("ReduceMax", ["over", "time"], [OUTPUT], keepdims=0))
    taken_in = helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["sounds", "windows", BANDS])
    given = helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["sounds", SIZE])
    graph = helper.make_graph(nodes, "aisfx", [taken_in], [given], stored)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    model.doc_string = DESCRIPTION
    onnx.checker.check_model(model, full_check=True)
    return model
