"""Frames of a file for two loudspeakers, block by block."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from actors.media.error import Unopened, Unreadable
from actors.media.sound_file import SoundFile
from models.audio.downmix import downmix
from models.library.file_name import name

Floats = NDArray[np.float32]

SLOWEST, FASTEST = 100, 6_144_000
"""Rates in Hertz outside of which a header lies. Above: 128 times 48 kHz, as DSD has."""


class UnreadableSound(Exception):
    """A file cannot be played; the message says what, which and why."""


class Unavailable(UnreadableSound):
    """It cannot be played now, for a reason that says nothing of the file and may pass.

    Such as a drive that is away, no permission, or no memory left.
    """


class Sound:
    """An open file; gives float32 [frames, 1 or 2], never NaN or infinite."""

    def __init__(self, path: bytes) -> None:
        """Open the file.

        Raises:
            UnreadableSound: it is gone, forbidden, empty or no sound.
        """
        self._file = _opened(path)
        self._mix = downmix(self.width) if self.width > 2 else None  # noqa: PLR2004 - a pair
        self.rate, self.frames = self._file.rate, self._file.frames
        self.channels = min(self.width, 2)
        self.header_frames = self._file.promised
        """What the header tells; more than `frames` if the file was cut off."""

    @property
    def repaired(self) -> int:
        """Values that were no numbers and were made silent, so far."""
        return self._file.repaired

    def reopen(self) -> None:
        """Begin again: after an error a coder may be stuck.

        Raises:
            UnreadableSound: the file changed meanwhile.
        """
        try:
            self._file.renew()
        except Unreadable as error:
            raise UnreadableSound(str(error)) from error

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @property
    def width(self) -> int:
        """Values in a frame of the file."""
        return self._file.channels

    def seek(self, frame: int) -> None:
        """Go on at `frame`.

        Raises:
            UnreadableSound: that is impossible; the message is the reason alone.
        """
        try:
            self._file.seek(frame)
        except Unreadable as error:
            raise UnreadableSound(str(error)) from error

    def read(self, frames: int) -> Floats:
        """Return the next `frames` frames; fewer at the end, none behind it.

        Raises:
            UnreadableSound: it is damaged here; the message is the reason alone.
        """
        try:
            read = self._file.read(frames)
        except Unreadable as error:
            raise _failure(error, str(error)) from error
        block: Floats = np.asarray(read, np.float32)
        return block if self._mix is None else block @ self._mix


@contextmanager
def open_sound(path: bytes) -> Generator[Sound]:
    """Open a file, and close it at the end.

    Raises:
        UnreadableSound: it is gone, forbidden, empty or no sound.
    """
    sound = Sound(path)
    try:
        yield sound
    finally:
        sound.close()


def _opened(path: bytes) -> SoundFile:
    shown = name(path)
    try:
        file = SoundFile(path)
    except Unopened as error:
        raise Unavailable(f"{shown}: {error}") from error
    except Unreadable as error:
        raise UnreadableSound(f"{shown}: {error}") from error
    if not SLOWEST <= file.rate <= FASTEST:
        file.close()
        raise UnreadableSound(f"{shown}: unusable sample rate ({file.rate} Hz)")
    return file


def _failure(error: Unreadable, message: str) -> UnreadableSound:
    return Unavailable(message) if isinstance(error, Unopened) else UnreadableSound(message)
