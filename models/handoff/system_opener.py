"""Command lines that open and show files on each system.

Untested on macOS and Windows: `docs/other-systems.md`.
"""

from __future__ import annotations

import sys

OPENERS = {"darwin": b"open", "win32": b"explorer"}
"""Programs that open a file with the handler of its type, by `sys.platform`."""
XDG = b"xdg-open"
"""The program of all others. Where no desktop is known it becomes that program."""


def opener_line(path: bytes, platform: str = sys.platform) -> tuple[bytes, ...]:
    """Return the command line that opens a file or a folder."""
    return OPENERS.get(platform, XDG), path


def reveal_line(path: bytes, platform: str = sys.platform) -> tuple[bytes, ...]:
    """Return the command line that shows a file selected; empty: the bus does that."""
    if platform == "darwin":
        return b"open", b"-R", path
    if platform == "win32":
        return b"explorer", b"/select," + path
    return ()


def reports_failure(program: bytes) -> bool:
    """Return whether the exit status of a program says that it failed; that of Explorer is 1."""
    return program != b"explorer"
