"""Read a safetensors file: a JSON table of names, then the raw tensor data."""

from __future__ import annotations

import io
import json
import math
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

KINDS: dict[str, np.dtype[Any]] = {
    "F64": np.dtype("<f8"),
    "F32": np.dtype("<f4"),
    "F16": np.dtype("<f2"),
    "I64": np.dtype("<i8"),
    "I32": np.dtype("<i4"),
    "BOOL": np.dtype("?"),
}
SHORTEST, LONGEST = 2, 100_000_000
"""Limits of the table in bytes, as the format defines them."""


def read_safetensors(file: BinaryIO) -> dict[str, NDArray[Any]]:
    """Return the tensors of an opened file by name, memory-mapped.

    Raises:
        ValueError: The file is damaged, truncated or of another format.
        OSError: It cannot be read.

    Source: https://github.com/huggingface/safetensors, section "Format".
    """
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    length = int.from_bytes(file.read(8), "little")
    if not SHORTEST <= length <= min(LONGEST, size - 8):
        raise ValueError("there is no table of tensors in it")
    try:
        table: dict[str, Any] = json.loads(file.read(length))
    except RecursionError as error:
        raise ValueError("its table is nested without end") from error
    first = 8 + length
    stored = np.memmap(file, np.uint8, "r", offset=first) if size > first else np.empty(0, np.uint8)
    return {name: _tensor(stored, name, entry) for name, entry in table.items() if name[:2] != "__"}


def _tensor(stored: NDArray[np.uint8], name: str, entry: Any) -> NDArray[Any]:
    try:
        begin, end = (int(one) for one in entry["data_offsets"])
        shape = tuple(int(one) for one in entry["shape"])
        kind = KINDS[entry["dtype"]]
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{name}: {error!r}") from error
    if min((begin, *shape), default=0) < 0 or end - begin != math.prod(shape) * kind.itemsize:
        raise ValueError(f"{name}: {end - begin} bytes for {shape}")
    if end > len(stored):
        raise ValueError(f"{name}: it is cut short")
    found: NDArray[Any] = stored[begin:end].view(kind).reshape(shape)
    return found
