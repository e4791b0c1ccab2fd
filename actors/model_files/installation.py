"""Installation of CLAP from a user-supplied weights file."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np

from actors.media.whole_file import replace_file
from actors.model_files import seal
from actors.model_files.loader import read_blueprint, read_words
from actors.model_files.registry import SHIPPED
from models.embedding.checkpoint.weights import CheckpointError, Weights, read_weights
from models.embedding.clap import frontend, layout, weight_mapping
from models.embedding.clap.clap_model import BLUEPRINT, TOKENIZER
from models.embedding.network import Network, NetworkError

EMBEDDING = "text_model.embeddings.word_embeddings.weight"


def install(
    checkpoint: Path,
    target: Path,
    *,
    tokenizer: Path | None = None,
    digest: str = "",
    graphs: Path = SHIPPED,
) -> None:
    """Install CLAP atomically; a previous installation stays until the new one is complete.

    Args:
        checkpoint: Weights of LAION's CLAP, unfused (HTSAT tiny and RoBERTa): `.safetensors` or
            `.bin` of `transformers`, or `.pt` of `laion_clap`.
        target: Folder to create.
        tokenizer: `tokenizer.json` of RoBERTa; `None`: the one beside the checkpoint, if any.
            Without a tokenizer, text queries are not possible.
        digest: Expected SHA-256 of the checkpoint; empty: any.
        graphs: Folder of the graphs without weights.

    Raises:
        CheckpointError: The checkpoint is missing, damaged, of another network or does not match
            `digest`.
        NetworkError: The tokenizer is of another kind, or the network does not run with the
            weights.
        OSError: The disk is full or the folder cannot be written.
    """
    try:
        source = seal.digest(checkpoint)
    except OSError as error:
        raise CheckpointError(f"{checkpoint.name}: {error.strerror}") from error
    if digest and source != digest.lower():
        raise CheckpointError(f"{checkpoint.name}: its SHA-256 is {source}, not {digest.lower()}")
    found = layout.to_transformers_names(_read_weights(checkpoint))
    towers = read_blueprint(graphs / BLUEPRINT)
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
            with replace_file(new / tower.stored) as file:
                weight_mapping.write_weights(tower, found, file)
        if tokenizer is not None or words.exists():
            _take(words, new / TOKENIZER, len(found[EMBEDDING]))
        _try(new / towers["audio"].graph)
        seal.write_seal(new, source)
        _put(new, target)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _read_weights(path: Path) -> Weights:
    try:
        with path.open("rb") as file:
            return read_weights(file, path.name)
    except OSError as error:
        raise CheckpointError(f"{path.name}: no readable weights: {error}") from error


def _take(words: Path, target: Path, count: int) -> None:
    if read_words(words).count > count:
        raise NetworkError(f"{words.name}: it knows more words than these weights")
    shutil.copy(words, target)


def _try(graph: Path) -> None:
    """Check that the network returns finite, different vectors for two inputs."""
    network = Network(graph)
    quiet, loud = (network(np.full((1, *frontend.SHAPE), at, np.float32)) for at in (-60, -5))
    if not (np.isfinite(quiet).all() and np.isfinite(loud).all()) or np.allclose(quiet, loud):
        raise CheckpointError("with these weights the network says nothing")


def _put(new: Path, target: Path) -> None:
    """Replace a folder by another."""
    old = target.with_name(target.name + ".old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
