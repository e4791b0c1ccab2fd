"""Metadata while it is read."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from models.metadata.broadcast import Broadcast
from models.metadata.cursor import Truncated
from models.metadata.id3 import Id3
from models.metadata.id3 import read as read_id3
from models.metadata.instrument import Instrument
from models.metadata.loop import Loop
from models.metadata.marker import Marker
from models.metadata.metadata import Metadata
from models.metadata.other import LARGEST_OTHER, Other
from models.metadata.rhythm import Rhythm
from models.metadata.sampler import Sampler
from models.metadata.source import Source
from models.metadata.tags import Tags

_MOST = 1_000
"""Parts named that we know nothing about."""
_LOOP_TAGS = ("LOOPSTART", "LOOPLENGTH", "LOOPEND")
"""A loop in frames, as games and their tools write it; LOOPEND is the frame after the last."""


@dataclass(slots=True)
class Draft:
    """Filled chunk by chunk; of duplicates the first one counts."""

    container: str
    source: Source
    rate: int = 0
    channels: int = 0
    frames: int = 0
    sampler: Sampler | None = None
    loops: tuple[Loop, ...] = ()
    instrument: Instrument | None = None
    markers: tuple[Marker, ...] = ()
    rhythm: Rhythm | None = None
    broadcast: Broadcast | None = None
    ixml: bytes = b""
    tags: Tags = Tags()
    others: list[Other] = field(default_factory=list[Other])
    problems: list[str] = field(default_factory=list[str])

    def body(self, name: str, at: int, size: int) -> bytes:
        """Return the content of a part; take note if it is not all there."""
        body = self.source.part(at, size)
        if len(body) < size:
            self.problems.append(f"{name}: {'too large' if not body else 'cut off'}")
        return body

    @contextmanager
    def guard(self, name: str) -> Generator[None]:
        """Take note of a part that ends too early."""
        try:
            yield
        except Truncated:
            self.problems.append(f"{name}: damaged")

    def id3(self, data: bytes) -> None:
        """Take in a tag; what stands in it counts more than shorter texts elsewhere."""
        found: Id3 = read_id3(data)
        self.tags = found.tags.merged(self.tags)
        self.others += found.others[:_MOST]
        if found.broken:
            self.problems.append("ID3: damaged")

    def other(self, name: str, at: int, size: int) -> None:
        """Keep a part that we know nothing about."""
        if len(self.others) < _MOST:
            data = self.source.part(at, size) if size <= LARGEST_OTHER else b""
            self.others.append(Other(name, size, data))

    def finished(self) -> Metadata:
        """Return what was read; loops and markers lie within the file."""
        loops = self.loops or self._tagged()
        fitting = tuple(one for loop in loops if (one := _within(loop, self.frames)))
        return Metadata(
            self.container,
            self.rate,
            self.channels,
            self.frames,
            self.sampler,
            fitting,
            self.instrument,
            tuple(one for one in self.markers if not self.frames or one.frame <= self.frames),
            self.rhythm,
            self.broadcast,
            self.ixml,
            self.tags.without(_LOOP_TAGS),
            tuple(self.others),
            tuple(dict.fromkeys(self.problems)),
        )

    def _tagged(self) -> tuple[Loop, ...]:
        start, length, end = (_frame(self.tags.first(name)) for name in _LOOP_TAGS)
        if start is None:
            return ()
        last = start + length if length is not None else end
        return (Loop(start, last),) if last is not None and last > start else ()


def _frame(text: str) -> int | None:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 18 else None  # noqa: PLR2004


def _within(loop: Loop, frames: int) -> Loop | None:
    """Return the part of a loop within the file: some programs count one frame too many."""
    if not frames or loop.end <= frames:
        return loop
    return replace(loop, end=frames) if loop.start < frames else None
