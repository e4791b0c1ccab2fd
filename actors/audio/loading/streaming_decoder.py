"""Keeps only the surroundings of the playhead of a long sound decoded."""

from __future__ import annotations

import threading
from collections.abc import Callable

from actors.audio.loading.decoder import Decoder
from actors.audio.loading.shared_buffer import PAGE, SharedBuffer
from actors.audio.loading.stereo_source import Sound
from models.audio.conversion import Conversion
from models.audio.span import Span
from models.audio.units import Hertz

AHEAD, BEHIND = 10.0, 2.0
"""Seconds held after and before each position where playback is, or may jump to."""
POSITIONS = 3
"""The playhead, the last requested position, the start of the loop."""
SLACK = 2.0
"""Seconds around them that are not released yet."""
PAUSE = 0.2
"""Seconds between cancellation checks while nothing moves."""


def held_frames(rate: Hertz) -> int:
    """Return the maximum number of frames held."""
    return round(POSITIONS * (AHEAD + BEHIND + 2 * SLACK) * rate)


class StreamingDecoder(Decoder):
    """Follows the playhead until cancelled; never finishes."""

    def __init__(
        self, sound: Sound, conversion: Conversion, channels: tuple[SharedBuffer, ...], frames: int
    ) -> None:
        """Take the file and the memory; see `Decoder`."""
        super().__init__(sound, conversion, channels, frames)
        self._head: int | None = None
        self._loop = 0
        self._moved = threading.Event()

    def request(self, frame: int) -> None:
        """Decode from this device frame first."""
        self.wanted, self._head = frame, None
        self._moved.set()

    def set_playhead(self, head: int, loop: int) -> None:
        """Set the playhead and the start of the loop, in device frames."""
        self._head, self._loop = head, loop
        self._moved.set()

    def run(self, check: Callable[[], None]) -> None:
        """Follow the playhead.

        Args:
            check: Called after each block; raises to cancel.

        Raises:
            OSError: out of memory.
        """
        while True:
            gap = self._gap()
            if gap is not None:
                self.fill(gap, check)
            else:
                self.settled = True
                self._release_distant()
                check()  # which tells that it is settled
                self._moved.wait(PAUSE)
                self._moved.clear()
            check()

    def _positions(self) -> tuple[int, ...]:
        wanted = min(self.wanted, self.frames - 1)
        head = wanted if self._head is None else self._head
        return wanted, head, self._loop

    def _gap(self) -> Span | None:
        """Return the most urgent missing span."""
        rate = self.conversion.device
        for position in self._positions():
            end = min(position + round(AHEAD * rate), self.frames)
            if gap := self.covered.first_gap(position, end):
                return gap
        return None

    def _release_distant(self) -> None:
        rate = self.conversion.device
        before, behind = round((BEHIND + SLACK) * rate), round((AHEAD + SLACK) * rate)
        kept = sorted(
            (max(0, position - before), position + behind) for position in self._positions()
        )
        start = 0
        for first, last in [*kept, (self.frames, self.frames)]:
            self._drop(start, first)
            start = max(start, last)

    def _drop(self, start: int, end: int) -> None:
        for span in self.covered.spans:
            # Whole pages; the remainder is released with its successor.
            first = -(-max(start, span.start) // PAGE) * PAGE
            last = min(end, span.end) // PAGE * PAGE
            if first < last:
                self.covered.remove(first, last)
                for memory in self.channels:
                    memory.release(first, last)
