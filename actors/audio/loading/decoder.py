"""Decodes a file into shared memory at the device rate, requested frames first.

Runs in a worker thread, the only writer; other threads read what is covered.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import soxr
from loguru import logger

from actors.audio.loading.shared_buffer import SharedBuffer
from actors.audio.loading.stereo_source import Floats, Sound, Unavailable, UnreadableSound
from models.audio.conversion import Conversion
from models.audio.coverage import Coverage
from models.audio.span import Span

BLOCK = 1 << 16
"""Values decoded at a time: 1 to 10 ms of work, so that new requests take effect soon."""
FIRST = 1 << 13
"""Values of the first block: short, so that playback starts sooner."""
SETTLING = 2048
"""Frames fed to the resampler before the wanted ones; more when downsampling.

Source: 147 of 44.1 kHz matched a run from the start to 1.5e-6 (soxr HQ, float32)."""
QUALITY = "HQ"
"""Source: >= 133 dB signal-to-noise ratio at 1 to 15 kHz, 44.1 to 48 kHz (measured on soxr 1.1)."""


class Decoder:
    """Decodes an open file into memory."""

    def __init__(
        self, sound: Sound, conversion: Conversion, channels: tuple[SharedBuffer, ...], frames: int
    ) -> None:
        """Take the file and the memory.

        Args:
            sound: Open and at its start.
            conversion: From the file's rate to the device's.
            channels: One buffer of `frames` frames per channel of the sound.
            frames: Length at the device rate, by the file's header.
        """
        self._sound = sound
        self.conversion = conversion
        self.channels = channels
        self.frames = frames
        """Length at the device rate, by the file's header."""
        self._next_frame = 0
        """Frame of the file that is decoded next."""
        self.covered = Coverage(frames)
        self.end = frames
        """Length at the device rate; shrinks if the file ends before its header says."""
        self.peak = 0.0
        """Highest magnitude so far; 1 is full scale."""
        self.wanted = 0
        """Device frame from which to decode first; see `request`."""
        self.settled = False
        """Nothing urgent is left: the rest can be decoded behind other work."""
        self.reason = ""
        """Why decoding stopped before the end of the file; empty if it did not."""
        self.temporary = False
        """That failure is temporary and not the file itself."""

    def request(self, frame: int) -> None:
        """Decode from this device frame first."""
        self.wanted = frame

    def set_playhead(self, head: int, loop: int) -> None:
        """Ignore the playhead and the start of the loop: everything gets decoded."""

    def run(self, check: Callable[[], None]) -> None:
        """Decode everything.

        Args:
            check: Called after each block; may raise to cancel.

        Raises:
            OSError: out of memory.
        """
        while (gap := self.covered.gap(min(self.wanted, self.frames - 1))) is not None:
            self.fill(gap, check)
            check()

    def fill(self, gap: Span, check: Callable[[], None]) -> None:
        """Decode `gap`, until something else is requested first."""
        wanted, position = self.wanted, int(gap.start)
        try:
            for block in self._frames_from(position):
                count = min(len(block), gap.end - position)
                self._write(position, block[:count])
                position += count
                if position >= gap.end or self.wanted != wanted:
                    return
                check()
        except UnreadableSound as error:
            self.reason, self.temporary = str(error), isinstance(error, Unavailable)
            self._reopen()
        self.covered.add(position, gap.end)  # nothing more to decode there
        if self.frames - position > self.conversion.to_device(1) + 1:  # more than rounding
            self.end = min(self.end, position)

    def _reopen(self) -> None:
        self._next_frame = 0
        try:
            self._sound.reopen()
        except UnreadableSound as error:
            logger.debug("reopening failed as well: {}", error)

    def _write(self, position: int, block: Floats) -> None:
        if len(block):
            self.peak = max(self.peak, float(block.max()), -float(block.min()))
        for index, memory in enumerate(self.channels):
            memory.reserve(position, position + len(block))
            memory.values[position : position + len(block)] = block[:, index]
        self.covered.add(position, position + len(block))

    def _frames_from(self, position: int) -> Iterator[Floats]:
        """Yield device frames from `position` to the end of the file."""
        conversion = self.conversion
        if conversion.file == conversion.device:
            self._seek(position)
            yield from self._blocks()
            return
        step, device_step = conversion.steps
        before = SETTLING * max(1.0, conversion.file / conversion.device)
        rounds = max(0, int(conversion.to_file(position) - before) // step)
        self._seek(rounds * step)
        skip = position - rounds * device_step
        for block in self._resampled():
            if skip < len(block):
                yield block[skip:]
            skip = max(0, skip - len(block))

    def _resampled(self) -> Iterator[Floats]:
        conversion, channels = self.conversion, self._sound.channels
        end: Floats = np.zeros((0, channels), np.float32)
        stream: Any = None
        for block in itertools.chain(self._blocks(), [end]):
            try:
                stream = stream or soxr.ResampleStream(
                    conversion.file, conversion.device, channels, dtype="float32", quality=QUALITY
                )
                made: Floats = stream.resample_chunk(block, last=not len(block))
            except Exception as error:  # a door: whatever soxr raises is a reason
                raise UnreadableSound(f"it cannot be resampled: {error}") from error
            yield made

    def _seek(self, frame: int) -> None:
        if frame != self._next_frame:
            self._sound.seek(frame)
            self._next_frame = frame

    def _blocks(self) -> Iterator[Floats]:
        most = max(256, BLOCK // self._sound.width)
        size = max(256, FIRST // self._sound.width)
        while len(block := self._sound.read(size)):
            self._next_frame += len(block)
            yield block
            size = most
