"""Recognition of renamed and moved files by content."""

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
"""Bytes at each end of a file that, with its size, make up its content token."""
WHOLE = 2 * END
"""Largest size in bytes for which the token covers the whole content."""
PROBES, PROBE = 3, 16_384
"""Number of equally spaced probes between the ends, and bytes of each.

Few, as each costs a seek of a hard disk: 10 ms.
"""
UNSETTLED = -1
"""In place of a change time: too recent to detect another change by timestamp."""
_COARSE, _FINE = 2_000_000_000, 20_000_000
"""Timestamp granularity in nanoseconds: two changes within it may have the same time.

FAT counts 2 s (and 10 ms for its creation time); Linux stamps other file systems with its clock
tick, at most 10 ms. Source: `Documentation/filesystems/vfat.rst`, `ktime_get_coarse_real_ts64`.
This is the racy git problem: `Documentation/technical/racy-git`.
"""
_SKEW = 86_400 * 10**9
"""Nanoseconds by which the clock of a file server may be ahead."""
_MANY = 16
"""Number of files needed to conclude that a file system does not keep inode numbers."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """Partial hash of a file's content."""

    size: int
    """Bytes."""
    token: bytes
    """Hash of size and both ends."""
    middle: bytes
    """Hash of the probes; empty: not read, or the token covers the whole file."""

    def equals(self, other: Fingerprint) -> bool | None:
        """Return whether the contents are equal; `None`: only a full comparison can tell."""
        if (self.size, self.token) != (other.size, other.token):
            return False
        if self.size <= WHOLE:
            return True
        if self.middle and other.middle and self.middle != other.middle:
            return False
        return None


def impossible_moves(
    proposed: Mapping[int, SampleId], occupants: Mapping[int, SampleId]
) -> set[tuple[int, SampleId]]:
    """Return the impossible proposals: places whose current sample was not moved elsewhere.

    A file that is overwritten stays the sample that it was, whatever it was copied from; only if
    that sample was moved away another one can take its place.

    Args:
        proposed: Proposed sample of each place, by index of the place.
        occupants: Sample at the place at the last scan, if there was one.
    """
    leaving = set(proposed.values())
    return {
        (index, sample)
        for index, sample in proposed.items()
        if index in occupants and occupants[index] not in leaving
    }


@dataclass(frozen=True, slots=True)
class FileLocation:
    """Present or former location of a content."""

    folder: bytes
    """Absolute path."""
    name: bytes
    token: bytes
    """Content token, not empty."""
    mtime_ns: int
    file: tuple[int, int] | None = None
    """Device and inode; `None`: unknown."""

    def traits(self, *, file: bool, name: bool, folder: bool, time: bool) -> tuple[object, ...]:
        """Return the token and the selected location traits."""
        return (
            self.token,
            file and self.file,
            name and self.name,
            folder and self.folder,
            time and self.mtime_ns,
        )


Stat = tuple[int, int, int | None, int | None, int | None]
"""Size, mtime, ctime, device, inode: a plain tuple, as there are many."""


class ScanAction(Enum):
    """Action for a known file that exists."""

    NOTHING = auto()
    NOTE = auto()
    """Same content; update the stored metadata."""
    INODE = auto()
    """Another inode number: `keeps_inodes` decides whether that is significant."""
    READ = auto()
    """The content may have changed."""


def scan_action(known: Stat | None, seen: Entry) -> ScanAction:
    """Compare stored and current metadata of a file and return what to do.

    Programs cannot set ctime: where it is kept it reveals files that were swapped, restored, or
    written with their old mtime.

    Args:
        known: Metadata at the last reading; `None`: unreadable then.
        seen: Current metadata.
    """
    if known is None:
        return ScanAction.READ
    size, mtime_ns, ctime_ns, device, inode = known
    if size != seen.size or mtime_ns != seen.mtime_ns:
        return ScanAction.READ
    if ctime_ns is not None and seen.ctime_ns is not None:
        if ctime_ns != seen.ctime_ns:
            return ScanAction.READ
        if inode != seen.inode:
            return ScanAction.INODE
    same = ctime_ns == seen.ctime_ns and inode == seen.inode and device == seen.device
    return ScanAction.NOTHING if same else ScanAction.NOTE


def keeps_inodes(same: int, other: int) -> bool:
    """Return whether a file system keeps inode numbers across mounts.

    Args:
        same: Number of unchanged files with the inode of the last scan.
        other: Number with another inode; FAT and some servers renumber files at each mount.
    """
    return same + other < _MANY or other <= same


def settling_time(mtime_ns: int, ctime_ns: int, now_ns: int) -> int:
    """Return for how long a later change of a file may get the same timestamp.

    Args:
        mtime_ns: Modification time.
        ctime_ns: Inode change time.
        now_ns: Time of reading. The clock of a server may be ahead of ours by up to a day;
            timestamps beyond that are taken to be arbitrary.

    Returns:
        Nanoseconds; 0: any later change gets another timestamp.
    """
    coarse = mtime_ns % 1_000_000_000 == 0 and ctime_ns % 10_000_000 == 0
    age = now_ns - ctime_ns
    return max(0, (_COARSE if coarse else _FINE) - age) if age > -_SKEW else 0


def probe_offsets(size: int) -> tuple[int, ...]:
    """Return the offsets of the probes between both ends, in bytes."""
    if size <= WHOLE:
        return ()
    between = size - WHOLE
    return tuple(END + max(0, between - PROBE) * (one + 1) // (PROBES + 1) for one in range(PROBES))


def content_key(token: bytes, middle: bytes, time_ns: int) -> bytes:
    """Return a 24-byte key of a content for data derived from it.

    If the token does not cover the whole file, the probes and the mtime are included: stems of one
    song can share size and ends.

    Args:
        token: 16 bytes; empty: unreadable, and without a key.
        middle: Hash of the probes; empty: the token covers the whole file.
        time_ns: Time of the last change.
    """
    if not token:
        return b""
    if not middle:
        return token + bytes(8)
    return token + blake2b(b"%d " % time_ns + middle, digest_size=8).digest()


def token_in(key: bytes) -> bytes:
    """Return the content token in a content key; empty: there is none."""
    return key[:16]


def distinct_key(before: bytes, wanted: bytes) -> bytes:
    """Return a key for a content that replaced another one, distinct from the old key."""
    if wanted != before:
        return wanted
    return wanted[:16] + blake2b(before, digest_size=8).digest()


def match_files(
    new: Sequence[FileLocation],
    gone: Iterable[tuple[SampleId, FileLocation]],
    never: Collection[tuple[int, SampleId]] = (),
) -> dict[int, SampleId]:
    """Match new files with lost samples.

    Only equal tokens match, each file and each sample at most once. Precedence: same inode, then
    same name, same folder, same mtime, older sample.

    Args:
        new: Files without a sample.
        gone: Samples whose file is missing, with their last place; perhaps several contents of one.
        never: Pairs known to differ: index of the file, sample.

    Returns:
        Sample of each recognised file, by index in `new`.
    """
    lost = sorted(gone, key=lambda pair: pair[0])
    found: dict[int, SampleId] = {}
    taken: set[SampleId] = set()
    # One pass per strictness, strictest first: linear even for thousands of identical files.
    for file, name, folder, time in product((True, False), repeat=4):
        traits = partial(FileLocation.traits, file=file, name=name, folder=folder, time=time)
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
            match = next(
                (one for one in same if one not in taken and (index, one) not in never), None
            )
            if match is not None:
                del same[match]
                found[index] = match
                taken.add(match)
    return found
