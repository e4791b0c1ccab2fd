"""The worker-thread part of loading: open a file, measure it, decode it into memory."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from loguru import logger

from actors.audio.engine import Clip
from actors.audio.loading.decoder import Decoder
from actors.audio.loading.shared_buffer import RELEASES, VALUE, SharedBuffer, available_memory
from actors.audio.loading.stereo_source import Sound, Unavailable, UnreadableSound, open_sound
from actors.audio.loading.streaming_decoder import StreamingDecoder, held_frames
from actors.media.error import os_error_reason
from models.audio.conversion import Conversion
from models.audio.units import Frames, Hertz
from models.library.file_name import display_name

_NUMBERS = itertools.count(1)
_BLOCK = 1 << 14
WHOLE = 128 << 20
"""Largest clip in bytes that is held completely: three minutes in stereo. Longer ones are
streamed."""


class FileReader:
    """Decodes one file in a worker thread; other threads watch its progress."""

    def __init__(self, path: bytes, rate: Hertz | None, start: float, limit: int | None) -> None:
        """Store the parameters; see `ClipLoader`."""
        self._path, self._rate, self._start, self._limit = path, rate, start, limit
        self._file_rate = Hertz(0)
        self.frames = Frames(0)
        """Length of the file."""
        self._header_frames = Frames(0)
        self.decoder: Decoder | None = None
        self.bytes = 0
        """Memory allocated."""

    @property
    def conversion(self) -> Conversion:
        """Conversion from frames of the file to frames of the clip; valid once the file is open."""
        return Conversion(self._file_rate, self._rate or self._file_rate)

    @property
    def reason(self) -> str:
        """Why the audio ends before its header says; empty if it does not."""
        decoder = self.decoder
        if decoder is None or (
            decoder.end >= decoder.frames and self._header_frames <= self.frames
        ):
            return ""
        at = decoder.end / self.conversion.device
        why = decoder.reason or "shorter than its header says"
        return f"{display_name(self._path)}: ends at {at:.3f} s: {why}"

    @property
    def temporary(self) -> bool:
        """Whether the failure is temporary and not the file itself."""
        return self.decoder is not None and self.decoder.temporary

    def run(self, on_clip: Callable[[Clip], None], check: Callable[[], None]) -> None:
        """Decode the whole file.

        Args:
            on_clip: Called with the clip as soon as it is playable.
            check: Called between blocks; may raise to cancel.

        Raises:
            UnreadableSound: nothing of it can be played.
        """
        with open_sound(self._path) as sound:
            self._file_rate, self.frames = sound.rate, sound.frames
            self._header_frames = sound.header_frames
            if self._rate is None:
                self._check_readable(sound, on_clip)
            elif not self.frames:
                raise UnreadableSound(f"{display_name(self._path)}: contains no audio")
            else:
                self._decode(sound, on_clip, check)

    def _check_readable(self, sound: Sound, on_clip: Callable[[Clip], None]) -> None:
        """Decode a first block only, to verify that the file is readable."""
        try:
            count = len(sound.read(_BLOCK))
        except UnreadableSound as error:
            raise type(error)(f"{display_name(self._path)}: {error}") from error
        if not count:
            raise UnreadableSound(f"{display_name(self._path)}: contains no audio")
        on_clip(Clip(next(_NUMBERS), sound.rate, self.frames))

    def _decode(
        self, sound: Sound, on_clip: Callable[[Clip], None], check: Callable[[], None]
    ) -> None:
        conversion = self.conversion
        frames = max(1, conversion.to_device(self.frames))
        channels = self._allocate(sound.channels, frames)
        try:
            kind = StreamingDecoder if self._streams(channels, frames) else Decoder
            decoder = kind(sound, conversion, channels, frames)
            decoder.wanted = min(conversion.to_device(self._start), frames - 1)
            self.decoder = decoder
            self._publish(on_clip, conversion.device, frames, channels)
            decoder.run(check)
        except OSError as error:
            raise self._does_not_fit(error) from error
        finally:
            for memory in channels:
                memory.close()
        self._check_result(sound, decoder)

    def _publish(
        self,
        on_clip: Callable[[Clip], None],
        rate: Hertz,
        frames: int,
        channels: tuple[SharedBuffer, ...],
    ) -> None:
        """Hand over the clip; from here on the engine unlinks its memory."""
        try:
            names = tuple(memory.name for memory in channels)
            on_clip(Clip(next(_NUMBERS), rate, Frames(frames), names))
        except BaseException:
            for memory in channels:
                memory.unlink()
            raise

    def _streams(self, channels: Sequence[object], frames: int) -> bool:
        """Return whether the clip is too long to hold completely; never for a prepared one."""
        return RELEASES and self._limit is None and VALUE * frames * len(channels) > WHOLE

    def _allocate(self, channels: int, frames: int) -> tuple[SharedBuffer, ...]:
        needed, free = VALUE * (frames + 1) * channels, available_memory()
        if self._streams(range(channels), frames):
            needed = held_frames(self.conversion.device) * VALUE * channels
        if needed > (free if self._limit is None else min(free, self._limit)):
            raise Unavailable(
                f"{display_name(self._path)}: too long to be held in memory:"
                f" it needs {needed >> 20} MB, {free >> 20} MB are free"
            )
        buffers: list[SharedBuffer] = []
        try:
            while len(buffers) < channels:
                buffers.append(SharedBuffer(frames))
        except OSError as error:
            for memory in buffers:
                memory.unlink()
                memory.close()
            raise self._does_not_fit(error) from error
        self.bytes = needed
        return tuple(buffers)

    def _does_not_fit(self, error: OSError) -> UnreadableSound:
        return Unavailable(
            f"{display_name(self._path)}: does not fit into memory: {os_error_reason(error)}"
        )

    def _check_result(self, sound: Sound, decoder: Decoder) -> None:
        """Log repairs and truncation; raise if nothing was decoded."""
        shown = display_name(self._path)
        if sound.repaired:
            logger.warning("{}: replaced {} non-finite values by silence", shown, sound.repaired)
        if not decoder.end:
            why = decoder.reason or "contains no audio"
            kind = Unavailable if decoder.temporary else UnreadableSound
            raise kind(f"{shown}: {why}")
        if self.reason:
            logger.warning("{}", self.reason)
