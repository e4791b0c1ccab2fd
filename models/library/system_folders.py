"""Folders of operating systems, file managers and servers that are never scanned.

They contain deleted files or files maintained by machines. Every other folder is scanned, even if
it begins with a dot: `...And Then` is music.
"""

from __future__ import annotations

import re

PREFIX = b".sempal-"
"""Prefix of sempal's own temporary files and folders."""
_NAMES = frozenset(
    name.lower()
    for name in (
        # Trashes. Sources: The FreeDesktop.org Trash specification 1.0 (`.Trash`, `.Trash-1000`);
        # Windows NT and 9x; macOS (volume, home, server); Samba, Synology DSM, QNAP QTS.
        *(b".Trash", b"$RECYCLE.BIN", b"RECYCLER", b"RECYCLED", b".Trashes"),
        *(b"Network Trash Folder", b".recycle", b"#recycle", b"@Recycle"),
        # Thumbnails, indexes and resource forks that servers and macOS put beside each file.
        *(b"@eaDir", b".@__thumb", b".AppleDouble", b".AppleDB", b".AppleDesktop", b"__MACOSX"),
        *(b".Spotlight-V100", b".fseventsd", b".DocumentRevisions-V100", b".TemporaryItems"),
        # Snapshots of the whole volume, and files recovered by fsck.
        *(b"System Volume Information", b"#snapshot", b"@Recently-Snapshot", b"lost+found"),
    )
)
_NUMBERED = re.compile(rb"\.trash-[0-9]+", re.IGNORECASE)


def is_system_folder(name: bytes) -> bool:
    """Return whether a folder of this name (no path) is never scanned."""
    folded = name.lower()
    return folded in _NAMES or folded.startswith(PREFIX) or bool(_NUMBERED.fullmatch(folded))


def system_part(path: bytes) -> bytes | None:
    """Return `path` up to its first system folder; `None`: it contains none.

    Args:
        path: Of a folder, with `/` between components.
    """
    parts = path.split(b"/")
    for number, name in enumerate(parts, 1):
        if is_system_folder(name):
            return b"/".join(parts[:number])
    return None
