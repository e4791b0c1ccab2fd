"""One stream of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

Read = Callable[[int, int], bytes]
"""Returns bytes at an offset; fewer at the end of the file."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Byte range `[start, end)` of a file that a decoder reads as a file of its own."""

    start: int
    end: int
    patches: tuple[tuple[int, bytes], ...] = ()
    """File offsets and the bytes to put there to correct the header."""
    head: bytes = b""
    """Bytes to prepend for the decoder: a header that the file lacks."""
    frames: int | None = None
    """Number of frames, if the bytes tell; `None`: ask the decoder."""
    sure: bool = True
    """Whether the decoder's length can be trusted; if not, frames must be counted."""
    promised: int = 0
    """Number of frames according to the header; 0 if unknown. Fewer are there in a truncated file.
    """

    def until(self, end: int) -> Stream:
        """Return the stream with another end."""
        return replace(self, end=end)
