"""Loading of models: reads their files, and hands content and networks to `models`."""

from __future__ import annotations

import io
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actors.model_files import seal
from actors.model_files.arrays import read_arrays
from models.embedding import concepts, default_model
from models.embedding.clap import blueprint, clap_model
from models.embedding.clap.blueprint import Tower
from models.embedding.clap.clap_model import ClapModel, TextTower
from models.embedding.clap.text_tokens import Words
from models.embedding.concepts import ConceptHead
from models.embedding.default_model import ENOUGH, DefaultModel, worst_cosine
from models.embedding.network import Network, NetworkError, Wordless
from models.embedding.space.space import Space
from models.types import classifier
from models.types.classifier import Classifier


def open_default_model(folder: Path) -> DefaultModel:
    """Open the shipped model; its network is opened on first use.

    Args:
        folder: Folder with the files of `data/models`.

    Raises:
        NetworkError: A file is missing or damaged.
    """
    usual = read_arrays(folder / default_model.USUAL)
    kinds, detailed = (
        read_arrays(folder / name) for name in (default_model.KINDS, default_model.DETAILED)
    )
    return DefaultModel(
        partial(_accurate_network, folder),
        usual,
        (kinds, detailed),
        _head_arrays(folder / concepts.FILE),
    )


def _accurate_network(folder: Path) -> Network:
    """Return the fastest network that is accurate on this processor."""
    reference = read_arrays(folder / default_model.REFERENCE)
    for name in (default_model.SMALL, default_model.FULL):
        network = Network(folder / name)
        if worst_cosine(network, reference) > ENOUGH:
            return network
    raise NetworkError(f"{default_model.FULL} calculates wrongly on this machine")


def open_clap(folder: Path, usual: Path) -> ClapModel:
    """Open an installed CLAP; its towers are opened on first use.

    Args:
        folder: Folder of the installation.
        usual: Feature statistics for our descriptors: `default_model.USUAL` in `data/models`.

    Raises:
        NetworkError: A file is missing, or differs from the installed one.
    """
    seal.check_files(folder, [clap_model.BLUEPRINT])
    towers = read_blueprint(folder / clap_model.BLUEPRINT)
    if "audio" not in towers:
        raise NetworkError(f"{clap_model.BLUEPRINT}: there is no tower for sounds")

    def open_text() -> TextTower:
        path = folder / clap_model.TOKENIZER
        if not path.exists():
            raise Wordless(f"CLAP was installed without {path.name}, so it knows no words")
        seal.check_files(folder, [path.name])
        return read_words(path), _open_tower(folder, towers["text"])

    return ClapModel(
        partial(_open_tower, folder, towers["audio"]),
        open_text,
        towers["audio"].shape(clap_model.PROJECTION)[0],
        seal.source_digest(folder),
        read_arrays(usual),
    )


def read_blueprint(path: Path) -> dict[str, Tower]:
    """Return the towers of a stored blueprint by name.

    Raises:
        NetworkError: The file is missing or damaged.
    """
    return blueprint.parse_blueprint(_read(path), path.name)


def read_words(path: Path) -> Words:
    """Return the tokenizer of a `tokenizer.json`.

    Raises:
        NetworkError: It is missing, damaged or of another kind.
    """
    return Words(_read(path), path.name)


def open_classifier(folder: Path, space: Space) -> Classifier:
    """Open the classifier of sound types.

    Args:
        folder: Folder with the files of `data/models`.
        space: Shipped statistics, see `Classifier`.

    Raises:
        NetworkError: The weights are missing or damaged.
    """
    return Classifier(read_arrays(folder / classifier.FILE), space)


def open_concepts(folder: Path, space: Space) -> ConceptHead:
    """Open the head that tells the kinds that words mean.

    Args:
        folder: Folder with the files of `data/models`.
        space: Shipped statistics, see `ConceptHead`.

    Raises:
        NetworkError: The weights are missing or damaged.
    """
    path = folder / concepts.FILE
    try:
        return concepts.parse_head(_head_arrays(path), space)
    except (ValueError, KeyError) as error:
        raise NetworkError(f"{path.name}: {error}") from error


def _head_arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Return the arrays of the concept head: weights, and names of kinds."""
    try:
        with np.load(io.BytesIO(_read(path)), allow_pickle=False) as stored:
            return {name: stored[name] for name in stored.files}
    except (OSError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise NetworkError(f"{path.name}: {error}") from error


def _open_tower(folder: Path, tower: Tower) -> Network:
    seal.check_files(folder, [tower.graph, tower.stored])
    return Network(folder / tower.graph)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NetworkError(f"{path.name}: {error}") from error
