"""Verification that a written file is complete."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import soundfile

from models.library.file_name import soundfile_path

_LAST = 4_096
"""Frames read at the end to verify a file."""


def verify(target: Path, frames: int) -> None:
    """Check that the end of a file is readable: libsndfile hides errors of closing.

    Raises:
        OSError: It is not.
    """
    last = min(frames, _LAST)
    try:
        with soundfile.SoundFile(soundfile_path(os.fsencode(target))) as file:
            file.seek(frames - last)
            whole = file.frames == frames and len(file.read(last, always_2d=True)) == last
    except soundfile.SoundFileError:
        whole = False
    if not whole:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(target))
