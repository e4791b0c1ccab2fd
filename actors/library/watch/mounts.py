"""Drives of which the system does not tell what other computers change on them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_TABLE = Path("/proc/self/mountinfo")
_REMOTE = frozenset(
    b"nfs nfs4 cifs smb3 smbfs ncpfs afs ceph 9p vboxsf vmhgfs virtiofs lustre gfs2 ocfs2".split()
)
_OCTAL = re.compile(rb"\\([0-7]{3})")


class Mount(NamedTuple):
    """A file system and where it is."""

    path: bytes
    kind: bytes
    """As the system calls it, such as `nfs4`."""


def parsed(table: bytes) -> tuple[Mount, ...]:
    """Return the mounts of a table as Linux writes it, the last mounted last.

    Source: proc_pid_mountinfo(5): fields are apart by spaces, `-` ends the optional ones;
    a space, tab, line feed or backslash in a path is written in octal.
    """
    found: list[Mount] = []
    for line in table.splitlines():
        before, _, after = line.partition(b" - ")
        fields, kind = before.split(b" "), after.partition(b" ")[0]
        if len(fields) > 4 and kind:  # noqa: PLR2004 - the fifth is the mount point
            path = _OCTAL.sub(lambda code: bytes([int(code[1], 8) & 255]), fields[4])
            found.append(Mount(path, kind))
    return tuple(found)


def mounts() -> tuple[Mount, ...]:
    """Return what is mounted; nothing where the system has no such table."""
    try:
        return parsed(_TABLE.read_bytes())
    except OSError:
        return ()


def remote(folder: bytes, table: tuple[Mount, ...]) -> Iterator[Mount]:
    """Yield the drives at, around or below a folder that other computers may change.

    Their paths are below the folder; empty: the folder itself is on such a drive.
    FUSE counts among them: what is behind it nobody knows (sshfs, rclone). `fuseblk`
    does not: it is a drive of this computer.
    """
    inside = os.path.join(folder, b"")
    around = [mount for mount in table if inside.startswith(os.path.join(mount.path, b""))]
    if around and _is_remote(home := max(around, key=lambda mount: len(mount.path))):
        yield Mount(b"", home.kind)
    for mount in table:
        if mount.path.startswith(inside) and _is_remote(mount):
            yield Mount(mount.path[len(inside) :], mount.kind)


def _is_remote(mount: Mount) -> bool:
    return mount.kind in _REMOTE or mount.kind == b"fuse" or mount.kind.startswith(b"fuse.")
