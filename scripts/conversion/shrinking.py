"""Quantisation: weights in half precision, and 8-bit integers throughout."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import (
    CalibrationDataReader,
    CalibrationMethod,
    QuantFormat,
    QuantType,
    quantize_static,
)
from onnxruntime.quantization.shape_inference import quant_pre_process

from models.embedding.network import INPUT

LARGE = 1000
"""Minimum number of values of a tensor worth shrinking."""


def to_half_precision(model: onnx.ModelProto) -> onnx.ModelProto:
    """Return the network with 16-bit weights, computing in 32 bits as before."""
    small = onnx.ModelProto()
    small.CopyFrom(model)
    kept, casts = [], []
    for tensor in small.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > LARGE:
            name = f"{tensor.name}_half"
            kept.append(numpy_helper.from_array(values.astype(np.float16), name))
            casts.append(helper.make_node("Cast", [name], [tensor.name], to=TensorProto.FLOAT))
        else:
            kept.append(tensor)
    nodes = [*casts, *small.graph.node]
    del small.graph.initializer[:], small.graph.node[:]
    small.graph.initializer.extend(kept)
    small.graph.node.extend(nodes)
    onnx.checker.check_model(small, full_check=True)
    return small


class _Pictures(CalibrationDataReader):  # type: ignore[misc]  # the package has no types
    """Calibration data: one sound after another."""

    def __init__(self, pictures: Iterable[NDArray[np.float32]]) -> None:
        self._rest = iter(pictures)

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        picture = next(self._rest, None)
        return None if picture is None else {INPUT: picture[None]}


def to_int8(model: onnx.ModelProto, pictures: Iterable[NDArray[np.float32]], folder: Path) -> bytes:
    """Return the network in 8-bit integers: weights signed, activations unsigned.

    Args:
        model: The network in full precision.
        pictures: Spectrograms of typical sounds; they determine the scales.
        folder: For intermediate files.

    Source: the study of alternatives in docs/decisions/0008-default-model.md.
    """
    logging.getLogger().setLevel(logging.ERROR)  # it recommends what we do already
    full, ready, small = (folder / f"{name}.onnx" for name in ("full", "ready", "small"))
    onnx.save(model, full)
    quant_pre_process(full, ready, skip_symbolic_shape=True)
    quantize_static(
        ready,
        small,
        _Pictures(pictures),
        quant_format=QuantFormat.QDQ,
        activation_type=QuantType.QUInt8,
        weight_type=QuantType.QInt8,
        per_channel=True,
        calibrate_method=CalibrationMethod.Percentile,
    )
    shrunk = onnx.load(small)
    shrunk.doc_string = f"{model.doc_string} Quantised to 8 bits."
    content: bytes = shrunk.SerializeToString()
    return content
