"""Array files shipped with the models."""

from __future__ import annotations

from pathlib import Path

from models.embedding.arrays import Arrays, parse_arrays
from models.embedding.network import NetworkError


def read_arrays(path: Path) -> Arrays:
    """Return the arrays of an `.npz` file by name, as float32.

    Raises:
        NetworkError: The file is missing, damaged or of another format.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise NetworkError(f"{path.name}: {error}") from error
    return parse_arrays(content, path.name)
