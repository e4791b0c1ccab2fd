"""The predecessor's paths: of three operating systems, with either separator."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DRIVE = re.compile(r"[A-Za-z]:[\\/]|\\\\")


def is_windows(root: str) -> bool:
    r"""Return whether a root is a Windows path: `C:\…` or `\\server\…`."""
    return bool(_DRIVE.match(root))


def relative_path(path: str, root: str) -> bytes | None:
    """Return a relative path as bytes with `/`; `None` if it leaves its root.

    An absolute path below `root` is made relative.
    """
    if is_windows(root):
        path, root = path.replace("\\", "/"), root.replace("\\", "/")
    inside = root.rstrip("/") + "/"
    path = path.removeprefix(inside)
    if path.startswith("/") or _DRIVE.match(path):
        return None
    parts: list[str] = []
    for part in path.split("/"):
        if part == ".." and not parts:
            return None
        if part == "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return as_bytes("/".join(parts)) if parts else None


def spellings(path: bytes) -> Iterator[bytes]:
    r"""Yield the possible spellings on disk of a path below a root, likeliest first.

    The program wrote `/` for every `\`, even where `\` was part of the name, and on Windows left
    some `\` where it meant `/`.
    """
    yield path
    if b"\\" in path:
        yield path.replace(b"\\", b"/")
    parts = path.split(b"/")
    for first in range(len(parts) - 2, -1, -1):
        yield b"/".join([*parts[:first], b"\\".join(parts[first:])])


def as_bytes(path: str) -> bytes:
    """Return a path as bytes in file system encoding."""
    return path.encode("utf-8", "surrogateescape")
