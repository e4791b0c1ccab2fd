"""Recognising renamed and moved files by their content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from models.audio.units import SampleId

END = 65_536
"""Bytes at each end of a file that its content token is made of, with its size."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a content is, or was."""

    folder: bytes
    """Absolute path."""
    name: bytes
    token: bytes
    """Content token, not empty."""
    mtime_ns: int

    def traits(self, *, name: bool, folder: bool, time: bool) -> tuple[object, ...]:
        """Return the content and those of its circumstances that are asked for."""
        return (
            self.token,
            name and self.name,
            folder and self.folder,
            time and self.mtime_ns,
        )


def recognised(
    new: Sequence[Place],
    gone: Iterable[tuple[SampleId, Place]],
    never: Collection[tuple[int, SampleId]] = (),
) -> dict[int, SampleId]:
    """Say which new file is which lost sample.

    Only equal tokens meet, each file and each sample at most once. Where there
    is a choice, the same name wins, then the same folder, then the same time
    of change, then the older sample.

    Args:
        new: Files nobody knows.
        gone: Samples that are no longer where they were.
        never: Pairs that are known to differ: index of the file, sample.

    Returns:
        For the index of each new file that was recognised, its sample.
    """
    lost = sorted(gone, key=lambda pair: pair[0])
    found: dict[int, SampleId] = {}
    taken: set[SampleId] = set()
    # One pass per strictness, the strictest first: linear, also for thousands of equal files.
    for name, folder, time in product((True, False), repeat=3):
        free: defaultdict[tuple[object, ...], dict[SampleId, None]] = defaultdict(dict)
        for sample, was in lost:
            if sample not in taken:
                free[was.traits(name=name, folder=folder, time=time)][sample] = None
        for index, place in enumerate(new):
            if index in found:
                continue
            same = free[place.traits(name=name, folder=folder, time=time)]
            match = next((sample for sample in same if (index, sample) not in never), None)
            if match is not None:
                del same[match]
                found[index] = match
                taken.add(match)
    return found
