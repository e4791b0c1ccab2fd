"""Install CLAP from a file of weights that a person brings."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np

from models.embedding.checkpoint import weights
from models.embedding.checkpoint.weights import CheckpointError
from models.embedding.clap import blueprint, frontend, layout, seal, weight_mapping
from models.embedding.clap.clap_model import BLUEPRINT, TOKENIZER
from models.embedding.clap.text_tokens import Words
from models.embedding.network import Network, NetworkError

SHIPPED = Path(str(files("data") / "models"))
"""Where the graphs without weights are."""
EMBEDDING = "text_model.embeddings.word_embeddings.weight"


def install(
    checkpoint: Path,
    target: Path,
    *,
    tokenizer: Path | None = None,
    digest: str = "",
    graphs: Path = SHIPPED,
) -> None:
    """Install CLAP, wholly or not at all; what was installed before stays until then.

    Args:
        checkpoint: Weights of LAION's CLAP, unfused (HTSAT tiny and RoBERTa): `.safetensors`
            or `.bin` of `transformers`, or `.pt` of `laion_clap`.
        target: The folder that comes to be.
        tokenizer: `tokenizer.json` of RoBERTa; `None`: what lies beside the checkpoint.
            Without one, words are not understood.
        digest: SHA-256 that the checkpoint must have; empty: any.
        graphs: Where the graphs without weights are.

    Raises:
        CheckpointError: the checkpoint is missing, damaged, of another network or not the one
            that was meant.
        NetworkError: the tokenizer is of another kind, or nothing calculates with the weights.
        OSError: the disk is full or the folder cannot be written.
    """
    try:
        source = seal.digest(checkpoint)
    except OSError as error:
        raise CheckpointError(f"{checkpoint.name}: {error.strerror}") from error
    if digest and source != digest.lower():
        raise CheckpointError(f"{checkpoint.name}: its SHA-256 is {source}, not {digest.lower()}")
    found = layout.to_transformers_names(weights.read_weights(checkpoint))
    towers = blueprint.read_blueprint(graphs / BLUEPRINT)
    for tower in towers.values():
        weight_mapping.check_weights(tower, found)
    words = tokenizer or checkpoint.with_name(TOKENIZER)
    new = target.with_name(target.name + ".new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    try:
        shutil.copy(graphs / BLUEPRINT, new / BLUEPRINT)
        for tower in towers.values():
            shutil.copy(graphs / tower.graph, new / tower.graph)
            weight_mapping.write_weights(tower, found, new)
        if tokenizer is not None or words.exists():
            _take(words, new / TOKENIZER, len(found[EMBEDDING]))
        _try(new / towers["audio"].graph)
        seal.write_seal(new, source)
        _put(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _take(words: Path, target: Path, count: int) -> None:
    if Words(words).count > count:
        raise NetworkError(f"{words.name}: it knows more words than these weights")
    shutil.copy(words, target)


def _try(graph: Path) -> None:
    """Return if the network says something of two pictures, and not the same."""
    network = Network(graph)
    quiet, loud = (network(np.full((1, *frontend.SHAPE), at, np.float32)) for at in (-60, -5))
    if not (np.isfinite(quiet).all() and np.isfinite(loud).all()) or np.allclose(quiet, loud):
        raise CheckpointError("with these weights the network says nothing")


def _put(new: Path, target: Path) -> None:
    """Let a folder take the place of another."""
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
