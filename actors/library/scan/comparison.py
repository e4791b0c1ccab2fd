"""Comparison of a directory tree with the stored samples, without opening files."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from time import monotonic

from actors.library.scan.walk import Met, walk
from models.audio.units import SampleId
from models.library.file import Entry, ExcludedFolders, FolderLink, Known, Problem, Unsupported
from models.library.identity import ScanAction, keeps_inodes, scan_action
from models.library.scan_scope import WHOLE, Parts

Facts = tuple[bytes, bytes, int, int, int | None, int | None, int | None]
"""Fields of an `Entry`: folder, name, size, mtime, ctime, device, inode."""
Unread = tuple[Facts, SampleId | None]
"""A file to read, and its sample, if known.

A hundred thousand of them may be queued. The garbage collector untracks plain tuples of atomic
values; as many objects would pause the UI for 70 ms.
"""
_Known = tuple[SampleId, int, int, bool, bool, int | None, int | None, int | None, bool]
"""Sample, size, mtime, missing, read, ctime, device, inode, dated: a plain tuple."""
Devices = Counter[tuple[int, int]]
"""Count of unchanged files by stored and current device number."""


@dataclass(slots=True)
class Step:
    """Result of one step of the walk."""

    found: int = 0
    """Audio files seen."""
    unread: list[Unread] = field(default_factory=list)
    returned: list[SampleId] = field(default_factory=list)
    """Unchanged samples that were marked missing."""
    noted: list[tuple[SampleId, Entry]] = field(default_factory=list)
    """Unchanged samples with changed metadata."""
    problems: list[Problem] = field(default_factory=list)
    apart: list[bytes] = field(default_factory=list)
    """Excluded folders."""
    unsupported: Counter[str] = field(default_factory=Counter)
    """Audio files that cannot be decoded, by extension."""
    links: list[bytes] = field(default_factory=list)
    """Symlinks to folders."""
    finished: bool = False


class Comparison:
    """Walks a tree once; used by one thread at a time."""

    def __init__(
        self,
        root: bytes,
        parts: Parts = WHOLE,
        trashes: Collection[bytes] = (),
        *,
        full: bool = False,
    ) -> None:
        """Prepare the walk.

        Args:
            root: Of the source.
            parts: Its folders to walk.
            trashes: Trash folders chosen by the user.
            full: Read every file, even if its metadata is unchanged.
        """
        self._walk: Iterator[Met | None] = walk(root, parts, trashes)
        self._full = full
        self._known: defaultdict[bytes, dict[bytes, _Known]] = defaultdict(dict)
        self._blocked: set[bytes] = set()
        self._same, self._renumbered = 0, list[Unread]()
        self.devices: Devices = Counter()

    def learn(self, samples: Iterable[Known]) -> None:
        """Add stored samples; all of them before the first step."""
        for known in samples:
            self._known[known.folder][known.name] = (
                *(known.sample, known.size, known.mtime_ns, known.missing, known.read),
                *(known.ctime_ns, known.device, known.inode, known.outdated),
            )

    def step(self, seconds: float) -> Step:
        """Walk for about `seconds`."""
        until = monotonic() + seconds
        step = Step()
        for met in self._walk:
            if isinstance(met, Entry):
                self._meet(met, step)
            elif isinstance(met, Problem):
                step.problems.append(met)
                if met.exists:
                    self._blocked.add(met.path)
            elif isinstance(met, ExcludedFolders):
                step.apart.append(met.path)
                self._blocked.add(met.path)  # its samples are excluded, not missing
            elif isinstance(met, FolderLink):
                step.links.append(met.path)
            elif isinstance(met, Unsupported):
                step.unsupported[met.kind] += 1
                if met.blocks:
                    self._blocked.add(met.path)  # a decoder was removed: known samples stay
            elif monotonic() >= until:
                return step
        self._judge_inodes(step)
        step.finished = True
        return step

    def lost(self) -> list[SampleId]:
        """Return the samples that were not found and are not marked missing yet.

        Samples at or below an unreadable entry are left out: whether they exist is unknown.
        """
        return [
            known[0]
            for folder, names in self._known.items()
            for name, known in names.items()
            if not known[3] and not self._is_blocked(folder, name)
        ]

    def _meet(self, entry: Entry, step: Step) -> None:
        step.found += 1
        known = self._known[entry.folder].pop(entry.name, None)
        if known is None:
            step.unread.append((_facts(entry), None))
            return
        sample, size, mtime_ns, missing, read, ctime_ns, device, inode, dated = known
        todo = scan_action((size, mtime_ns, ctime_ns, device, inode) if read else None, entry)
        if todo is not ScanAction.READ and device is not None and entry.device is not None:
            self.devices[device, entry.device] += 1
        if todo is ScanAction.READ or dated or self._full:
            step.unread.append((_facts(entry), sample))
            return
        if todo is ScanAction.INODE:
            self._renumbered.append((_facts(entry), sample))
        else:
            self._same += 1
        if todo is ScanAction.NOTE:
            step.noted.append((sample, entry))
        if missing:
            step.returned.append(sample)

    def _judge_inodes(self, step: Step) -> None:
        """Queue files with another inode for reading, or only store their new metadata."""
        if keeps_inodes(self._same, len(self._renumbered)):
            step.unread += self._renumbered
        else:
            step.noted += [
                (sample, Entry(*facts)) for facts, sample in self._renumbered if sample is not None
            ]
        self._renumbered = []

    def _is_blocked(self, folder: bytes, name: bytes) -> bool:
        if not self._blocked:
            return False
        path = folder + b"/" + name if folder else name
        while path not in self._blocked:
            if not path:
                return False
            path = path.rpartition(b"/")[0]
        return True


def renumbered_devices(devices: Devices) -> dict[int, int]:
    """Return the new numbers of renumbered devices."""
    found: dict[int, int] = {}
    for (before, now), _ in devices.most_common():
        if before != now and not devices[before, before]:
            found.setdefault(before, now)
    return found


def _facts(entry: Entry) -> Facts:
    return (
        *(entry.folder, entry.name, entry.size, entry.mtime_ns),
        *(entry.ctime_ns, entry.device, entry.inode),
    )
