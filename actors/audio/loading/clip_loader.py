"""Loads one file into a clip: playable soon, complete later."""

from __future__ import annotations

from collections.abc import Callable

import trio

from actors.audio.engine import Clip
from actors.audio.loading.opening import FileReader
from actors.audio.loading.stereo_source import Unavailable, UnreadableSound
from models.audio.conversion import Conversion
from models.audio.units import Frames, Hertz

HEAD = 0.2
"""Seconds decoded before playback may start; decoding is many times faster than real time."""


class ClipLoader:
    """The progress and result of loading one file."""

    def __init__(
        self, path: bytes, rate: Hertz | None, start: float = 0.0, limit: int | None = None
    ) -> None:
        """Store the parameters; `run` loads the file.

        Args:
            path: The file.
            rate: Sample rate of the device; `None` only checks the file and allocates nothing.
            start: Frame of the file from which to decode first.
            limit: Maximum bytes to allocate; `None` is what is available.
        """
        self._reader = FileReader(path, rate, start, limit)
        self._need: int | None = None
        self._there = trio.Event()
        self._error: UnreadableSound | None = None
        self._over = trio.Event()
        self._settled = trio.Event()
        self.loaded_clip: Clip | None = None
        """The clip, as soon as it exists."""

    @property
    def clip(self) -> Clip:
        """The clip; only valid after `until_playable`."""
        if self.loaded_clip is None:
            raise ValueError("not read yet")
        return self.loaded_clip

    @property
    def done(self) -> bool:
        """Whether loading has finished, successfully or not."""
        return self._over.is_set()

    @property
    def complete(self) -> bool:
        """Whether everything is decoded; loading may not have finished yet."""
        decoder = self._reader.decoder
        return decoder.covered.complete if decoder else self.done

    @property
    def failed(self) -> bool:
        """Whether nothing of it can be played."""
        return self.done and (self._error is not None or self.loaded_clip is None)

    @property
    def bytes(self) -> int:
        """Memory allocated."""
        return self._reader.bytes

    @property
    def conversion(self) -> Conversion:
        """Conversion from frames of the file to frames of the clip."""
        return self._reader.conversion

    @property
    def file_frames(self) -> Frames:
        """Length of the file, by its header or counted."""
        return self._reader.frames

    @property
    def end(self) -> int:
        """Length of the clip in frames, as far as known."""
        decoder = self._reader.decoder
        return self.clip.frames if decoder is None else decoder.end

    @property
    def peak(self) -> float:
        """Highest magnitude decoded so far; 1 is full scale."""
        decoder = self._reader.decoder
        return decoder.peak if decoder else 0.0

    @property
    def reason(self) -> str:
        """Why the audio ends before its header says; empty if it does not."""
        return self._reader.reason

    @property
    def temporary(self) -> bool:
        """Whether that failure is temporary and not the file itself."""
        return self._reader.temporary

    def set_playhead(self, head: int, loop: int) -> None:
        """Report the playhead and the start of the loop, in frames of the clip."""
        if self._reader.decoder is not None:
            self._reader.decoder.set_playhead(head, loop)

    def is_playable(self, frame: int) -> bool:
        """Return whether playback can continue at `frame` of the clip."""
        decoder = self._reader.decoder
        if self.done or decoder is None:
            return self.done
        head = min(int(HEAD * self.clip.rate), max(1, decoder.end - frame))
        return decoder.covered.run_length(frame) >= head

    def plays_from(self, start: float) -> bool:
        """Return whether playback can begin at `start`, a frame of the file, right now."""
        clip = self.loaded_clip
        if clip is None or self.temporary or self._error is not None:
            return False
        return self.is_playable(min(self.conversion.to_device(start), clip.frames - 1))

    async def until_playable(self, start: float) -> None:
        """Wait until playback can continue at `start`, a frame of the file.

        Raises:
            UnreadableSound: the file cannot be played.
        """
        while self.loaded_clip is None and not self.done:
            await self._there.wait()
        if self.loaded_clip is not None:
            await self._until_frame(self.loaded_clip, start)
        if self._error is not None:
            raise self._error

    async def _until_frame(self, clip: Clip, start: float) -> None:
        frame = min(self.conversion.to_device(start), clip.frames - 1)
        decoder = self._reader.decoder
        if decoder is not None and not self.is_playable(frame):
            decoder.request(frame)
        while not self.is_playable(frame) and not self.done:
            self._there = trio.Event()
            self._need = frame
            if not self.is_playable(frame):  # the thread may have been quicker
                await self._there.wait()

    async def until_done(self) -> None:
        """Wait until loading has finished, successfully or not."""
        await self._over.wait()

    async def until_settled(self) -> None:
        """Wait until the rest of the file is no longer urgent."""
        await self._settled.wait()

    async def run(self, limiter: trio.CapacityLimiter, keep: Callable[[Clip], None]) -> None:
        """Load the file in a thread; an unreadable file does not raise here.

        Args:
            limiter: Limits the reading threads.
            keep: Called with the clip as soon as it exists.
        """
        token = trio.lowlevel.current_trio_token()

        def publish(clip: Clip) -> None:
            if self.done:
                raise Unavailable("no longer needed")
            self.loaded_clip = clip
            keep(clip)
            self._wake()

        def in_loop(clip: Clip) -> None:
            trio.from_thread.run_sync(publish, clip)

        def check() -> None:
            trio.from_thread.check_cancelled()
            if self._need is not None and self.is_playable(self._need):
                self._need = None
                token.run_sync_soon(self._wake)
            if self._reader.decoder and self._reader.decoder.settled:
                token.run_sync_soon(self._settled.set, idempotent=True)

        try:
            await trio.to_thread.run_sync(
                self._reader.run,
                in_loop,
                check,
                limiter=limiter,
                abandon_on_cancel=True,
            )
        except UnreadableSound as error:
            self._error = error
        finally:
            self._over.set()
            self._settled.set()
            self._wake()

    def _wake(self) -> None:
        self._there.set()
