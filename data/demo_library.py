"""The sounds of a first start: shipped in `demo`, copied to where a person may change them.

How they were made: `scripts/synthesise_demo.py`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path


def write(folder: Path) -> None:
    """Copy the demo library to `folder`, wholly or not at all.

    Does nothing if there is something at `folder` already, as that may hold
    work by now. Two programs that start at once leave one whole copy.

    Args:
        folder: Where the library is to lie; its parents are made.

    Raises:
        OSError: the disk is full or `folder` may not be written.
    """
    if os.path.lexists(folder):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as scratch:
        copy = Path(scratch, folder.name)
        with as_file(files("data").joinpath("demo")) as shipped:
            # Contents only: an installed package may be read-only, a library must not be.
            shutil.copytree(shipped, copy, copy_function=shutil.copyfile)
        try:
            copy.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another start was quicker
                raise
