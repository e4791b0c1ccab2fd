"""Read a PyTorch checkpoint without PyTorch and without executing its code."""

from __future__ import annotations

import codecs
import io
import pickle
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, BinaryIO
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

STORED: dict[str, np.dtype[Any]] = {
    "DoubleStorage": np.dtype("<f8"),
    "FloatStorage": np.dtype("<f4"),
    "HalfStorage": np.dtype("<f2"),
    "LongStorage": np.dtype("<i8"),
    "IntStorage": np.dtype("<i4"),
    "BoolStorage": np.dtype("?"),
}
"""Element types of tensors, by PyTorch's storage names."""


class _Type:
    """Placeholder for a pickled numpy scalar type; its details are not needed."""

    def __setstate__(self, state: object) -> None:
        """Discard the state."""


def _tensor(
    stored: NDArray[Any], offset: int, shape: tuple[int, ...], stride: tuple[int, ...], *_: object
) -> NDArray[Any]:
    """Build an array from PyTorch's layout; reject one that exceeds its storage."""
    reach = offset + sum((size - 1) * step for size, step in zip(shape, stride, strict=True))
    if min((offset, *shape, *stride), default=0) < 0 or reach >= stored.size:
        raise pickle.UnpicklingError(f"a tensor of {shape} outside of its storage")
    strides = [step * stored.itemsize for step in stride]
    return np.lib.stride_tricks.as_strided(stored[offset:], shape, strides).copy()


def _scalar(_: object, raw: bytes) -> int:
    return int.from_bytes(raw, "little")


KNOWN: dict[tuple[str, str], Callable[..., Any]] = {
    ("collections", "OrderedDict"): OrderedDict,
    ("torch._utils", "_rebuild_tensor_v2"): _tensor,
    ("numpy", "dtype"): lambda *_: _Type(),
    ("numpy.core.multiarray", "scalar"): _scalar,
    ("numpy._core.multiarray", "scalar"): _scalar,
    ("_codecs", "encode"): codecs.encode,
}
"""The only callables such a file may use."""


class _Reader(pickle.Unpickler):
    """Unpickler for tensors and their names; it rejects everything else."""

    def __init__(self, archive: ZipFile, folder: str) -> None:
        super().__init__(io.BytesIO(archive.read(f"{folder}/data.pkl")))
        self._archive, self._folder = archive, folder

    def find_class(self, module: str, name: str) -> Any:
        if module == "torch" and name in STORED:
            return name
        if (module, name) not in KNOWN:
            raise pickle.UnpicklingError(f"the checkpoint wants {module}.{name}")
        return KNOWN[module, name]

    def persistent_load(self, pid: Any) -> NDArray[Any]:
        _, kind, key, _, _ = pid
        content = self._archive.read(f"{self._folder}/data/{key}")
        stored: NDArray[Any] = np.frombuffer(content, STORED[str(kind)])
        return stored


def read_torch_file(content: bytes | BinaryIO) -> Any:
    """Return the saved object, with numpy arrays for tensors.

    Args:
        content: A file written by `torch.save` since PyTorch 1.6; its bytes, or opened for reading.

    Raises:
        pickle.UnpicklingError: It holds anything but tensors, or damaged ones.
        zipfile.BadZipFile: It is not such a file.
    """
    with ZipFile(io.BytesIO(content) if isinstance(content, bytes) else content) as archive:
        found = next((name for name in archive.namelist() if name.endswith("data.pkl")), None)
        if found is None:
            raise pickle.UnpicklingError("there is no data.pkl in it")
        return _Reader(archive, found.removesuffix("/data.pkl")).load()
