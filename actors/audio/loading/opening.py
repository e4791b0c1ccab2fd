"""The thread's part of loading: open a file, find its length, fill memory."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from loguru import logger

from actors.audio.engine import Clip
from actors.audio.loading.decoder import Decoder
from actors.audio.loading.shared_buffer import RELEASES, VALUE, SharedBuffer, room
from actors.audio.loading.stereo_source import Sound, Unavailable, UnreadableSound, opened
from actors.audio.loading.streaming_decoder import StreamingDecoder, held
from actors.media.error import words
from models.audio.conversion import Conversion
from models.audio.units import Frames, Hertz
from models.library.file_name import name

_NUMBERS = itertools.count(1)
_BLOCK = 1 << 14
WHOLE = 128 << 20
"""Bytes of a sound up to which all of it is held: three minutes in stereo."""


class Reading:
    """Reads one file; others look at what is there while it does."""

    def __init__(self, path: bytes, rate: Hertz | None, start: float, limit: int | None) -> None:
        """Take note; see `ClipLoader`."""
        self._path, self._rate, self._start, self._limit = path, rate, start, limit
        self._file_rate = Hertz(0)
        self.frames = Frames(0)
        """Length of the file."""
        self._promised = Frames(0)
        self.filling: Decoder | None = None
        self.bytes = 0
        """Memory taken."""

    @property
    def conversion(self) -> Conversion:
        """From frames of the file to frames of the clip; only once it is open."""
        return Conversion(self._file_rate, self._rate or self._file_rate)

    @property
    def trouble(self) -> str:
        """Why it ends before its header says; empty if it does not."""
        filling = self.filling
        if filling is None or (filling.end >= filling.frames and self._promised <= self.frames):
            return ""
        at = filling.end / self.conversion.device
        why = filling.trouble or "shorter than its header says"
        return f"{name(self._path)}: ends at {at:.3f} s: {why}"

    @property
    def passing(self) -> bool:
        """Whether what is wrong with it is of the moment, not of the file."""
        return self.filling is not None and self.filling.passing

    def run(self, made: Callable[[Clip], None], check: Callable[[], None]) -> None:
        """Read all of it.

        Args:
            made: Told the clip as soon as it may be kept.
            check: Called between blocks; may raise to make an end.

        Raises:
            UnreadableSound: nothing of it can be played.
        """
        with opened(self._path) as sound:
            self._file_rate, self.frames = sound.rate, sound.frames
            self._promised = sound.promised
            if self._rate is None:
                self._look(sound, made)
            elif not self.frames:
                raise UnreadableSound(f"{name(self._path)}: contains no audio")
            else:
                self._take(sound, made, check)

    def _look(self, sound: Sound, made: Callable[[Clip], None]) -> None:
        """Only find out whether it can be read at all."""
        try:
            count = len(sound.read(_BLOCK))
        except UnreadableSound as error:
            raise type(error)(f"{name(self._path)}: {error}") from error
        if not count:
            raise UnreadableSound(f"{name(self._path)}: contains no audio")
        made(Clip(next(_NUMBERS), sound.rate, self.frames))

    def _take(self, sound: Sound, made: Callable[[Clip], None], check: Callable[[], None]) -> None:
        conversion = self.conversion
        frames = max(1, conversion.to_device(self.frames))
        channels = self._memory(sound.channels, frames)
        try:
            kind = StreamingDecoder if self._rolls(channels, frames) else Decoder
            filling = kind(sound, conversion, channels, frames)
            filling.wanted = min(conversion.to_device(self._start), frames - 1)
            self.filling = filling
            self._tell(made, conversion.device, frames, channels)
            filling.run(check)
        except OSError as error:
            raise self._does_not_fit(error) from error
        finally:
            for memory in channels:
                memory.close()
        self._judge(sound, filling)

    def _tell(
        self,
        made: Callable[[Clip], None],
        rate: Hertz,
        frames: int,
        channels: tuple[SharedBuffer, ...],
    ) -> None:
        """Hand over the clip; from here on the engine removes the names of its memory."""
        try:
            names = tuple(memory.name for memory in channels)
            made(Clip(next(_NUMBERS), rate, Frames(frames), names))
        except BaseException:
            for memory in channels:
                memory.unlist()
            raise

    def _rolls(self, channels: Sequence[object], frames: int) -> bool:
        """Whether it is too long to be held as a whole; never while it is only prepared."""
        return RELEASES and self._limit is None and VALUE * frames * len(channels) > WHOLE

    def _memory(self, channels: int, frames: int) -> tuple[SharedBuffer, ...]:
        needed, free = VALUE * (frames + 1) * channels, room()
        if self._rolls(range(channels), frames):
            needed = held(self.conversion.device) * VALUE * channels
        if needed > (free if self._limit is None else min(free, self._limit)):
            raise Unavailable(
                f"{name(self._path)}: too long to be held in memory:"
                f" it needs {needed >> 20} MB, {free >> 20} MB are free"
            )
        made: list[SharedBuffer] = []
        try:
            while len(made) < channels:
                made.append(SharedBuffer(frames))
        except OSError as error:
            for memory in made:
                memory.unlist()
                memory.close()
            raise self._does_not_fit(error) from error
        self.bytes = needed
        return tuple(made)

    def _does_not_fit(self, error: OSError) -> UnreadableSound:
        return Unavailable(f"{name(self._path)}: does not fit into memory: {words(error)}")

    def _judge(self, sound: Sound, filling: Decoder) -> None:
        """Say what was wrong with the file, if anything."""
        shown = name(self._path)
        if sound.repaired:
            logger.warning("{}: {} values were no numbers, now silent", shown, sound.repaired)
        if not filling.end:
            why = filling.trouble or "contains no audio"
            kind = Unavailable if filling.passing else UnreadableSound
            raise kind(f"{shown}: {why}")
        if self.trouble:
            logger.warning("{}", self.trouble)
