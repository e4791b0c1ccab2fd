"""Mounts whose files other computers can change without a local notification."""

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
    """A mounted file system and its path."""

    path: bytes
    kind: bytes
    """File system type, such as `nfs4`."""


def parse_mounts(table: bytes) -> tuple[Mount, ...]:
    """Parse a Linux mount table into mounts in mount order.

    Source: proc_pid_mountinfo(5): fields are separated by spaces, `-` ends the optional fields;
    space, tab, line feed and backslash in a path are octal escapes.
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
    """Return the current mounts; empty on systems without such a table."""
    try:
        return parse_mounts(_TABLE.read_bytes())
    except OSError:
        return ()


def remote_mounts(folder: bytes, table: tuple[Mount, ...]) -> Iterator[Mount]:
    """Yield the remote mounts that contain a folder or lie below it.

    Their paths are relative to the folder; empty: the folder itself is on such a mount. FUSE counts
    as remote, as its backend is unknown (sshfs, rclone); `fuseblk` does not: it is a local drive.
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
