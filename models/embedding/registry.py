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


def place(name: str, folder: Path) -> Path:
    """Return where a model is installed in the `.sempal` folder."""
    return folder / "models" / name


def installed(name: str, folder: Path) -> bool:
    """Tell whether a model is there; `verify` tells whether it is whole."""
    return name == default_model.NAME or (
        name in NAMES and (place(name, folder) / seal.NAME).is_file()
    )


def effective(choice: str, folder: Path) -> str:
    """Return the name of the model that listens.

    Args:
        choice: Of `config.toml`; empty: the best that is installed.
        folder: The `.sempal` folder.
    """
    return choice or next(name for name in reversed(NAMES) if installed(name, folder))


def listed(choice: str, folder: Path) -> list[Known]:
    """Return all models."""
    chosen = effective(choice, folder)
    return [
        Known(
            name=name,
            installed=installed(name, folder),
            chosen=name == chosen,
            words=(place(name, folder) / clap_model.TOKENIZER).is_file(),
        )
        for name in NAMES
    ]


def opened(name: str, folder: Path) -> Model:
    """Return a model, ready to listen.

    Args:
        name: One of `NAMES`; empty: the best that is installed.
        folder: The `.sempal` folder.

    Raises:
        NetworkError: there is none of this name, it is not installed, was changed since, or
            cannot be used here.
    """
    name = effective(name, folder)
    if name not in NAMES:
        raise NetworkError(f"there is no model “{name}”, only {' and '.join(NAMES)}")
    if name == default_model.NAME:
        return DefaultModel(SHIPPED)
    if not installed(name, folder):
        raise NetworkError(f"the model {name} is not installed")
    return ClapModel(place(name, folder), SHIPPED / default_model.USUAL)


def verify(name: str, folder: Path) -> None:
    """Return if a model is whole and calculates.

    Raises:
        NetworkError: as `opened`; every byte is looked at.
    """
    model = opened(name, folder)
    if isinstance(model, ClapModel):
        seal.check(place(effective(name, folder), folder))
