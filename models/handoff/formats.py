"""Lists of files in the formats that programs exchange by clipboard and by drag and drop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.handoff.file_uri import file_path, file_uri

URI_LIST = "text/uri-list"
"""Source: RFC 2483, section 5."""
GNOME_COPIED = "x-special/gnome-copied-files"
"""Of Nautilus, Nemo, Caja, Thunar and PCManFM: `copy` or `cut`, then URIs, one a line."""
KDE_CUT = "application/x-kde-cutselection"
"""Of Dolphin, beside `text/uri-list`: `1` if the files are to be moved."""
LMMS_PAIR = "application/x-lmms-stringpair"
"""Of LMMS, which takes no files from other programs but believes that this is of its own list."""
UTF8, PLAIN_UTF8, PLAIN = "UTF8_STRING", "text/plain;charset=utf-8", "text/plain"

DRAGGED = (URI_LIST, LMMS_PAIR, UTF8, PLAIN)
"""Offered during a drag; files first, as some targets take the first format that they know."""
COPIED = (URI_LIST, GNOME_COPIED, KDE_CUT, UTF8, PLAIN_UTF8, PLAIN)
"""Offered on the clipboard for files."""
TEXT = (UTF8, PLAIN_UTF8, PLAIN)
"""Offered on the clipboard for paths as text."""


@dataclass(frozen=True, slots=True)
class FileList:
    """Files that another program offers."""

    paths: tuple[bytes, ...] = ()
    cut: bool = False
    """That program expects them to be moved."""


def encode_files(kind: str, paths: Sequence[bytes]) -> bytes | None:
    """Return files in a format; `None` if it is none of ours or cannot hold them.

    Args:
        kind: Name of the format.
        paths: Absolute.
    """
    match kind:
        case "text/uri-list":
            return b"".join(file_uri(path) + b"\r\n" for path in paths)
        case "x-special/gnome-copied-files":  # PCManFM stumbles over an end of line at the end
            return b"\n".join((b"copy", *map(file_uri, paths)))
        case "application/x-kde-cutselection":
            return b"0"
        case "application/x-lmms-stringpair":  # holds a single file
            return b"samplefile:" + paths[0] if paths else None
        case "UTF8_STRING" | "text/plain;charset=utf-8" | "text/plain":
            return b"\n".join(paths).decode("utf-8", errors="replace").encode()
        case _:
            return None


def decode_files(kind: str, data: bytes) -> FileList:
    """Return the files in data of another program; comments and other URIs are left out.

    Args:
        kind: `URI_LIST` or `GNOME_COPIED`.
        data: As received; some programs end it with a zero byte.
    """
    lines = [line.strip(b"\r\0") for line in data.split(b"\n")]
    found = (file_path(line) for line in lines if not line.startswith(b"#"))
    return FileList(
        tuple(path for path in found if path is not None),
        cut=kind == GNOME_COPIED and lines[0] == b"cut",
    )
