"""Rules for names of files and folders."""

from __future__ import annotations

from models.library.extension import SAME_FORMAT, extension, is_audio
from models.library.file_name import decode_path

LONGEST = 255
"""Bytes. Source: POSIX.1, NAME_MAX of all common file systems."""


def name_error(name: str) -> str:
    """Return why a name is invalid, or an empty string."""
    if not name.strip(" ."):
        return "a name is needed"
    if "/" in name or "\0" in name:
        return "a name may not hold a /"
    if len(decode_path(name)) > LONGEST:
        return f"the name is longer than {LONGEST} bytes"
    return ""


def new_file_name(before: bytes, typed: str) -> bytes:
    """Return the new file name: the old extension is kept unless an audio extension was typed.

    `extension_error` tells whether that one fits.
    """
    after = decode_path(typed.strip())
    if is_audio(after, ffmpeg=True):
        return after
    _, dot, ending = before.rpartition(b".")
    return after + dot + ending


def extension_error(before: bytes, after: bytes) -> str:
    """Return why a file may not get the extension of a new name, or an empty string.

    Programs go by the extension, and a new name converts nothing. Other extensions of the same
    format (`aif`, `aiff`) fit, and so does any where the old one told of no audio format.
    """
    old, new = extension(before), extension(after)
    if not old or any({old, new} <= same for same in SAME_FORMAT) or old == new:
        return ""
    return f"the extension stays .{old.decode()}: a new name converts nothing (Export does)"
