"""Sounds in planar blocks, with errors that name the file."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import numpy as np

from actors.media.error import Unopened, Unreadable
from actors.media.sound_file import SoundFile
from models.library.file_name import name
from models.library.sample import Sample
from models.waveform.reduction.pyramid import Floats

BLOCK = 1 << 17
"""Values read at a time: 2 to 10 ms of work, so that a newer wish is heard soon."""


class UnreadableSound(Exception):
    """A file could not be read as sound; the message says what, which and why."""


class Sound:
    """An open file; gives float32 [channels, frames], never NaN or infinite."""

    def __init__(self, file: SoundFile) -> None:
        self._file = file
        self.rate, self.channels, self.frames = file.rate, file.channels, file.frames
        self.header_frames = file.promised
        """What the header tells; more than `frames` if the file was cut off."""

    @property
    def repaired(self) -> int:
        """Values that were no numbers and were made silent, so far."""
        return self._file.repaired

    @property
    def seekable(self) -> bool:
        """Whether `seek` works, in all likelihood."""
        return bool(self.frames)

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

    def seek(self, frame: int, *, exact: bool = True) -> None:
        """Go on at `frame`; near it, if that is quicker and `exact` is not asked for.

        Raises:
            UnreadableSound: that is impossible; the message is the reason alone.
        """
        try:
            self._file.seek(frame, exact=exact)
        except Unreadable as error:
            raise UnreadableSound(str(error)) from error

    def read(self, frames: int) -> Floats:
        """Return the next `frames` frames; fewer at the end, none behind it.

        Raises:
            UnreadableSound: it is damaged here; the message is the reason alone.
        """
        try:
            block = self._file.read(frames)
        except Unreadable as error:
            raise UnreadableSound(str(error)) from error
        planar: Floats = np.ascontiguousarray(block.T, np.float32)
        return planar


@contextmanager
def open_sound(sample: Sample) -> Generator[Sound]:
    """Open the file of `sample`.

    Raises:
        UnreadableSound: it is gone, forbidden, empty or no sound.
    """
    try:
        file = SoundFile(sample.path)
    except Unopened as error:
        raise UnreadableSound(f"{name(sample.path)}: {error}") from error
    except Unreadable as error:
        raise UnreadableSound(f"{name(sample.path)}: {error}") from error
    with file:
        yield Sound(file)
