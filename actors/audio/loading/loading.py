"""One file on its way to a clip: playable soon, complete later."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import trio
from loguru import logger

from actors.audio.engine import Clip
from actors.audio.loading.filling import Filling
from actors.audio.loading.memory import VALUE, Memory, room
from actors.audio.loading.sound import Sound, UnreadableSound, opened, words
from models.audio.conversion import Conversion
from models.audio.units import Frames, Hertz
from models.library.naming import name

HEAD = 0.2
"""Seconds that are decoded before playback may begin; decoding is many times faster."""
_NUMBERS = itertools.count(1)


class TooLong(UnreadableSound):
    """A file needs more memory than there is, or than it may have."""


class Loading:
    """A file that is being read, and what came of it."""

    def __init__(self, path: bytes, rate: Hertz | None, limit: int | None = None) -> None:
        """Take note of what to read; `run` reads it.

        Args:
            path: The file.
            rate: Of the device; `None` only looks at the file and takes no memory.
            limit: Bytes it may take; `None` is all there are.
        """
        self._path, self._rate, self._limit = path, rate, limit
        self._clip: Clip | None = None
        self._filling: Filling | None = None
        self._head = 0
        self._start = 0.0
        self._need: int | None = None
        self._there = trio.Event()
        self._error: UnreadableSound | None = None
        self.bytes = 0
        """Memory taken."""
        self.done = False
        """Whether `run` has come to its end, a good one or not."""
        self.file_frames = Frames(0)
        self.file_rate = Hertz(0)

    @property
    def conversion(self) -> Conversion:
        """From frames of the file to frames of the clip."""
        return Conversion(self.file_rate, self._rate or self.file_rate)

    @property
    def clip(self) -> Clip:
        """What engines play; its length is what is known of it by now.

        Raises:
            UnreadableSound: there is none.
        """
        if self._error is not None:
            raise self._error
        if self._clip is None:
            raise UnreadableSound(f"{name(self._path)} is not read yet")
        return self._clip

    @property
    def end(self) -> Frames:
        """Frames of the clip that really are there, as far as is known."""
        return self.clip.frames if self._filling is None else Frames(self._filling.end)

    @property
    def trouble(self) -> str:
        """Why it ends before its header says; empty if it does not."""
        return self._filling.trouble if self._filling else ""

    def begin_at(self, start: float) -> None:
        """Read what comes from `start` (frame of the file) on first; before `run`."""
        self._start = start

    def holds(self, frame: int) -> bool:
        """Tell whether playback can go on at `frame` of the clip."""
        if self.done or self._filling is None:
            return self.done
        wanted = min(self._head, max(1, self._filling.end - frame))
        return self._filling.covered.run(frame) >= wanted

    async def until_holds(self, start: float) -> None:
        """Wait until playback can go on at `start`, a frame of the file.

        Raises:
            UnreadableSound: it never will.
        """
        while self._clip is None and self._error is None:
            await self._there.wait()
        frame = min(self.conversion.to_device(start), self.clip.frames - 1) if self._clip else 0
        if self._filling is not None and not self.holds(frame):
            self._filling.wanted = frame
        while not self.done and not self.holds(frame):
            self._there = trio.Event()
            self._need = frame
            if self.holds(frame):  # meanwhile
                break
            await self._there.wait()
        if self._error is not None:
            raise self._error

    async def run(self, limiter: trio.CapacityLimiter, kept: Callable[[Clip], None]) -> None:
        """Read the file in a thread; never raises for its sake.

        Args:
            limiter: Of the threads that read.
            kept: Told the clip as soon as there is one.
        """
        token = trio.lowlevel.current_trio_token()

        def made(clip: Clip) -> None:
            self._clip = clip
            kept(clip)
            self._there.set()

        def check() -> None:
            trio.from_thread.check_cancelled()
            if self._need is not None and self.holds(self._need):
                self._need = None
                token.run_sync_soon(self._wake)

        try:
            await trio.to_thread.run_sync(
                self._read, made, check, limiter=limiter, abandon_on_cancel=True
            )
        except UnreadableSound as error:
            self._error = error
        finally:
            self.done = True
            self._there.set()

    def _wake(self) -> None:
        self._there.set()

    def _read(self, made: Callable[[Clip], None], check: Callable[[], None]) -> None:
        with opened(self._path) as sound:
            self.file_rate = sound.rate
            self.file_frames = sound.frames
            if self._rate is None:
                self._look(sound, made)
                return
            if sound.frames:
                self._take(sound, self._rate, made, check)
                return
        with opened(self._path) as sound:  # its header promises nothing: count
            while block := len(sound.read(1 << 16)):
                self.file_frames = Frames(self.file_frames + block)
                check()
        with opened(self._path) as sound:
            self._take(sound, self._rate, made, check)

    def _look(self, sound: Sound, made: Callable[[Clip], None]) -> None:
        """Find out whether it can be read at all."""
        block = self._first(sound)
        frames = Frames(self.file_frames or block)
        self.file_frames = frames
        trio.from_thread.run_sync(made, Clip(next(_NUMBERS), sound.rate, frames))

    def _first(self, sound: Sound) -> int:
        try:
            block = len(sound.read(4096))
        except UnreadableSound as error:
            raise UnreadableSound(f"{name(self._path)} cannot be read: {error}") from error
        if not block:
            raise UnreadableSound(f"{name(self._path)} holds no sound")
        return block

    def _take(
        self,
        sound: Sound,
        rate: Hertz,
        made: Callable[[Clip], None],
        check: Callable[[], None],
    ) -> None:
        """Read all of it into memory."""
        if not self.file_frames:
            raise UnreadableSound(f"{name(self._path)} holds no sound")
        conversion = Conversion(sound.rate, rate)
        frames = max(1, conversion.to_device(self.file_frames))
        channels = self._memory(sound.channels, frames)
        try:
            filling = Filling(sound, conversion, channels, frames)
            filling.wanted = min(conversion.to_device(self._start), frames - 1)
            self._head = int(HEAD * rate)
            self._filling = filling
            clip = Clip(next(_NUMBERS), rate, Frames(frames), tuple(m.name for m in channels))
            trio.from_thread.run_sync(made, clip)
            filling.run(check)
            self._judge(sound, filling)
        except OSError as error:
            message = f"{name(self._path)} does not fit into memory: {words(error)}"
            raise TooLong(message) from error
        except BaseException:
            for memory in channels:
                memory.unlist()
            raise
        finally:
            for memory in channels:
                memory.close()

    def _memory(self, channels: int, frames: int) -> tuple[Memory, ...]:
        needed = VALUE * (frames + 1) * channels
        free = room()
        if needed > min(free, self._limit or free):
            raise TooLong(
                f"{name(self._path)} is too long to be held in memory:"
                f" it needs {needed >> 20} MB, {free >> 20} MB are free"
            )
        made: list[Memory] = []
        try:
            for _ in range(channels):
                made.append(Memory(frames))  # noqa: PERF401 - those made must be freed
        except OSError as error:
            for memory in made:
                memory.unlist()
                memory.close()
            message = f"{name(self._path)} does not fit into memory: {words(error)}"
            raise TooLong(message) from error
        self.bytes = needed
        return tuple(made)

    def _judge(self, sound: Sound, filling: Filling) -> None:
        """Say what was wrong with the file, if anything."""
        shown = name(self._path)
        if not filling.end:
            reason = f"cannot be read: {filling.trouble}" if filling.trouble else "holds no sound"
            raise UnreadableSound(f"{shown} {reason}")
        if sound.repaired:
            logger.warning("{}: {} values are no numbers, now silent", shown, sound.repaired)
        if filling.end < self._clip_frames:
            at = filling.end / (self._rate or 1)
            why = filling.trouble or "its header promises more"
            logger.warning("{} ends at {:.3f} s: {}", shown, at, why)

    @property
    def _clip_frames(self) -> int:
        return self._clip.frames if self._clip else 0
