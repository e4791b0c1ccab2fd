"""Demo sounds for the first start: shipped in `demo`, copied to a writable folder.

Synthesised by `scripts/synthesise_demo.py`.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from importlib.resources import as_file, files
from pathlib import Path


def write(folder: Path) -> None:
    """Copy the demo library to `folder`, completely or not at all.

    Do nothing if `folder` exists, as it may hold the user's work. Concurrent starts leave one
    complete copy.

    Args:
        folder: Destination; its parents are created.

    Raises:
        OSError: the disk is full or `folder` is not writable.
    """
    if os.path.lexists(folder):
        return
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}.", dir=folder.parent) as scratch:
        copy = Path(scratch, folder.name)
        with as_file(files("data").joinpath("demo")) as shipped:
            # Contents only: an installed package may be read-only, the copy must not be.
            shutil.copytree(shipped, copy, copy_function=shutil.copyfile)
        try:
            copy.rename(folder)
        except OSError:
            if not folder.is_dir():  # another start finished first
                raise
