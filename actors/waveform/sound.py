"""The border to libsndfile: sounds in planar blocks of proper numbers."""

from __future__ import annotations

import errno
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager

import numpy as np
import soundfile

from models.audio.units import Frames, Hertz
from models.library.naming import name
from models.library.sample import Sample
from models.waveform.reduction.pyramid import Floats

BLOCK = 1 << 17
"""Values read at a time: 2 to 10 ms of work, so that a newer wish is heard soon."""
DENSEST = 65_536
"""Frames that one byte can hold at most: a FLAC block of silence has 65 535 in 11 bytes."""

_WORDS = {
    errno.ENOENT: "it is gone",
    errno.EACCES: "no permission to read it",
    errno.EPERM: "no permission to read it",
    errno.EISDIR: "it is a folder",
    errno.EIO: "the drive failed to read it",
}


class UnreadableSound(Exception):
    """A file could not be read as sound; the message says what, which and why."""


class Sound:
    """An open file; gives float32 [channels, frames], never NaN or infinite."""

    def __init__(self, file: soundfile.SoundFile, size: int) -> None:
        self._file = file
        self.rate = Hertz(int(file.samplerate))
        self.channels = int(file.channels)
        told = int(file.frames)
        self.frames = Frames(told if 0 <= told <= size * DENSEST else 0)
        """What the header promises; 0 if it promises nothing, or the impossible."""
        self.repaired = 0
        """Values that were no numbers and were made silent, so far."""

    @property
    def seekable(self) -> bool:
        """Whether `seek` works, in all likelihood."""
        return bool(self.frames and self._file.seekable())

    def blocks(self, most: int | None = None) -> Iterator[Floats]:
        """Yield the sound from where it is, to its end or for `most` frames.

        Raises:
            UnreadableSound: it is damaged here; the message is the reason alone.
        """
        frames = max(1024, BLOCK // self.channels)
        while most is None or most > 0:
            block = self.read(frames if most is None else min(frames, most))
            if not block.shape[1]:
                return
            most = None if most is None else most - block.shape[1]
            yield block

    def seek(self, frame: int) -> None:
        """Go on at `frame`.

        Raises:
            UnreadableSound: that is impossible; the message is the reason alone.
        """
        try:
            self._file.seek(frame)
        except (soundfile.LibsndfileError, soundfile.SoundFileRuntimeError) as error:
            raise UnreadableSound(_reason(error)) from error

    def read(self, frames: int) -> Floats:
        """Return the next `frames` frames; fewer at the end, none behind it.

        Raises:
            UnreadableSound: it is damaged here; the message is the reason alone.
        """
        try:
            block = self._file.read(frames, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, soundfile.SoundFileRuntimeError) as error:
            raise UnreadableSound(_reason(error)) from error
        planar: Floats = np.ascontiguousarray(block.T, np.float32)
        bad = ~np.isfinite(planar)
        if bad.any():
            planar[bad] = 0.0
            self.repaired += int(bad.sum())
        return planar


@contextmanager
def opened(sample: Sample) -> Generator[Sound]:
    """Open the file of `sample`.

    Raises:
        UnreadableSound: it is gone, forbidden, empty or no sound.
    """
    shown = name(sample.path)
    try:
        # The descriptor, not the name: libsndfile wants text, file names are bytes.
        # Closing is libsndfile's business from here on, also if it refuses the file.
        descriptor = os.open(sample.path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        size = os.fstat(descriptor).st_size
    except OSError as error:
        why = _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()
        raise UnreadableSound(f"{shown} cannot be opened: {why}") from error
    try:
        file = soundfile.SoundFile(descriptor, closefd=True)
    except (soundfile.LibsndfileError, soundfile.SoundFileRuntimeError, TypeError) as error:
        reason = _reason(error) if size else "it is empty"
        raise UnreadableSound(f"{shown} is no sound: {reason}") from error
    with file:
        yield Sound(file, size)


def _reason(error: Exception) -> str:
    """Return libsndfile's own words, without its preamble and full stop."""
    words = str(getattr(error, "error_string", None) or error)
    return words.rpartition(" : ")[2].rstrip(". ").lower()
