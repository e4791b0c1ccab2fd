"""libsndfile wrapper: decodes one stream of a file."""

from __future__ import annotations

import os
from functools import partial
from typing import Any

import numpy as np
import soundfile
from numpy.typing import NDArray

from actors.media.error import Unopened, Unreadable, os_error_reason
from actors.media.file_cache import FileCache
from actors.media.view import View
from models.media import flac
from models.media.stream import Stream

Values = NDArray[Any]

_DENSEST = 65_536
"""Maximum frames per byte: a FLAC block of silence holds 65 535 in 11 bytes."""
_BLOCK = 1 << 16
_FINER = 16
"""Factor by which blocks shrink while searching for the last decodable frame."""
_LEAD = 4_608
"""Frames decoded before a seek target: four blocks of MP3.

Source: libsndfile 1.2.2, 200 seeks each in Vorbis and MP3 files of 30 000 and 400 000 frames:
without this pre-roll, one in ten to one in three differed from sequential decoding; with it, none.
"""
_NEED_LEAD = frozenset({"VORBIS", "MPEG_LAYER_I", "MPEG_LAYER_II", "MPEG_LAYER_III"})
_PLANNED = frozenset({"ALAC_16", "ALAC_20", "ALAC_24", "ALAC_32"})
"""Subtypes whose length libsndfile takes from a table instead of the bytes present."""
_counts = FileCache[int]()
"""Counted lengths in frames; cached because several actors open a file in succession."""
_SYSTEM = 2
"""libsndfile's code for an error of the operating system. Source: sndfile.h, `SF_ERR_SYSTEM`."""
_REASONS = {
    1: "not an audio file",
    3: "damaged or truncated",
    7: "damaged or truncated",  # for an MP3 without one complete frame
    24: "no usable sample rate in its header",
    32: "no channels in its header",
    161: "damaged or truncated",
}
"""Reason by error code. Source: libsndfile 1.2.2, src/common.h; each reproduced with a broken file.
"""


class StreamFile:
    """One stream, opened by libsndfile."""

    def __init__(self, descriptor: int, stream: Stream, size: int) -> None:
        """Open a stream.

        Args:
            descriptor: Of the file; stays open.
            stream: The bytes to decode.
            size: Of the file in bytes. If the stream is the whole file, libsndfile reads it
                directly, which is faster.

        Raises:
            Unreadable: not audio.
        """
        self._descriptor = descriptor
        self._use(stream, size)
        stated = int(self._file.frames)  # where the decoder ends, whatever the bytes say
        if stream.frames is not None:
            stated = min(stated, stream.frames)
        possible = 0 <= stated <= (stream.end - stream.start) * _DENSEST
        self.promised = max(stream.promised, stated if possible and stream.sure else 0)
        """Frames according to the header, if that is plausible."""
        if possible and stream.sure and self._reaches(stated):
            self.frames = stated
            return
        self.frames = _counts.get(descriptor, partial(self._counted, stream, size), stream)
        if stream.patches and not stream.sure:  # FLAC
            stream = flac.with_length(stream, self.frames)
        self._file.close()  # it reached its end and may be stuck there
        self._use(stream, size)

    def _reaches(self, frames: int) -> bool:
        """Return whether the last frame can be decoded, for formats that store a packet table.

        Leaves the decoder at the start.
        """
        if self.subtype not in _PLANNED or frames == 0:
            return True
        try:
            self._ask(self._file.seek, frames - 1)
            reached = len(self.read(1, "float32")) == 1
            self._ask(self._file.seek, 0)
        except Unreadable:
            return False
        return reached

    def close(self) -> None:
        """Close the stream; its file stays open."""
        self._file.close()

    def seek(self, frame: int, *, exact: bool) -> None:
        """Seek to `frame`, or near it if that is faster and `exact` is False.

        Raises:
            Unreadable: the seek failed.
        """
        if self.frames == 0:
            return  # libsndfile cannot even seek to the start of a FLAC without frames
        lead = min(frame, _LEAD) if exact and self.subtype in _NEED_LEAD else 0
        self._ask(self._file.seek, frame - lead)
        while lead > 0 and (count := len(self.read(lead, "float32"))):
            lead -= count

    def read(self, frames: int, dtype: str) -> Values:
        """Return up to `frames` frames, [frames, channels]; none at the end.

        Raises:
            Unreadable: the file is damaged here.
        """
        if frames <= 0:
            return np.zeros((0, self.channels), dtype)
        read = self._ask(self._file.read, frames, dtype=dtype, always_2d=True)
        return np.asarray(read)

    def _use(self, stream: Stream, size: int) -> None:
        whole = stream.start == 0 and stream.end == size and not stream.patches and not stream.head
        self._view = None if whole else View(self._descriptor, stream)
        if self._view is not None:
            self._file = self._ask(soundfile.SoundFile, self._view)
        else:  # a duplicate, as the library closes its descriptor even if it refuses the file
            copy = os.dup(self._descriptor)
            os.lseek(copy, 0, os.SEEK_SET)
            self._file = self._ask(soundfile.SoundFile, copy, closefd=True)
        self.rate, self.channels = int(self._file.samplerate), int(self._file.channels)
        self.format, self.subtype = str(self._file.format), str(self._file.subtype)

    def _counted(self, stream: Stream, size: int) -> int:
        """Return the number of frames by decoding them all."""
        frames, block = 0, _BLOCK
        while block:
            try:
                while count := len(self.read(block, "float32")):
                    frames += count
                break
            except Unreadable:  # damaged within this block
                block //= _FINER
                self._again(stream, size, frames)
        return frames

    def _again(self, stream: Stream, size: int, frame: int) -> None:
        """Reopen the stream and decode up to `frame`: damaged streams cannot seek."""
        self._file.close()
        self._use(stream, size)
        while frame > 0:
            frame -= max(1, len(self.read(min(frame, _BLOCK), "float32")))

    def _ask(self, call: Any, *given: Any, **named: Any) -> Any:
        """Call the library; turn any exception into Unreadable."""
        if self._view is not None:
            self._view.error = None
        try:
            answer = call(*given, **named)
        except soundfile.LibsndfileError as error:
            if (reason := self._read_reason()) or error.code == _SYSTEM:
                raise Unopened(reason or _reason(error)) from error
            raise Unreadable(_reason(error)) from error
        except Exception as error:  # boundary: no library error may crash an actor
            if reason := self._read_reason():
                raise Unopened(reason) from error
            said = str(error).rstrip(". ").lower()
            raise Unreadable(f"damaged: {said}") from error
        if reason := self._read_reason():
            raise Unopened(reason)
        return answer

    def _read_reason(self) -> str:
        error = self._view.error if self._view is not None else None
        return os_error_reason(error) if error is not None else ""


def _reason(error: soundfile.LibsndfileError) -> str:
    """Return libsndfile's message without its preamble and full stop."""
    if known := _REASONS.get(error.code):
        return known
    said = error.error_string.rstrip(". ").rpartition(" : ")[2].rpartition(". ")[2].lower()
    return f"damaged: {said}" if said else "damaged or truncated"
