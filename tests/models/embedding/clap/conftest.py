"""A tiny CLAP with weights from chance, installed once from each layout."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from actors.model_files.installation import install
from actors.model_files.loader import open_clap
from models.embedding.clap.clap_model import ClapModel
from models.embedding.default_model import USUAL
from tests.models.embedding.clap.weights import TINY, named, safetensors
from tests.models.embedding.sounds import MODELS


@pytest.fixture(scope="session")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Weights as `transformers` writes them, with the tokenizer beside."""
    folder = tmp_path_factory.mktemp("checkpoint")
    (folder / "tokenizer.json").write_bytes((TINY / "tokenizer.json").read_bytes())
    path = folder / "model.safetensors"
    path.write_bytes(safetensors({**named(), "logit_scale_a": np.ones(1, np.float32)}))
    return path


@pytest.fixture(scope="session")
def installed(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the installed model; not to be changed."""
    target = tmp_path_factory.mktemp("data") / "models" / "clap"
    install(checkpoint, target, graphs=TINY)
    return target


@pytest.fixture(scope="session")
def clap(installed: Path) -> ClapModel:
    """The installed model."""
    return open_clap(installed, MODELS / USUAL)
