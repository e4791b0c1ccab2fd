"""Files as a scan finds them, before they become samples."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Frames, Hertz, SampleId

READER = 1
"""Version of the sound file reader; increment it whenever it reports another length for a file."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A directory entry that may be an audio file."""

    folder: bytes
    """Relative to the root, `/` between components; empty: the root itself."""
    name: bytes
    size: int
    """Bytes."""
    mtime_ns: int
    ctime_ns: int | None = None
    """Time of the last inode change; `None`: the file system does not report it."""
    device: int | None = None
    """`st_dev` of the file with all symlinks resolved; `None`: unknown."""
    inode: int | None = None
    """`st_ino`; with the device, the same for all hard links of a file. `None`: unknown."""

    @property
    def path(self) -> bytes:
        """Path relative to the root."""
        return self.folder + b"/" + self.name if self.folder else self.name


@dataclass(frozen=True, slots=True)
class Sound:
    """Properties read from the header of a sound file."""

    frames: Frames = Frames(0)
    rate: Hertz = Hertz(0)
    channels: int = 0
    format: str = ""
    """Container and encoding for display, such as `WAV 24-bit`."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was read from a file."""

    size: int
    """Bytes, at the time of opening."""
    mtime_ns: int
    """At the time of opening."""
    token: bytes = b""
    """Hash of the size and both ends; empty: nothing could be read."""
    sound: Sound = Sound()
    error: str = ""
    """Why the file cannot be decoded; empty if it can."""
    transient: bool = False
    """The error is transient (no permission, busy, I/O error), not a defect of the file."""
    middle: bytes = b""
    """Hash of probes between both ends; empty if the token covers the whole file."""
    ctime_ns: int | None = None
    """At the time of opening; `UNSETTLED` if a later change could have the same timestamp."""
    device: int | None = None
    inode: int | None = None


@dataclass(frozen=True, slots=True)
class FolderLink:
    """A symlink to a folder."""

    path: bytes
    """Relative to the root."""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """An audio file in a format that cannot be decoded."""

    kind: str
    """Extension in lower case."""
    path: bytes
    """Below the root."""
    blocks: bool = True
    """Whether samples at its path are kept: their decoder was removed, they are not gone."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry that was skipped or cannot be decoded."""

    path: bytes
    """Relative to the root; empty: the root itself."""
    reason: str
    exists: bool = True
    """The entry exists, so its samples must not be marked missing."""


@dataclass(frozen=True, slots=True)
class Known:
    """A stored sample of the source."""

    sample: SampleId
    folder: bytes
    name: bytes
    size: int
    mtime_ns: int
    missing: bool
    read: bool
    """Its content was readable at the last attempt."""
    ctime_ns: int | None = None
    device: int | None = None
    inode: int | None = None
    outdated: bool = False
    """Length and format come from an earlier `READER` version."""


@dataclass(frozen=True, slots=True)
class ExcludedFolders:
    """A folder that is not part of the library, such as a trash; it was not scanned."""

    path: bytes
    """Relative to the root."""
