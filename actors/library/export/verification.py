"""Whether a file that was written is whole."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import soundfile

from models.library.file_name import openable

_LAST = 4_096
"""Frames looked at to know that a file is whole."""


def verify(target: Path, frames: int) -> None:
    """Look whether the end is there: what fails while a file is closed, libsndfile keeps quiet.

    Raises:
        OSError: it is not.
    """
    last = min(frames, _LAST)
    try:
        with soundfile.SoundFile(openable(os.fsencode(target))) as file:
            file.seek(frames - last)
            whole = file.frames == frames and len(file.read(last, always_2d=True)) == last
    except soundfile.SoundFileError:
        whole = False
    if not whole:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
