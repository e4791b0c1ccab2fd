"""Block-wise reading of a file, downmixed to at most two channels."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from actors.media.error import Unopened, Unreadable
from actors.media.sound_file import SoundFile
from models.audio.downmix import downmix
from models.library.file_name import display_name

Floats = NDArray[np.float32]

SLOWEST, FASTEST = 100, 6_144_000
"""Sample rates in Hz outside of which a header counts as corrupt. Upper limit: 128 times 48 kHz, as
in DSD."""


class UnreadableSound(Exception):
    """A file cannot be played; the message says what, which file and why."""


class Unavailable(UnreadableSound):
    """A file cannot be played now, for a temporary reason unrelated to its content.

    Such as a missing drive, denied permission, or lack of memory.
    """


class Sound:
    """An open file; yields float32 [frames, 1 or 2], never NaN or infinite."""

    def __init__(self, path: bytes) -> None:
        """Open the file.

        Raises:
            UnreadableSound: it is missing, forbidden, empty or not audio.
        """
        self._file = _opened(path)
        self._mix = downmix(self.width) if self.width > 2 else None  # noqa: PLR2004 - a pair
        self.rate, self.frames = self._file.rate, self._file.frames
        self.channels = min(self.width, 2)
        self.header_frames = self._file.promised
        """Length according to the header; more than `frames` if the file is truncated."""

    @property
    def repaired(self) -> int:
        """Non-finite values replaced by silence so far."""
        return self._file.repaired

    def reopen(self) -> None:
        """Reopen the file, as a decoder may be unusable after an error.

        Raises:
            UnreadableSound: the file has changed in the meantime.
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
        """Channels of the file."""
        return self._file.channels

    def seek(self, frame: int) -> None:
        """Continue at `frame`.

        Raises:
            UnreadableSound: seeking failed; the message is the reason alone.
        """
        try:
            self._file.seek(frame)
        except Unreadable as error:
            raise UnreadableSound(str(error)) from error

    def read(self, frames: int) -> Floats:
        """Return the next `frames` frames; fewer at the end of the file, then none.

        Raises:
            UnreadableSound: the file is damaged here; the message is the reason alone.
        """
        try:
            read = self._file.read(frames)
        except Unreadable as error:
            raise _failure(error, str(error)) from error
        block: Floats = np.asarray(read, np.float32)
        return block if self._mix is None else block @ self._mix


@contextmanager
def open_sound(path: bytes) -> Generator[Sound]:
    """Open a file and close it on exit.

    Raises:
        UnreadableSound: it is missing, forbidden, empty or not audio.
    """
    sound = Sound(path)
    try:
        yield sound
    finally:
        sound.close()


def _opened(path: bytes) -> SoundFile:
    shown = display_name(path)
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
