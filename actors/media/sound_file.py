"""Sound file reader that presents all streams of a file as one."""

from __future__ import annotations

import os
import stat
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from actors.media.error import Unopened, Unreadable, os_error_reason
from actors.media.ffmpeg_file import FfmpegFile, has_ffmpeg
from actors.media.file_cache import FileCache
from actors.media.stream_file import StreamFile, Values
from actors.media.view import read_at
from models.audio.finite_values import silence_nonfinite
from models.audio.units import Frames, Hertz
from models.media.foreign import foreign_format, needs_ffmpeg
from models.media.layout import embedded_streams, parse_streams
from models.media.stream import Stream

Floats = NDArray[np.float32]

SLOWEST, FASTEST = 1, 6_144_000
"""Bounds of a plausible sample rate in Hz. Upper: DSD, 128 times 48 kHz."""

_streams = FileCache[tuple[Stream, ...]]()


class SoundFile:
    """Reader of frames [frames, channels]; no value is NaN or infinite.

    Reading from start to end returns exactly `frames` frames, unless the file is damaged in
    between.
    """

    def __init__(self, file: bytes | int) -> None:
        """Open a file.

        Args:
            file: Its path, or a descriptor, which is duplicated.

        Raises:
            Unopened: missing, forbidden or not a file.
            Unreadable: empty or not audio.
        """
        self._descriptor = _descriptor(file)
        self._files: list[StreamFile | FfmpegFile] = []
        try:
            self._size = os.fstat(self._descriptor).st_size
            if not self._size:
                raise Unreadable("empty file")
            self._open()
        except OSError as error:
            self.close()
            raise Unopened(os_error_reason(error)) from error
        except BaseException:
            self.close()
            raise
        first = self._files[0]
        self.rate, self.channels = Hertz(first.rate), first.channels
        self.format, self.subtype = first.format, first.subtype
        self.frames = Frames(sum(file.frames for file in self._files))
        """Number of decodable frames."""
        self.promised = Frames(sum(file.promised for file in self._files))
        """Number of frames according to the headers; more than `frames` in a truncated file."""
        self.repaired = 0
        """Number of NaN and infinite values replaced by silence so far."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; idempotent."""
        for file in self._files:
            file.close()
        self._files = []
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def renew(self) -> None:
        """Reopen the decoder, which may be stuck after an error.

        Raises:
            Unreadable: the file has changed since.
        """
        frames = self.frames
        for file in self._files:
            file.close()
        self._files = []
        self._open()
        if sum(file.frames for file in self._files) != frames:
            raise Unreadable("the file has changed")

    def seek(self, frame: int, *, exact: bool = True) -> None:
        """Seek to `frame`; clamped to the end.

        Args:
            frame: Counted from the start of the file.
            exact: Whether the next read must return what sequential decoding would.

        Raises:
            Unreadable: the seek failed.
        """
        frame = max(0, min(frame, self.frames))
        self._now, before = 0, 0
        while self._now < len(self._files) - 1 and frame >= before + self._files[self._now].frames:
            before += self._files[self._now].frames
            self._now += 1
        self._files[self._now].seek(frame - before, exact=exact)
        self._at = frame - before

    def read(self, frames: int, dtype: str = "float32") -> Values:
        """Return the next frames, [frames, channels]; fewer at the end, none past it.

        Args:
            frames: Maximum number.
            dtype: `float32`, `float64` or `int32` (left-justified).

        Raises:
            Unreadable: the file is damaged here.
        """
        parts: list[Values] = []
        while frames > 0 and self._now < len(self._files):
            file = self._files[self._now]
            block = file.read(min(frames, file.frames - self._at), dtype)
            self._at += len(block)
            frames -= len(block)
            if len(block):
                parts.append(block)
            if self._at < file.frames and len(block):
                continue
            if self._at < file.frames or not self._next():
                break
        whole = parts[0] if len(parts) == 1 else None
        if whole is None:
            empty = np.zeros((0, self.channels), dtype)
            whole = np.concatenate([empty, *parts])
        return self._numbers(whole)

    def _next(self) -> bool:
        """Move to the start of the next stream; return False if there is none."""
        if self._now + 1 >= len(self._files):
            return False
        self._now += 1
        self._at = 0
        self._files[self._now].seek(0, exact=True)
        return True

    def _numbers(self, block: Values) -> Values:
        if block.dtype.kind == "f":
            self.repaired += silence_nonfinite(block)
        return block

    def _open(self) -> None:
        self._now = self._at = 0
        found = self._streams()
        try:
            self._take(found)
        except Unreadable:
            head = self._read(0, 64)
            if has_ffmpeg() and needs_ffmpeg(head):
                self._files = [self._open_foreign(foreign_format(head))]
                return
            if not (found := embedded_streams(self._read, self._size)):
                if other := foreign_format(head):
                    raise Unreadable(f"not audio that can be read: it is {other}") from None
                raise
            self._take(found)

    def _open_foreign(self, name: str) -> FfmpegFile:
        """Open a file in a format that FFmpeg reads, whatever its name says."""
        try:
            return FfmpegFile(self._descriptor, Stream(0, self._size))
        except Unopened:
            raise
        except Unreadable as error:
            raise Unreadable(f"{name}: {error}") from error

    def _streams(self) -> tuple[Stream, ...]:
        """Return the streams; cached, as some MP3s require counting their frames."""
        return _streams.get(self._descriptor, lambda: parse_streams(self._read, self._size))

    def _take(self, found: tuple[Stream, ...]) -> None:
        """Open the first stream and those that follow in the same format."""
        for stream in found:
            try:
                file = StreamFile(self._descriptor, stream, self._size)
            except Unreadable:
                if not self._files:
                    raise
                return  # end of the readable part
            if not SLOWEST <= file.rate <= FASTEST or file.channels < 1:
                file.close()
                raise Unreadable(f"unusable sample rate ({file.rate} Hz)")
            first = self._files[0] if self._files else file
            if (file.rate, file.channels) != (first.rate, first.channels):
                file.close()
                return
            self._files.append(file)

    def _read(self, at: int, length: int) -> bytes:
        return read_at(self._descriptor, at, length)


def _descriptor(file: bytes | int) -> int:
    try:
        if isinstance(file, int):
            return os.dup(file)
        # Do not block: it may be a pipe.
        flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(file, flags | getattr(os, "O_CLOEXEC", 0))
    except OSError as error:
        raise Unopened(os_error_reason(error)) from error
    if not stat.S_ISREG(mode := os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise Unopened("is a folder" if stat.S_ISDIR(mode) else "not a file")
    return descriptor
