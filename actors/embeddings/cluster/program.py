"""Version of the program, which must be the same on all machines."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from actors.embeddings.analysis.analyser import ANALYSER


@cache
def program_version() -> str:
    """Return the versions of everything that results depend on, apart from the model."""
    try:
        program = version("sempal")
    except PackageNotFoundError:
        program = "unknown"
    return f"sempal {program} with analyser {ANALYSER}"
