"""What is on disk against what is known, without opening a file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from actors.library.scan.walk import walk
from models.audio.units import SampleId
from models.library.file import Entry, Known, Problem


@dataclass(frozen=True, slots=True)
class Unread:
    """A file whose content must be read."""

    entry: Entry
    sample: SampleId | None
    """The sample it is known as; `None`: its path is new."""


@dataclass(slots=True)
class Step:
    """What a stretch of walking found."""

    found: int = 0
    """Audio files seen."""
    unread: list[Unread] = field(default_factory=list)
    returned: list[SampleId] = field(default_factory=list)
    """Unchanged samples that were marked as missing."""
    problems: list[Problem] = field(default_factory=list)
    finished: bool = False


class Comparison:
    """Walks a tree once; used by one thread at a time."""

    def __init__(self, root: bytes) -> None:
        self._walk: Iterator[Entry | Problem | None] = walk(root)
        self._known: defaultdict[bytes, dict[bytes, Known]] = defaultdict(dict)
        self._blocked: set[bytes] = set()

    def learn(self, samples: Iterable[Known]) -> None:
        """Take in what is known; all of it before the first step."""
        for sample in samples:
            self._known[sample.folder][sample.name] = sample

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
            known.sample
            for folder, names in self._known.items()
            for name, known in names.items()
            if not known.missing and not self._is_blocked(folder, name)
        ]

    def _meet(self, entry: Entry, step: Step) -> None:
        step.found += 1
        known = self._known[entry.folder].pop(entry.name, None)
        if known is None:
            step.unread.append(Unread(entry, None))
        elif not known.read or (known.size, known.mtime_ns) != (entry.size, entry.mtime_ns):
            step.unread.append(Unread(entry, known.sample))
        elif known.missing:
            step.returned.append(known.sample)

    def _is_blocked(self, folder: bytes, name: bytes) -> bool:
        if not self._blocked:
            return False
        path = folder + b"/" + name if folder else name
        while path not in self._blocked:
            if not path:
                return False
            path = path.rpartition(b"/")[0]
        return True
