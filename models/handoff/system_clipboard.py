"""Programs that put files on the clipboard, and read them, where we have no connection of our own.

macOS has `osascript` and Windows PowerShell, both with the system. Untested on these:
`docs/other-systems.md`.
"""

from __future__ import annotations

import base64
import sys

MACOS, WINDOWS = "darwin", "win32"
_SCRIPT = b"""ObjC.import('AppKit');
function run(argv) {
  const board = $.NSPasteboard.generalPasteboard;
  if (argv[0] === 'read') {
    const found = board.readObjectsForClassesOptions($([$.NSURL]), $({}));
    return ObjC.unwrap(found || $([])).map(one => ObjC.unwrap(one.path)).join('\\n');
  }
  board.clearContents;
  const given = argv.slice(1);
  if (argv[0] === 'text') board.setStringForType($(given.join('\\n')), $.NSPasteboardTypeString);
  else board.writeObjects($(given.map(one => $.NSURL.fileURLWithPath(one))));
}"""
_UTF8 = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; $ErrorActionPreference = 'Stop'; "


def copying_line(
    paths: tuple[bytes, ...], *, text: bool, platform: str = sys.platform
) -> tuple[bytes, ...]:
    """Return the command line that puts files on the clipboard; empty: this system has none.

    Args:
        paths: Absolute.
        text: Only their paths, as text.
        platform: As `sys.platform`.
    """
    if platform == MACOS:
        return _osascript(b"text" if text else b"files", *paths)
    if platform == WINDOWS:
        listed = ", ".join(map(_quoted, paths))
        option = "Value" if text else "LiteralPath"
        return _powershell(f"Set-Clipboard -{option} {listed}")
    return ()


def reading_line(platform: str = sys.platform) -> tuple[bytes, ...]:
    """Return the command line that prints the files on the clipboard; empty: there is none."""
    if platform == MACOS:
        return _osascript(b"read")
    if platform == WINDOWS:
        return _powershell("(Get-Clipboard -Format FileDropList).FullName")
    return ()


def printed_paths(output: bytes) -> tuple[bytes, ...]:
    """Return the paths that it printed."""
    lines = output.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    return tuple(line for one in lines if (line := one.removesuffix(b"\r")))


def _osascript(*arguments: bytes) -> tuple[bytes, ...]:
    return b"osascript", b"-l", b"JavaScript", b"-e", _SCRIPT, *arguments


def _powershell(command: str) -> tuple[bytes, ...]:
    coded = base64.b64encode((_UTF8 + command).encode("utf-16-le", "surrogatepass"))
    options = (b"-NoProfile", b"-NonInteractive", b"-Sta", b"-EncodedCommand", coded)
    return b"powershell", *options


def _quoted(path: bytes) -> str:
    """Return a path as a literal of PowerShell; all its single quotes are doubled."""
    words = path.decode("utf-8", "surrogateescape")
    for sign in "'\u2018\u2019\u201a\u201b":
        words = words.replace(sign, sign * 2)
    return f"'{words}'"
