"""Reference implementation: the authors' network run by PyTorch."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
import torch
from numpy.typing import NDArray

from models.embedding.frontend.mel import Picture
from scripts.conversion import wheel

CODE = "aisfx/models/cnn2d.py"


class Original:
    """The authors' class with the authors' weights, read by PyTorch itself."""

    def __init__(self, package: ZipFile, scratch: Path) -> None:
        """Extract the package's own program; pip has verified its hash."""
        code, weights = package.extract(CODE, scratch), package.extract(wheel.CHECKPOINT, scratch)
        spec = importlib.util.spec_from_file_location("cnn2d", code)
        if spec is None or spec.loader is None:
            raise ImportError(code)
        module: Any = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        # The checkpoint contains numpy scalars, which `weights_only` refuses.
        state, sets = torch.load(weights, map_location="cpu", weights_only=False)
        self._network = module.CrossNet(module.EmbeddingNet("max", 3, 1, 64), sets, "cpu")
        self._network.load_state_dict(state)
        self._network.eval()

    def __call__(self, picture: Picture) -> NDArray[np.float32]:
        """Return the vector of one sound: float32 [512]."""
        with torch.no_grad():
            found = self._network.get_embedding(torch.from_numpy(picture[None]))
        vector: NDArray[np.float32] = found[0].numpy()
        return vector
