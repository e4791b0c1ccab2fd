"""The Recycle Bin of Windows: a record `$I…` beside each deleted entry `$R…`.

Written by ourselves, as the calls of Windows (and `send2trash`, which wraps them) do not say where
an entry went, which the journal must know before it moves: undo, and a crash in between, need it.
Source: libyal, "Windows Recycle.Bin file formats", `$I` of version 2 (Windows 10 and 11).
Untested on Windows; the records are tested everywhere.
"""

from __future__ import annotations

import errno
import os
import re
import secrets
import struct
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from actors.library.files.new_file import write_new

NAME = b"$Recycle.Bin"
"""Folder at the top of each drive; in it one of each user, named by their SID."""
_CONTENT, _RECORD = b"$R", b"$I"
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_HEAD = struct.Struct("<qqqi")
"""Version, size in bytes, time of deletion, characters of the path with its final zero."""
_VERSION = 2
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_SID = re.compile(r"S-1(-\d+)+")
_WINDOW = (
    b"[.ShellClassInfo]\r\nCLSID={645FF040-5081-101B-9F08-00AA002F954E}\r\n"
    b"LocalizedResourceName=@%SystemRoot%\\system32\\shell32.dll,-8964\r\n"
)
"""`desktop.ini` of such a folder: Explorer shows it as a bin."""


@dataclass(frozen=True, slots=True)
class RecycleBin:
    """The bin of a user on a drive."""

    folder: bytes

    def take(self, path: bytes, taken: set[bytes]) -> bytes:
        """Return the place for `path`, which is not moved yet; its record reserves the name.

        Args:
            path: Absolute.
            taken: Places that are already assigned.

        Raises:
            OSError: The bin is not writable.
        """
        os.makedirs(self.folder, exist_ok=True)
        write_new(os.path.join(self.folder, b"desktop.ini"), _WINDOW)
        ending = os.path.splitext(path)[1]
        while True:
            name = "".join(secrets.choice(_LETTERS) for _ in range(6)).encode("ascii") + ending
            place = os.path.join(self.folder, _CONTENT + name)
            if place in taken or os.path.lexists(place):
                continue
            if write_new(os.path.join(self.folder, _RECORD + name), record(path)):
                return place


def bin_of(path: bytes) -> RecycleBin:
    r"""Return the bin of the drive of a path such as `C:\Drums\kick.wav`.

    Raises:
        OSError: There is none, as on network drives.
    """
    drive = os.path.splitdrive(path)[0]
    if not re.fullmatch(rb"[A-Za-z]:", drive):
        raise OSError(errno.ENOTSUP, "this drive has no Recycle Bin", os.fsdecode(path))
    return RecycleBin(os.path.join(drive + b"\\", NAME, user_id().encode("ascii")))


def bin_of_place(place: bytes) -> RecycleBin | None:
    """Return the bin that contains a place; `None`: it is in none."""
    folder, name = os.path.split(place)
    above = os.path.basename(os.path.dirname(folder))
    return RecycleBin(folder) if above == NAME and name.startswith(_CONTENT) else None


def record_of(place: bytes) -> bytes:
    """Return the path of the record of a place."""
    folder, name = os.path.split(place)
    return os.path.join(folder, _RECORD + name.removeprefix(_CONTENT))


def record(path: bytes) -> bytes:
    """Return the record of an entry that is deleted now."""
    try:
        size = os.lstat(path).st_size
    except OSError:  # it has been moved
        size = 0
    spent = datetime.now(UTC) - _EPOCH
    ticks = spent // timedelta(microseconds=1) * 10  # of 100 ns
    words = (os.fsdecode(path) + "\0").encode("utf-16-le", "surrogatepass")
    return _HEAD.pack(_VERSION, size, ticks, len(words) // 2) + words


@cache
def user_id() -> str:
    """Return the SID of this user.

    Raises:
        OSError: Windows does not say.
    """
    if sys.platform != "win32":
        raise OSError(errno.ENOTSUP, "only Windows has a Recycle Bin")
    line = subprocess.run(
        ["whoami", "/user", "/fo", "csv", "/nh"], capture_output=True, text=True, check=False
    ).stdout
    found = _SID.search(line.rpartition(",")[2])
    if found is None:
        raise OSError(errno.ENOTSUP, "Windows does not tell who you are")
    return found[0]
