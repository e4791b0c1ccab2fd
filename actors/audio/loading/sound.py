"""The border to libsndfile: frames for two loudspeakers, block by block."""

from __future__ import annotations

import errno
import os
from collections.abc import Generator
from contextlib import contextmanager

import numpy as np
import soundfile
from numpy.typing import NDArray

from models.audio.downmix import downmix
from models.audio.units import Frames, Hertz
from models.library.naming import name

Floats = NDArray[np.float32]

SLOWEST, FASTEST = 100, 6_144_000
"""Rates in Hertz outside of which a header lies. Above: 128 times 48 kHz, as DSD has."""
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
    """A file cannot be played; the message says what, which and why."""


class Sound:
    """An open file; gives float32 [frames, 1 or 2], never NaN or infinite."""

    def __init__(self, path: bytes) -> None:
        """Open the file.

        Raises:
            UnreadableSound: it is gone, forbidden, empty or no sound.
        """
        self._path = path
        self._file, size = _opened(path)
        channels = int(self._file.channels)
        self.rate = Hertz(int(self._file.samplerate))
        self._mix = downmix(channels) if channels > 2 else None  # noqa: PLR2004 - a pair
        self.channels = min(channels, 2)
        told = int(self._file.frames)
        self.frames = Frames(told if 0 <= told <= size * DENSEST else 0)
        """What the header promises; 0 if it promises nothing, or the impossible."""
        self.repaired = 0
        """Values that were no numbers and were made silent, so far."""

    def renew(self) -> None:
        """Begin again: after an error a coder may be stuck.

        Raises:
            UnreadableSound: the file changed meanwhile.
        """
        self._file.close()
        self._file, _ = _opened(self._path)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @property
    def width(self) -> int:
        """Values in a frame of the file."""
        return int(self._file.channels)

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
            read = self._file.read(frames, dtype="float32", always_2d=True)
        except (soundfile.LibsndfileError, soundfile.SoundFileRuntimeError) as error:
            raise UnreadableSound(_reason(error)) from error
        block: Floats = np.asarray(read, np.float32)
        good = np.isfinite(block)
        if not good.all():
            block[~good] = 0.0
            self.repaired += int(good.size - good.sum())
        return block if self._mix is None else block @ self._mix


@contextmanager
def opened(path: bytes) -> Generator[Sound]:
    """Open a file, and close it at the end.

    Raises:
        UnreadableSound: it is gone, forbidden, empty or no sound.
    """
    sound = Sound(path)
    try:
        yield sound
    finally:
        sound.close()


def _opened(path: bytes) -> tuple[soundfile.SoundFile, int]:
    """Return the open file and its size in bytes."""
    shown = name(path)
    try:
        # The descriptor, not the name: libsndfile wants text, file names are bytes.
        # Closing is libsndfile's business from here on, also if it refuses the file.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        size = os.fstat(descriptor).st_size
    except OSError as error:
        raise UnreadableSound(f"{shown} cannot be opened: {words(error)}") from error
    try:
        file = soundfile.SoundFile(descriptor, closefd=True)
    except (soundfile.LibsndfileError, soundfile.SoundFileRuntimeError, TypeError) as error:
        reason = _reason(error) if size else "it is empty"
        raise UnreadableSound(f"{shown} is no sound: {reason}") from error
    if not SLOWEST <= file.samplerate <= FASTEST:
        claimed = file.samplerate
        file.close()
        raise UnreadableSound(f"{shown} is no sound: it claims {claimed} Hz")
    return file, size


def words(error: OSError) -> str:
    """Return why the system refused, in plain words."""
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()


def _reason(error: Exception) -> str:
    """Return libsndfile's own words, without its preamble and full stop."""
    text = str(getattr(error, "error_string", error))
    return text.rpartition(" : ")[2].rstrip(". ").lower() or "it is damaged"
