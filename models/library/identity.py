"""Recognising renamed and moved files by their content."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import partial
from hashlib import blake2b
from itertools import product

from models.audio.units import SampleId
from models.library.file import Entry

END = 65_536
"""Bytes at each end of a file that its content token is made of, with its size."""
WHOLE = 2 * END
"""Bytes up to which the token of a file tells all of its content."""
PROBES, PROBE = 3, 16_384
"""Parts between the ends that are read as well, at equal distances, and bytes of each.

Few, as each costs a movement of the heads of a hard disk: 10 ms.
"""
UNSETTLED = -1
"""In place of a time of change: too fresh to tell whether the file was changed once more."""
_COARSE, _FINE = 2_000_000_000, 20_000_000
"""Nanoseconds in which two changes may have one time.

FAT counts 2 s (and 10 ms for another of its times); Linux takes the time of other file systems
from its clock tick, which is at most 10 ms long. Source: `Documentation/filesystems/vfat.rst`,
`ktime_get_coarse_real_ts64`. The racy problem is that of git: `Documentation/technical/racy-git`.
"""
_SKEW = 86_400 * 10**9
"""Nanoseconds that the clock of a file server may be ahead of ours."""
_MANY = 16
"""Files from which on one can say that their file system does not keep inodes."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What was read of a content, short of all of it."""

    size: int
    """Bytes."""
    token: bytes
    """Of size and both ends."""
    middle: bytes
    """Of parts between the ends; empty: not read, or the token tells all."""

    def equals(self, other: Fingerprint) -> bool | None:
        """Tell whether another content is the same; `None`: only the whole can tell."""
        if (self.size, self.token) != (other.size, other.token):
            return False
        if self.size <= WHOLE:
            return True
        if self.middle and other.middle and self.middle != other.middle:
            return False
        return None


def impossible(
    proposed: Mapping[int, SampleId], occupants: Mapping[int, SampleId]
) -> set[tuple[int, SampleId]]:
    """Return the proposals that cannot be: of places whose sample has nowhere else to be.

    A file that is written over stays the sample that it was, whatever it was copied from;
    only where it was moved away itself another one can take its place.

    Args:
        proposed: Which sample each place may be, by the index of the place.
        occupants: Which sample was there at the last scan, where there was one.
    """
    leaving = set(proposed.values())
    return {
        (index, sample)
        for index, sample in proposed.items()
        if index in occupants and occupants[index] not in leaving
    }


@dataclass(frozen=True, slots=True)
class Place:
    """Where a content is, or was."""

    folder: bytes
    """Absolute path."""
    name: bytes
    token: bytes
    """Content token, not empty."""
    mtime_ns: int
    file: tuple[int, int] | None = None
    """Device and inode; `None`: not known."""

    def traits(self, *, file: bool, name: bool, folder: bool, time: bool) -> tuple[object, ...]:
        """Return the content and those of its circumstances that are asked for."""
        return (
            self.token,
            file and self.file,
            name and self.name,
            folder and self.folder,
            time and self.mtime_ns,
        )


Stat = tuple[int, int, int | None, int | None, int | None]
"""Size, times of change of content and of inode, device, inode: plain, as there are many."""


class Look(Enum):
    """What has to be done about a known file that is there."""

    NOTHING = auto()
    NOTE = auto()
    """Its content is the same; what the file system says of it is not."""
    INODE = auto()
    """It is another inode: `keeps_inodes` tells whether that means anything."""
    READ = auto()
    """Its content may be another one."""


def look(known: Stat | None, seen: Entry) -> Look:
    """Tell what has to be done, by what a file system says of a file without opening it.

    The time of a change of the inode cannot be set by programs: where it is kept it tells of files
    that were swapped, restored, or written with their old time of modification.

    Args:
        known: When it was read last; `None`: it could not be.
        seen: Now.
    """
    if known is None:
        return Look.READ
    size, mtime_ns, ctime_ns, device, inode = known
    if size != seen.size or mtime_ns != seen.mtime_ns:
        return Look.READ
    if ctime_ns is not None and seen.ctime_ns is not None:
        if ctime_ns != seen.ctime_ns:
            return Look.READ
        if inode != seen.inode:
            return Look.INODE
    same = ctime_ns == seen.ctime_ns and inode == seen.inode and device == seen.device
    return Look.NOTHING if same else Look.NOTE


def keeps_inodes(same: int, other: int) -> bool:
    """Tell whether a file system keeps inodes from one mount to the next.

    Args:
        same: Unchanged files with the inode of the last scan.
        other: With another one; FAT and some servers number files anew at each mount.
    """
    return same + other < _MANY or other <= same


def unsettled(mtime_ns: int, ctime_ns: int, now_ns: int) -> int:
    """Return for how long a later change of a file may still have the time of the last one.

    Args:
        mtime_ns: When its content was changed.
        ctime_ns: When anything about it was changed.
        now_ns: When it is read. The clock of a server may be ahead of ours for up to a day;
            a time beyond that is no clock's.

    Returns:
        Nanoseconds; 0: any later change will have another time.
    """
    coarse = mtime_ns % 1_000_000_000 == 0 and ctime_ns % 10_000_000 == 0
    age = now_ns - ctime_ns
    return max(0, (_COARSE if coarse else _FINE) - age) if age > -_SKEW else 0


def probes(size: int) -> tuple[int, ...]:
    """Return where the parts between both ends begin that are read, in bytes."""
    if size <= WHOLE:
        return ()
    between = size - WHOLE
    return tuple(END + max(0, between - PROBE) * (one + 1) // (PROBES + 1) for one in range(PROBES))


def content_name(token: bytes, middle: bytes, time_ns: int) -> bytes:
    """Return 24 bytes that name a content for what is derived from it.

    Of files that the token does not tell as a whole, the parts between and the time of the last
    change take part: stems of one song can share size and ends.

    Args:
        token: 16 bytes; empty: it could not be read, and has no name.
        middle: Of the parts between the ends; empty: the token tells all.
        time_ns: Of the last change.
    """
    if not token:
        return b""
    if not middle:
        return token + bytes(8)
    return token + blake2b(b"%d " % time_ns + middle, digest_size=8).digest()


def another_name(before: bytes, wanted: bytes) -> bytes:
    """Return a name for a content that replaced another one, and is not to be taken for it."""
    if wanted != before:
        return wanted
    return wanted[:16] + blake2b(before, digest_size=8).digest()


def recognised(
    new: Sequence[Place],
    gone: Iterable[tuple[SampleId, Place]],
    never: Collection[tuple[int, SampleId]] = (),
) -> dict[int, SampleId]:
    """Say which new file is which lost sample.

    Only equal tokens meet, each file and each sample at most once. Where there
    is a choice, the same file of the file system wins, then the same name, then the
    same folder, then the same time of change, then the older sample.

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
    for file, name, folder, time in product((True, False), repeat=4):
        traits = partial(Place.traits, file=file, name=name, folder=folder, time=time)
        free: defaultdict[tuple[object, ...], dict[SampleId, None]] = defaultdict(dict)
        for sample, was in lost:
            if sample not in taken and not (file and was.file is None):
                free[traits(was)][sample] = None
        if not free:
            continue
        for index, place in enumerate(new):
            if index in found:
                continue
            same = free.get(traits(place), {})
            match = next((sample for sample in same if (index, sample) not in never), None)
            if match is not None:
                del same[match]
                found[index] = match
                taken.add(match)
    return found
