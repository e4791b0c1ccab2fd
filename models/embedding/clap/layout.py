"""Tensor names of CLAP weights: its authors' and those of `transformers`."""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.embedding.checkpoint.weights import Weights

THEIRS = ("audio_branch.", "text_branch.", "audio_projection.", "text_projection.")
WRAPPED = "module."
"""Name prefix added by multi-device training."""
PARTS = (
    ("text_branch.", "text_model."),
    ("audio_branch.", "audio_model.audio_encoder."),
    (".attn.proj.", ".attention.output.dense."),
    (".attn.", ".attention.self."),
    (".mlp.fc1.", ".intermediate.dense."),
    (".mlp.fc2.", ".output.dense."),
    (".norm1.", ".layernorm_before."),
    (".norm2.", ".layernorm_after."),
    (".bn0.", ".batch_norm."),
)
"""Name substitutions from the authors' layout to that of `transformers`.

Source: `convert_clap_original_pytorch_to_hf.py` of `transformers`.
"""


def to_transformers_names(weights: Weights) -> dict[str, NDArray[Any]]:
    """Return weights of either layout under the names of `transformers`.

    The authors' layout stores query, key and value in one tensor; it is split.
    """
    bare = {name.removeprefix(WRAPPED): value for name, value in weights.items()}
    if not any(name.startswith("audio_branch.") for name in bare):
        return bare
    found: dict[str, NDArray[Any]] = {}
    for name, value in bare.items():
        if not name.startswith(THEIRS):
            continue
        for theirs, ours in PARTS:
            name = name.replace(theirs, ours)  # noqa: PLW2901  # step by step
        name = re.sub(r"_projection\.0\.", "_projection.linear1.", name)  # noqa: PLW2901
        name = re.sub(r"_projection\.2\.", "_projection.linear2.", name)  # noqa: PLW2901
        if ".qkv." in name and len(value) % 3 == 0:
            for part, each in zip(("query", "key", "value"), np.split(value, 3), strict=True):
                found[name.replace("qkv", part)] = each
        else:
            found[name] = value
    return found
