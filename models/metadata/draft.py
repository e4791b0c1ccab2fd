"""Metadata under construction."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from models.metadata.broadcast import Broadcast
from models.metadata.cursor import Truncated
from models.metadata.id3 import Id3
from models.metadata.id3 import read_tag as read_id3
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
"""Maximum number of unknown parts recorded."""
_LOOP_TAGS = ("LOOPSTART", "LOOPLENGTH", "LOOPEND")
"""Loop in frames as written by game tools; LOOPEND is exclusive."""


@dataclass(slots=True)
class Draft:
    """Builder filled chunk by chunk; of duplicates the first counts."""

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
        """Return the content of a part; record a problem if it is incomplete."""
        body = self.source.part(at, size)
        if len(body) < size:
            self.problems.append(f"{name}: {'too large' if not body else 'cut off'}")
        return body

    @contextmanager
    def guard(self, name: str) -> Generator[None]:
        """Record a problem if the part is truncated."""
        try:
            yield
        except Truncated:
            self.problems.append(f"{name}: damaged")

    def id3(self, data: bytes) -> None:
        """Add an ID3 tag, which takes precedence over the shorter texts of the container."""
        found: Id3 = read_id3(data)
        self.tags = found.tags.merged(self.tags)
        self.others += found.others[:_MOST]
        if found.broken:
            self.problems.append("ID3: damaged")

    def other(self, name: str, at: int, size: int) -> None:
        """Add a part of an unknown format."""
        if len(self.others) < _MOST:
            data = self.source.part(at, size) if size <= LARGEST_OTHER else b""
            self.others.append(Other(name, size, data))

    def finished(self) -> Metadata:
        """Return the metadata; loops and markers are clipped to the file."""
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
    """Return a loop clipped to the file: some programs count one frame too many."""
    if not frames or loop.end <= frames:
        return loop
    return replace(loop, end=frames) if loop.start < frames else None
