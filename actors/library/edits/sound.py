"""Reading and writing of the audio of files that are edited in place."""

from __future__ import annotations

import errno
import os
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Protocol
from zlib import crc32

import numpy as np
import soundfile

from actors.library.export.writer import disk_full_error, is_disk_full
from actors.media.sound_file import SoundFile
from models.edit.file.layout import Audio, Extent, Part
from models.edit.pcm import Block, PcmFormat, Stored
from models.library.file_name import soundfile_path

FRAMES = 65_536
"""Frames of a block."""
_COPIED = 1 << 20
_AHEAD = 16
"""Blocks that wait for their long checksum, at most."""
_SENT = 32 << 20
"""Bytes after which the drive begins to write."""
_SUBTYPES = {8: "PCM_S8", 16: "PCM_16", 24: "PCM_24"}
"""Subtypes of FLAC by depth."""


class StoredSound(Protocol):
    """Audio whose stored values can be read exactly."""

    format: PcmFormat
    frames: int

    def stored(self, start: int, count: int) -> Stored:
        """Return stored values of `count` frames."""
        ...

    def packed(self, start: int, count: int, /) -> bytes | None:
        """Return the bytes of `count` frames; `None`: the file does not hold them as such."""
        ...


class PcmSound:
    """Uncompressed audio of an open file."""

    def __init__(self, file: BinaryIO, audio: Audio) -> None:
        self._file, self._at = file, audio.at
        self.format, self.frames = audio.format, audio.frames

    def stored(self, start: int, count: int) -> Stored:
        """Return stored values of `count` frames.

        Raises:
            OSError: The drive failed, or the file became shorter.
        """
        return self.format.unpack(self.packed(start, count))

    def packed(self, start: int, count: int, /) -> bytes:
        """Return the bytes of `count` frames.

        Raises:
            OSError: The drive failed, or the file became shorter.
        """
        size = self.format.frame_bytes
        self._file.seek(self._at + start * size)
        data = self._file.read(count * size)
        if len(data) != count * size:
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

    def packed(self, _start: int, _count: int, /) -> None:
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


class Checksums:
    """Checksums of what is written, computed on a thread beside."""

    def __init__(self, beside: Executor) -> None:
        """Use `beside`, which carries out one call after another."""
        self._beside, self._sha, self._crc = beside, sha256(), 0
        self._under_way: deque[Future[None]] = deque()

    def update(self, data: bytes | memoryview) -> None:
        """Add bytes, which must not change any more."""
        self._under_way.append(self._beside.submit(self._add, data))
        if len(self._under_way) > _AHEAD:
            self._under_way.popleft().result()

    def _add(self, data: bytes | memoryview) -> None:
        self._crc = crc32(data, self._crc)
        self._sha.update(data)

    def crc(self) -> int:
        """Return the CRC-32 of all bytes."""
        self._wait()
        return self._crc

    def digest(self) -> bytes:
        """Return the SHA-256 of all bytes."""
        self._wait()
        return self._sha.digest()

    def _wait(self) -> None:
        while self._under_way:
            self._under_way.popleft().result()


class Sink(Protocol):
    """Takes stored values."""

    def write(self, values: Stored | bytes | memoryview) -> None:
        """Append stored values: [frames, channels]; or the bytes of them."""
        ...


class PcmSink:
    """Writes a file part by part, and the checksums of what it wrote."""

    def __init__(
        self, source: BinaryIO, target: BinaryIO, form: PcmFormat, checksums: Checksums
    ) -> None:
        self._source, self._target, self._form = source, target, form
        self._checksums = checksums
        self._size = self._sent = 0

    def parts(self, parts: list[Part]) -> None:
        """Write bytes, and extents of the old file."""
        for part in parts:
            if not isinstance(part, Extent):
                self._put(part)
                continue
            self._source.seek(part.at)
            left = part.size
            while left > 0:
                data = self._source.read(min(left, _COPIED))
                if not data:
                    raise OSError(f"{self._source.name} became shorter")
                self._put(data)
                left -= len(data)

    def write(self, values: Stored | bytes | memoryview) -> None:
        """Append stored values: [frames, channels]; or the bytes of them."""
        self._put(self._form.pack(values) if isinstance(values, np.ndarray) else values)

    def _put(self, data: bytes | memoryview) -> None:
        self._target.write(data)
        self._checksums.update(data)
        self._size += len(data)
        if self._size - self._sent >= _SENT and hasattr(os, "posix_fadvise"):
            # Begins to write to the drive, so that syncing takes less at the end.
            where = self._sent, self._size - self._sent
            os.posix_fadvise(self._target.fileno(), *where, os.POSIX_FADV_DONTNEED)
            self._sent = self._size


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

    def write(self, values: Stored | bytes | memoryview) -> None:
        """Append stored values: [frames, channels].

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
