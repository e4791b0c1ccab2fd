"""Reading and writing of the audio of files that are edited in place."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from typing import Protocol

import numpy as np
import soundfile

from actors.library.edits.target import Target
from actors.library.export.writer import disk_full_error, is_disk_full
from actors.media.sound_file import SoundFile
from models.edit.file.layout import Audio, Extent, Part
from models.edit.pcm import Block, PcmFormat, Stored
from models.library.file_name import soundfile_path

FRAMES = 65_536
"""Frames of a block."""
_SUBTYPES = {8: "PCM_S8", 16: "PCM_16", 24: "PCM_24"}
"""Subtypes of FLAC by depth."""


Values = Stored | bytes | memoryview | Extent
"""Stored values: [frames, channels]; their bytes, or where these are in the old file."""


class StoredSound(Protocol):
    """Audio whose stored values can be read exactly."""

    format: PcmFormat
    frames: int

    def stored(self, start: int, count: int) -> Stored:
        """Return stored values of `count` frames."""
        ...

    def extent(self, start: int, count: int, /) -> Extent | None:
        """Return where the bytes of `count` frames are; `None`: they are compressed."""
        ...


class PcmSound:
    """Uncompressed audio of an open file."""

    def __init__(self, file: BufferedReader, audio: Audio) -> None:
        self._file, self._at = file, audio.at
        self.format, self.frames = audio.format, audio.frames

    def stored(self, start: int, count: int) -> Stored:
        """Return stored values of `count` frames.

        Raises:
            OSError: The drive failed, or the file became shorter.
        """
        return self.format.unpack(self.packed(self.extent(start, count)))

    def extent(self, start: int, count: int, /) -> Extent:
        """Return where the bytes of `count` frames are."""
        size = self.format.frame_bytes
        return Extent(self._at + start * size, count * size)

    def packed(self, extent: Extent) -> bytes:
        """Return the bytes of frames.

        Raises:
            OSError: The drive failed, or the file became shorter.
        """
        self._file.seek(extent.at)
        data = self._file.read(extent.size)
        if len(data) != extent.size:
            raise OSError(f"{self._file.name} became shorter")
        return data


class FlacSound:
    """Audio of a FLAC file."""

    def __init__(self, file: SoundFile, bits: int) -> None:
        self._file, self._next = file, 0
        self.format = PcmFormat(file.channels, file.rate, bits)
        self.frames = int(file.frames)

    def stored(self, start: int, count: int) -> Stored:
        """Return stored values of `count` frames.

        Raises:
            Unreadable: It is damaged there.
            OSError: The file became shorter.
        """
        if start != self._next:
            self._file.seek(start)
        values = self._file.read(count, "int32")  # left-justified
        self._next = start + len(values)
        if len(values) != count:
            raise OSError("the file became shorter")
        shifted: Stored = (values >> (32 - self.format.bits)).astype(self.format.dtype)
        return shifted

    def extent(self, _start: int, _count: int, /) -> None:
        """Return `None`: it is compressed."""


class Measured:
    """A sound as `models.edit.programs` reads it: numbers, block by block."""

    def __init__(self, sound: StoredSound, pause: Callable[[int], None]) -> None:
        """Wrap a sound; `pause` is called with the frames of each block and may raise to stop."""
        self._sound, self._pause = sound, pause
        self.frames = sound.frames
        self.rate, self.channels = sound.format.rate, sound.format.channels

    def blocks(self, start: int, end: int) -> Iterator[Block]:
        """Yield the frames `[start, end)` as numbers, in blocks that are not empty."""
        while start < end:
            count = min(FRAMES, end - start)
            yield self._sound.format.to_float(self._sound.stored(start, count))
            self._pause(count)
            start += count


class Sink(Protocol):
    """Takes stored values."""

    def write(self, values: Values) -> None:
        """Append stored values."""
        ...


class PcmSink:
    """Writes a file part by part."""

    def __init__(self, source: BufferedReader, target: Target, form: PcmFormat) -> None:
        self._source, self._target, self._form = source, target, form

    def parts(self, parts: list[Part]) -> None:
        """Write bytes, and extents of the old file."""
        for part in parts:
            if not isinstance(part, Extent):
                self._target.write(part)
                continue
            self._target.copy(self._source, part.at, part.size)

    def write(self, values: Values) -> None:
        """Append stored values."""
        if isinstance(values, Extent):
            self._target.copy(self._source, values.at, values.size)
            return
        self._target.write(self._form.pack(values) if isinstance(values, np.ndarray) else values)


class FlacSink:
    """Writes a FLAC without metadata."""

    def __init__(self, path: Path, form: PcmFormat) -> None:
        """Create the file.

        Raises:
            OSError: It cannot be written.
        """
        with path.open("xb"):  # raises the reason, which libsndfile does not
            pass
        self._form, self._path = form, path
        name, subtype = soundfile_path(os.fsencode(path)), _SUBTYPES[form.bits]
        with self._translated():
            self._file = soundfile.SoundFile(
                name, "w", form.rate, form.channels, subtype, format="FLAC"
            )

    def write(self, values: Values) -> None:
        """Append stored values.

        Raises:
            OSError: It cannot be written.
        """
        if not isinstance(values, np.ndarray):
            raise TypeError("the bytes of other formats are no FLAC")
        with self._translated():
            self._file.write(values.astype("int32") << (32 - self._form.bits))

    def close(self) -> None:
        """Complete the file.

        Raises:
            OSError: It cannot be written.
        """
        with self._translated():
            self._file.close()

    @contextmanager
    def _translated(self) -> Generator[None]:
        try:
            yield
        except soundfile.LibsndfileError as error:
            if is_disk_full(self._path):
                raise disk_full_error(self._path) from error
            raise OSError(errno.EIO, "it cannot be written as FLAC", str(self._path)) from error
