"""Which files are sounds, by name: depends on the decoders that are installed."""

from __future__ import annotations

from actors.media.ffmpeg_file import has_ffmpeg
from models.library.extension import is_audio


def is_sound(name: bytes) -> bool:
    """Return whether a file name has the extension of a format that can be decoded here."""
    return is_audio(name, ffmpeg=has_ffmpeg())
