"""One stream of a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

Read = Callable[[int, int], bytes]
"""Gives the bytes from an offset on, as many as there are of those asked for."""


@dataclass(frozen=True, slots=True)
class Stream:
    """Bytes `[start, end)` of a file that a decoder takes for a file of its own."""

    start: int
    end: int
    patches: tuple[tuple[int, bytes], ...] = ()
    """Offsets in the file, and what has to stand there for the header to be true."""
    head: bytes = b""
    """What a decoder gets to read before the first byte: a header that the file lacks."""
    frames: int | None = None
    """How many there are, where the bytes tell; `None`: whoever decodes it knows."""
    sure: bool = True
    """Whether a decoder can be believed; else the frames have to be counted."""
    promised: int = 0
    """Frames that the header tells; 0: not known. There may be fewer, if it was cut off."""

    def until(self, end: int) -> Stream:
        """Return the stream with another end."""
        return replace(self, end=end)
