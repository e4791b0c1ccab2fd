"""FFmpeg wrapper (PyAV): decodes formats that libsndfile cannot, if the extra is installed."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import cache
from importlib.util import find_spec
from typing import Any

import numpy as np
from numpy.typing import NDArray

from actors.media.error import Unopened, Unreadable, os_error_reason
from actors.media.file_cache import FileCache
from actors.media.view import View
from models.media.stream import Stream

Values = NDArray[Any]

_LEAD = 16_384
"""Frames decoded before a seek target.

An AAC block overlaps with the one before, a block with spectral band replication (2 048 frames)
with two; TTA and WavPack blocks are independent. Source: ISO/IEC 14496-3; with a fourth of it 200
seeks each in AAC, ALAC, WavPack and TTA gave what sequential decoding gives.
"""
_TAIL = 65_536
"""Frames before the stated end that are decoded to check it."""
_EXACT = frozenset({"mov", "wv", "tta"})
"""Demuxers whose packets have an exact position; others are decoded from the start."""
_FORMATS = {"float32": "flt", "float64": "dbl", "int32": "s32"}
_NAMES = {"mov": "M4A", "asf": "WMA", "wv": "WavPack", "tta": "TTA", "aac": "AAC"}
_CODECS = {"aac": "AAC", "alac": "ALAC", "wmav1": "1", "wmav2": "2", "wmapro": "Pro"}
_UNNAMED = frozenset({"wv", "tta", "aac"})
"""Demuxers with one codec, which is not named twice."""
_counts = FileCache[int]()
"""Counted lengths in frames."""


@cache
def has_ffmpeg() -> bool:
    """Return whether the optional package `av` is installed; does not import it."""
    try:
        return find_spec("av") is not None
    except ValueError:  # its module is blocked
        return False


class FfmpegFile:
    """First audio stream of a file; the same methods as `StreamFile`."""

    _audio: Any

    def __init__(self, descriptor: int, stream: Stream) -> None:
        """Open a file.

        Args:
            descriptor: Of the file; stays open.
            stream: The bytes to decode.

        Raises:
            Unopened: the drive fails.
            Unreadable: not audio.
        """
        self._view = View(descriptor, stream)
        self._file: Any = None
        self._demuxer = ""
        self._kind = _FORMATS["float32"]
        self._at = 0
        self._rest: Values = np.zeros((0, 1), np.float32)
        """Decoded frames not yet returned."""
        self._blocks: Iterator[Values] = iter(())
        self.frames: int = 2**62
        """Number of decodable frames; unlimited while they are counted."""
        try:
            self._start(0)
            self.rate, self.channels = int(self._audio.rate), int(self._audio.channels)
            self.format = _NAMES.get(self._demuxer, self._demuxer.upper())
            codec = str(self._audio.codec_context.name)
            self.subtype = "" if self._demuxer in _UNNAMED else _CODECS.get(codec, codec.upper())
            self.promised = self._stated()
            """Frames according to the header, if that is exact; else 0."""
            self.frames = _counts.get(descriptor, self._decodable, stream)
            self._start(0)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Close the decoder; the file stays open."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def seek(self, frame: int, *, exact: bool) -> None:
        """Seek to `frame`, the same frame as in sequential decoding.

        Raises:
            Unreadable: the seek failed.
        """
        del exact  # a faster, inexact seek would save a few milliseconds
        self._start(frame)

    def read(self, frames: int, dtype: str) -> Values:
        """Return up to `frames` frames, [frames, channels]; none at the end.

        Raises:
            Unreadable: the file is damaged here.
        """
        kind = _FORMATS[dtype]
        if kind != self._kind:
            self._kind = kind
            self._start(self._at)
        parts: list[Values] = []
        wanted = frames = max(0, min(frames, self.frames - self._at))
        while wanted > 0:
            if not len(self._rest):
                block = self._ask(next, self._blocks, None)
                if block is None:
                    break
                self._rest = block
            part = self._rest[:wanted]
            self._rest = self._rest[len(part) :]
            wanted -= len(part)
            parts.append(part)
        self._at += frames - wanted
        return np.concatenate([np.zeros((0, self.channels), dtype), *parts])

    def _start(self, frame: int) -> None:
        """Open the decoder and position it at `frame`."""
        self.close()
        self._file = self._ask(self._opened)
        if not self._file.streams.audio:
            raise Unreadable("contains no audio")
        self._audio = self._file.streams.audio[0]
        self._demuxer = str(self._file.format.name).partition(",")[0]
        self._at = frame
        self._rest = self._rest[:0]
        lead = max(0, frame - _LEAD)
        if lead and self._demuxer in _EXACT:
            self._ask(self._file.seek, self._pts(lead), stream=self._audio)
        else:
            lead = 0
        self._blocks = self._decoded(frame)

    def _opened(self) -> Any:
        import av  # 0.15 s, and optional

        self._view.seek(0)
        return av.open(self._view, metadata_errors="replace")

    def _decoded(self, frame: int) -> Iterator[Values]:
        """Yield blocks [frames, channels] from `frame` on, in the wanted sample format."""
        import av

        resampler = av.AudioResampler(format=self._kind, layout=None, rate=None)
        at: int | None = None
        for decoded in self._file.decode(self._audio):
            if at is None:
                at = self._frame(decoded.pts) if self._demuxer in _EXACT else 0
            for packed in resampler.resample(decoded):
                block = packed.to_ndarray().reshape(-1, self._audio.channels)
                begin, at = at, at + len(block)
                if at > frame:
                    yield block[max(0, frame - begin) :]

    def _pts(self, frame: int) -> int:
        base = Fraction(self._audio.time_base)
        return int(Fraction(frame, int(self._audio.rate)) / base) + int(self._audio.start_time or 0)

    def _frame(self, pts: int | None) -> int:
        base = Fraction(self._audio.time_base)
        since = (pts or 0) - int(self._audio.start_time or 0)
        return max(0, round(since * base * int(self._audio.rate)))

    def _stated(self) -> int:
        """Return the frames according to the container; 0 if it does not tell exactly."""
        exact = self._demuxer in _EXACT and self._audio.duration
        return self._frame(self._audio.duration + int(self._audio.start_time or 0)) if exact else 0

    def _decodable(self) -> int:
        """Return the number of frames: as promised, if decoding reaches it."""
        return self.promised if self.promised and self._reaches(self.promised) else self._counted()

    def _reaches(self, frames: int) -> bool:
        """Return whether that many frames can be decoded; an encoder's padding may follow."""
        begin = max(0, frames - _TAIL)
        try:
            self._start(begin)
            return begin + self._length() >= frames
        except Unreadable:
            return False

    def _counted(self) -> int:
        """Return the number of frames by decoding them all, up to the first error."""
        self._start(0)
        return self._length()

    def _length(self) -> int:
        frames = 0
        try:
            while (block := self._ask(next, self._blocks, None)) is not None:
                frames += len(block)
        except Unopened:
            raise
        except Unreadable:
            pass
        return frames

    def _ask(self, call: Any, *given: Any, **named: Any) -> Any:
        """Call the library; turn any exception into Unreadable."""
        self._view.error = None
        try:
            answer = call(*given, **named)
        except Unreadable:
            raise
        except Exception as error:  # boundary: no library error may crash an actor
            if self._view.error is not None:
                raise Unopened(os_error_reason(self._view.error)) from error
            raise Unreadable("damaged or truncated") from error
        if self._view.error is not None:
            raise Unopened(os_error_reason(self._view.error))
        return answer
