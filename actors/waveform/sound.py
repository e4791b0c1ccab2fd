"""Sound files in planar blocks, with errors that name the file."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import contextmanager

import numpy as np

from actors.media.error import Unopened, Unreadable
from actors.media.sound_file import SoundFile
from models.library.file_name import display_name
from models.library.sample import Sample
from models.waveform.reduction.pyramid import Floats

BLOCK = 1 << 17
"""Values per block: 2 to 10 ms of work, so that new commands take effect soon."""


class UnreadableSound(Exception):
    """A file cannot be read as sound; the message says what, which file and why."""


class Sound:
    """An open file; yields float32 [channels, frames], never NaN or infinite."""

    def __init__(self, file: SoundFile) -> None:
        self._file = file
        self.rate, self.channels, self.frames = file.rate, file.channels, file.frames
        self.header_frames = file.promised
        """Length according to the header; more than `frames` if the file is truncated."""

    @property
    def repaired(self) -> int:
        """Non-finite values replaced by silence so far."""
        return self._file.repaired

    @property
    def seekable(self) -> bool:
        """Whether `seek` is expected to work."""
        return bool(self.frames)

    def blocks(self, most: int | None = None) -> Iterator[Floats]:
        """Yield blocks from the current position to the end, or up to `most` frames.

        Raises:
            UnreadableSound: the file is damaged here; the message is the reason alone.
        """
        frames = max(1024, BLOCK // self.channels)
        while most is None or most > 0:
            block = self.read(frames if most is None else min(frames, most))
            if not block.shape[1]:
                return
            most = None if most is None else most - block.shape[1]
            yield block

    def seek(self, frame: int, *, exact: bool = True) -> None:
        """Continue at `frame`; nearby if that is quicker and `exact` is false.

        Raises:
            UnreadableSound: seeking failed; the message is the reason alone.
        """
        try:
            self._file.seek(frame, exact=exact)
        except Unreadable as error:
            raise UnreadableSound(str(error)) from error

    def read(self, frames: int) -> Floats:
        """Return the next `frames` frames; fewer at the end of the file, then none.

        Raises:
            UnreadableSound: the file is damaged here; the message is the reason alone.
        """
        try:
            block = self._file.read(frames)
        except Unreadable as error:
            raise UnreadableSound(str(error)) from error
        planar: Floats = np.ascontiguousarray(block.T, np.float32)
        return planar


@contextmanager
def open_sound(sample: Sample) -> Generator[Sound]:
    """Open the file of `sample`, and close it on exit.

    Raises:
        UnreadableSound: it is missing, forbidden, empty or not audio.
    """
    try:
        file = SoundFile(sample.path)
    except Unopened as error:
        raise UnreadableSound(f"{display_name(sample.path)}: {error}") from error
    except Unreadable as error:
        raise UnreadableSound(f"{display_name(sample.path)}: {error}") from error
    with file:
        yield Sound(file)
