"""A file as a scan meets it, before it is a sample."""

from __future__ import annotations

from dataclasses import dataclass

from models.audio.units import Frames, Hertz, SampleId

READER = 1
"""Number of our reading of sound files; one more where it tells another length than before."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A directory entry that may hold sound."""

    folder: bytes
    """Path below the root, `/` between parts; empty: the root itself."""
    name: bytes
    size: int
    """Bytes."""
    mtime_ns: int
    ctime_ns: int | None = None
    """When anything about the file changed last, as its file system says; `None`: it does not."""
    device: int | None = None
    """`st_dev` of the file behind all links; `None`: not known."""
    inode: int | None = None
    """`st_ino`; together with the device the same for all names of one file. `None`: not known."""

    @property
    def path(self) -> bytes:
        """Path below the root."""
        return self.folder + b"/" + self.name if self.folder else self.name


@dataclass(frozen=True, slots=True)
class Sound:
    """What a header tells."""

    frames: Frames = Frames(0)
    rate: Hertz = Hertz(0)
    channels: int = 0
    format: str = ""
    """Container and coding in words, such as `WAV 24-bit`."""


@dataclass(frozen=True, slots=True)
class Content:
    """What was read from a file."""

    size: int
    """Bytes, when it was opened."""
    mtime_ns: int
    """When it was opened."""
    token: bytes = b""
    """Of size and both ends; empty: nothing could be read."""
    sound: Sound = Sound()
    error: str = ""
    """Why it cannot be heard; empty if it can."""
    passing: bool = False
    """The error is of the moment (no permission, busy, a drive that failed), not of the file."""
    middle: bytes = b""
    """Of parts between both ends; empty if the token tells all of it."""
    ctime_ns: int | None = None
    """When it was opened; `UNSETTLED` if a change after the reading could have the same time."""
    device: int | None = None
    inode: int | None = None


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A file of sound of a kind that cannot be read."""

    kind: str
    """The ending of its name, in lower case."""


@dataclass(frozen=True, slots=True)
class Problem:
    """An entry that was skipped or cannot be heard."""

    path: bytes
    """Below the root; empty: the root itself."""
    reason: str
    there: bool = True
    """Something is there, so what is known of it must not be called missing."""


@dataclass(frozen=True, slots=True)
class Known:
    """A sample of the source, as it was stored."""

    sample: SampleId
    folder: bytes
    name: bytes
    size: int
    mtime_ns: int
    missing: bool
    read: bool
    """Its content could be read when it was last tried."""
    ctime_ns: int | None = None
    device: int | None = None
    inode: int | None = None
    dated: bool = False
    """Length and format were told by an earlier reading of sound files than ours."""


@dataclass(frozen=True, slots=True)
class ExcludedFolders:
    """A folder that is no part of the library, such as a trash; it was not entered."""

    path: bytes
    """Below the root."""
