"""What is on disk against what is known, without opening a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from actors.library.scan.walk import walk
from models.audio.units import SampleId
from models.library.file import Apart, Entry, Known, Problem
from models.library.part import WHOLE, Parts

Unread = tuple[bytes, bytes, int, int, SampleId | None]
"""A file to be read: folder, name, size, time of change, the sample it is known as.

A hundred thousand of them may wait. Plain tuples of plain values are left alone
by the garbage collector, which would stop the screen for 70 ms over as many objects.
"""
_Known = tuple[SampleId, int, int, bool, bool]
"""Sample, size, time of change, missing, read: plain for the same reason."""


@dataclass(slots=True)
class Step:
    """What a stretch of walking found."""

    found: int = 0
    """Audio files seen."""
    unread: list[Unread] = field(default_factory=list)
    returned: list[SampleId] = field(default_factory=list)
    """Unchanged samples that were marked as missing."""
    problems: list[Problem] = field(default_factory=list)
    apart: list[bytes] = field(default_factory=list)
    """Folders that are no part of the library."""
    finished: bool = False


class Comparison:
    """Walks a tree once; used by one thread at a time."""

    def __init__(self, root: bytes, parts: Parts = WHOLE, trashes: Collection[bytes] = ()) -> None:
        self._walk: Iterator[Entry | Problem | Apart | None] = walk(root, parts, trashes)
        self._known: defaultdict[bytes, dict[bytes, _Known]] = defaultdict(dict)
        self._blocked: set[bytes] = set()

    def learn(self, samples: Iterable[Known]) -> None:
        """Take in what is known; all of it before the first step."""
        for known in samples:
            self._known[known.folder][known.name] = (
                known.sample,
                known.size,
                known.mtime_ns,
                known.missing,
                known.read,
            )

    def step(self, seconds: float) -> Step:
        """Walk on for about `seconds`."""
        until = monotonic() + seconds
        step = Step()
        for met in self._walk:
            if isinstance(met, Entry):
                self._meet(met, step)
            elif isinstance(met, Problem):
                step.problems.append(met)
                if met.there:
                    self._blocked.add(met.path)
            elif isinstance(met, Apart):
                step.apart.append(met.path)
                self._blocked.add(met.path)  # what is known there is set aside, not missing
            elif monotonic() >= until:
                return step
        step.finished = True
        return step

    def lost(self) -> list[SampleId]:
        """Return the samples that were not met, and are not marked as missing yet.

        What is at or below an entry that could not be read is not among them:
        nobody knows whether it is there.
        """
        return [
            sample
            for folder, names in self._known.items()
            for name, (sample, _, _, missing, _) in names.items()
            if not missing and not self._is_blocked(folder, name)
        ]

    def _meet(self, entry: Entry, step: Step) -> None:
        step.found += 1
        known = self._known[entry.folder].pop(entry.name, None)
        if known is None:
            step.unread.append((*_facts(entry), None))
            return
        sample, size, mtime_ns, missing, read = known
        if not read or (size, mtime_ns) != (entry.size, entry.mtime_ns):
            step.unread.append((*_facts(entry), sample))
        elif missing:
            step.returned.append(sample)

    def _is_blocked(self, folder: bytes, name: bytes) -> bool:
        if not self._blocked:
            return False
        path = folder + b"/" + name if folder else name
        while path not in self._blocked:
            if not path:
                return False
            path = path.rpartition(b"/")[0]
        return True


def _facts(entry: Entry) -> tuple[bytes, bytes, int, int]:
    return entry.folder, entry.name, entry.size, entry.mtime_ns
