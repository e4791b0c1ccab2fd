"""Files of weights as others write them, made without their programs."""

from __future__ import annotations

import io
import json
import pickle
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import numpy as np
from numpy.typing import NDArray

from actors.model_files.loader import read_blueprint
from scripts.conversion.drawn import random_weights
from tests.models.embedding.clap.sounds import SEED

TINY = Path(__file__).parents[3] / "fixtures" / "clap"
Named = Mapping[str, NDArray[Any]]


def named() -> dict[str, NDArray[np.float32]]:
    """Return the weights that the stored answers were given with."""
    towers = read_blueprint(TINY / "clap.json").values()
    return random_weights({one.name: one.shape for tower in towers for one in tower.weights}, SEED)


def safetensors(weights: Named) -> bytes:
    """Return a file of safetensors."""
    table, content = dict[str, object](), b""
    for name, value in weights.items():
        begin = len(content)
        content += value.astype("<f4").tobytes()
        places = [begin, len(content)]
        table[name] = {"dtype": "F32", "shape": value.shape, "data_offsets": places}
    head = json.dumps({"__metadata__": {"format": "pt"}, **table}).encode()
    return len(head).to_bytes(8, "little") + head + content


class _Storage:
    """What PyTorch's tensors lie in, to the pickler."""

    def __init__(self, key: int, content: bytes) -> None:
        self.key, self.content = key, content


class _Named:
    """Pickled as a global of another module, which need not be there."""

    def __init__(self, module: str, name: str) -> None:
        self.module, self.name = module, name


class _Tensor:
    def __init__(self, storage: _Storage, shape: tuple[int, ...]) -> None:
        self.storage, self.shape = storage, shape


class _Writer(pickle._Pickler):  # the one in Python can be told how to save what
    def persistent_id(self, obj: Any) -> Any:
        if isinstance(obj, _Storage):
            kind = _Named("torch", "FloatStorage")
            return ("storage", kind, str(obj.key), "cpu", len(obj.content) // 4)
        return None

    write: Callable[[bytes], object]

    def save(self, obj: Any, save_persistent_id: bool = True) -> None:  # noqa: FBT002  # its own
        if isinstance(obj, _Named):
            self.write(b"c" + f"{obj.module}\n{obj.name}\n".encode())
        elif isinstance(obj, _Tensor):
            self.save(_Named("torch._utils", "_rebuild_tensor_v2"))
            stride = [int(np.prod(obj.shape[one + 1 :])) for one in range(len(obj.shape))]
            self.save((obj.storage, 0, obj.shape, tuple(stride), False, {}))
            self.write(pickle.REDUCE)
        else:
            super().save(obj, save_persistent_id)  # type: ignore[misc]  # not in its stub


def saved(weights: Named, **beside: object) -> bytes:
    """Return what `torch.save` makes of weights, alone or in a trainer's notes.

    Args:
        weights: By name.
        beside: Notes of a trainer, which has the weights under `state_dict`.
    """
    storages = [_Storage(n, v.astype("<f4").tobytes()) for n, v in enumerate(weights.values())]
    tensors = {
        name: _Tensor(one, value.shape)
        for one, (name, value) in zip(storages, weights.items(), strict=True)
    }
    program, content = io.BytesIO(), io.BytesIO()
    _Writer(program, 2).dump({**beside, "state_dict": tensors} if beside else tensors)
    with ZipFile(content, "w") as file:
        file.writestr("archive/data.pkl", program.getvalue())
        for storage in storages:
            file.writestr(f"archive/data/{storage.key}", storage.content)
    return content.getvalue()


def theirs(weights: Named) -> dict[str, NDArray[Any]]:
    """Return weights under the names of `laion_clap`, as its training leaves them."""
    found: dict[str, NDArray[Any]] = {"module.logit_scale_a": np.ones(1, np.float32)}
    for name, value in weights.items():
        key = name
        for ours, other in (
            *(("audio_model.audio_encoder.", "audio_branch."), ("text_model.", "text_branch.")),
            *(
                ("_projection.linear1.", "_projection.0."),
                ("_projection.linear2.", "_projection.2."),
            ),
        ):
            key = key.replace(ours, other)
        if key.startswith("audio_branch."):
            for ours, other in (
                *((".attention.output.dense.", ".attn.proj."), (".attention.self.", ".attn.")),
                *((".intermediate.dense.", ".mlp.fc1."), (".output.dense.", ".mlp.fc2.")),
                *((".layernorm_before.", ".norm1."), (".layernorm_after.", ".norm2.")),
                (".batch_norm.", ".bn0."),
            ):
                key = key.replace(ours, other) if not key.startswith(ours) else key
            key = key.replace("audio_branch.batch_norm.", "audio_branch.bn0.")
            if ".attn.query." in key:
                parts = [weights[name.replace("query", part)] for part in ("query", "key", "value")]
                found["module." + key.replace("query", "qkv")] = np.concatenate(parts)
                continue
            if ".attn.key." in key or ".attn.value." in key:
                continue
        found["module." + key] = value
    found["module.audio_branch.spectrogram_extractor.stft.conv_real.weight"] = np.zeros((2, 1, 4))
    return found
