"""The models there are: the one that is shipped, and what a person installed beside it."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from models.embedding import default_model
from models.embedding.clap import clap_model, seal
from models.embedding.clap.clap_model import ClapModel
from models.embedding.default_model import DefaultModel
from models.embedding.model import Model
from models.embedding.model_info import Known
from models.embedding.network import NetworkError

NAMES = (default_model.NAME, clap_model.NAME)
"""Of all models that can be used."""
SHIPPED = Path(str(files("data") / "models"))


def model_folder(name: str, folder: Path) -> Path:
    """Return where a model is installed in the `.sempal` folder."""
    return folder / "models" / name


def is_installed(name: str, folder: Path) -> bool:
    """Tell whether a model is there; `verify_model` tells whether it is whole."""
    return name == default_model.NAME or (
        name in NAMES and (model_folder(name, folder) / seal.NAME).is_file()
    )


def active_model(choice: str, folder: Path) -> str:
    """Return the name of the model that listens.

    Args:
        choice: Of `config.toml`; empty: the best that is installed.
        folder: The `.sempal` folder.
    """
    return choice or next(name for name in reversed(NAMES) if is_installed(name, folder))


def list_models(choice: str, folder: Path) -> list[Known]:
    """Return all models."""
    chosen = active_model(choice, folder)
    return [
        Known(
            name=name,
            installed=is_installed(name, folder),
            chosen=name == chosen,
            words=(model_folder(name, folder) / clap_model.TOKENIZER).is_file(),
        )
        for name in NAMES
    ]


def open_model(name: str, folder: Path) -> Model:
    """Return a model, ready to listen.

    Args:
        name: One of `NAMES`; empty: the best that is installed.
        folder: The `.sempal` folder.

    Raises:
        NetworkError: there is none of this name, it is not installed, was changed since, or
            cannot be used here.
    """
    name = active_model(name, folder)
    if name not in NAMES:
        raise NetworkError(f"there is no model “{name}”, only {' and '.join(NAMES)}")
    if name == default_model.NAME:
        return DefaultModel(SHIPPED)
    if not is_installed(name, folder):
        raise NetworkError(f"the model {name} is not installed")
    return ClapModel(model_folder(name, folder), SHIPPED / default_model.USUAL)


def verify_model(name: str, folder: Path) -> None:
    """Return if a model is whole and calculates.

    Raises:
        NetworkError: as `open_model`; every byte is looked at.
    """
    model = open_model(name, folder)
    if isinstance(model, ClapModel):
        seal.check_files(model_folder(active_model(name, folder), folder))
