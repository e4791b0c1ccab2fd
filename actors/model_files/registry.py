"""Registry of embedding models: the shipped one and those the user installed."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from actors.model_files import seal
from actors.model_files.loader import open_clap, open_default_model
from models.embedding import default_model
from models.embedding.clap import clap_model
from models.embedding.clap.clap_model import ClapModel
from models.embedding.model import Model
from models.embedding.model_info import Known
from models.embedding.network import NetworkError

NAMES = (default_model.NAME, clap_model.NAME)
"""Names of all supported models."""
SHIPPED = Path(str(files("data") / "models"))


def model_folder(name: str, folder: Path) -> Path:
    """Return the installation folder of a model in the `.sempal` folder."""
    return folder / "models" / name


def is_installed(name: str, folder: Path) -> bool:
    """Return whether a model is installed; `verify_model` checks its files."""
    return name == default_model.NAME or (
        name in NAMES and (model_folder(name, folder) / seal.NAME).is_file()
    )


def active_model(choice: str, folder: Path) -> str:
    """Return the name of the active model.

    Args:
        choice: Model set in `config.toml`; empty: the best one installed.
        folder: The `.sempal` folder.
    """
    return choice or next(name for name in reversed(NAMES) if is_installed(name, folder))


def list_models(choice: str, folder: Path) -> list[Known]:
    """List all models."""
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
    """Load a model.

    Args:
        name: One of `NAMES`; empty: the best one installed.
        folder: The `.sempal` folder.

    Raises:
        NetworkError: The name is unknown, or the model is not installed, was changed or cannot be
            used on this machine.
    """
    name = active_model(name, folder)
    if name not in NAMES:
        raise NetworkError(f"there is no model “{name}”, only {' and '.join(NAMES)}")
    if name == default_model.NAME:
        return open_default_model(SHIPPED)
    if not is_installed(name, folder):
        raise NetworkError(f"the model {name} is not installed")
    return open_clap(model_folder(name, folder), SHIPPED / default_model.USUAL)


def model_digest(name: str, folder: Path) -> str:
    """Return a hash of all files that features of a model depend on, after checking them.

    Args:
        name: One of `NAMES`.
        folder: The `.sempal` folder.

    Raises:
        NetworkError: The name is unknown, or the model is not installed or was changed.
    """
    if name not in NAMES:
        raise NetworkError(f"there is no model “{name}”, only {' and '.join(NAMES)}")
    if name == default_model.NAME:
        names = (
            default_model.SMALL,
            default_model.FULL,
            default_model.USUAL,
            default_model.DETAILED,
        )
        return seal.joint_digest(SHIPPED / one for one in names)
    if not is_installed(name, folder):
        raise NetworkError(f"the model {name} is not installed")
    own = model_folder(name, folder)
    seal.check_files(own)
    return seal.joint_digest(own / one for one in seal.file_names(own))


def verify_model(name: str, folder: Path) -> None:
    """Check every byte of a model and run it.

    Raises:
        NetworkError: As `open_model`, or any file differs from the installed one.
    """
    model = open_model(name, folder)
    model.check()
    if isinstance(model, ClapModel):
        seal.check_files(model_folder(active_model(name, folder), folder))
