"""Properties of an audio file, as stored in the library."""

from __future__ import annotations

from actors.media.error import Unreadable
from actors.media.sound_file import SoundFile
from actors.media.view import read_at
from models.audio.units import Frames, Hertz
from models.library.file import Sound
from models.media.plain_wave import plain_wave

_CONTAINERS = {"WAVEX": "WAV", "AU": "AU", "NIST": "SPHERE"}
_CODINGS = {
    "PCM_S8": "8-bit",
    "PCM_U8": "8-bit",
    "PCM_16": "16-bit",
    "PCM_24": "24-bit",
    "PCM_32": "32-bit",
    "FLOAT": "32-bit float",
    "DOUBLE": "64-bit float",
    "ULAW": "µ-law",
    "ALAW": "A-law",
    "VORBIS": "Vorbis",
    "OPUS": "Opus",
    "GSM610": "GSM 6.10",
    "MPEG_LAYER_I": "layer I",
    "MPEG_LAYER_II": "layer II",
    "MPEG_LAYER_III": "",
}


def read_header(descriptor: int, head: bytes = b"", size: int = 0) -> Sound:
    """Return the properties of the decodable audio, rather than the claims of the header.

    Args:
        descriptor: File descriptor open for reading; stays open.
        head: Begin of the file, if it was read already.
        size: Of the file in bytes; needed with `head`.

    Raises:
        Unreadable: It contains no audio that can be decoded.
    """

    def read(at: int, length: int) -> bytes:
        inside = at + length <= len(head)
        return head[at : at + length] if inside else read_at(descriptor, at, length)

    if head and (wave := plain_wave(read, size)) is not None:
        form = f"WAV {wave.bits}-bit{' float' if wave.floating else ''}"
        return Sound(Frames(wave.frames), Hertz(wave.rate), wave.channels, form)
    with SoundFile(descriptor) as file:
        if not file.frames:
            raise Unreadable("contains no audio")
        return Sound(file.frames, file.rate, file.channels, _words(file))


def _words(file: SoundFile) -> str:
    container = _CONTAINERS.get(file.format, file.format)
    coding = _CODINGS.get(file.subtype, file.subtype.replace("_", " "))
    return f"{container} {coding}".strip()
