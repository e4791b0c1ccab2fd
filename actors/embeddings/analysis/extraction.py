"""Analyse a file."""

from __future__ import annotations

from io import FileIO

import numpy as np

from actors.embeddings.analysis.answer import pack_analysis
from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from models.analysis.analyser import LONGEST, analyse
from models.library.file_name import display_name
from models.metadata.evidence import evidence

VALUES = 64_000_000
"""Maximum frames times channels to read: 256 MB."""
LOWEST, HIGHEST = 1000, 1_600_000
"""Plausible sample rates in Hertz."""


class Unknowable(Exception):
    """A file that cannot be analysed; the message is the reason."""


def analyse_file(path: bytes) -> bytes:
    """Analyse the first minute of a file; return the serialised result.

    Raises:
        Unknowable: The file cannot be read, or is not a sound.
    """
    try:
        with SoundFile(path) as file:
            rate = int(file.rate)
            if not LOWEST <= rate <= HIGHEST:
                raise Unknowable(f"a rate of {rate} Hz")
            # One frame more tells the analysis that the file goes on.
            longest = min(round(LONGEST * rate) + 1, VALUES // file.channels)
            audio = np.asarray(file.read(longest), np.float32)
        with FileIO(path) as raw:
            says = evidence(raw)
    except (Unreadable, OSError) as error:
        raise Unknowable(str(error)) from error
    if audio.size == 0:
        raise Unknowable("empty")
    try:
        found = analyse(audio, rate, display_name(path), says)
    except Exception as error:  # a boundary: soxr, numpy and SciPy may raise anything
        raise Unknowable(f"{type(error).__name__}: {error}") from error
    return pack_analysis(found.analysis, found.onsets)
