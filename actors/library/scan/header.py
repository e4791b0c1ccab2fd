"""The border to libsndfile: what a header tells, or why it tells nothing."""

from __future__ import annotations

import soundfile

from models.audio.units import Frames, Hertz
from models.library.file import Sound

_UNKNOWN = 2**63 - 1
"""libsndfile's length of a stream whose header tells none (SF_COUNT_MAX).

Such a FLAC can be decoded, but neither sought nor told the position in, which
soundfile does before each reading: nothing of ours can play it.
"""
_DENSEST = 65536
"""Frames that one byte can hold at most: a FLAC block of silence has 65 535 in 11 bytes."""
_REASONS = {
    1: "not an audio file",
    3: "damaged or cut off",
    7: "damaged or cut off",  # said for an MP3 without one whole frame
    24: "its header tells no usable sample rate",
    32: "its header tells no channels",
    161: "damaged or cut off",
}
"""By error number. Source: libsndfile 1.2.2, src/common.h; each was met with a broken file."""
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


class UnreadableAudio(Exception):
    """libsndfile cannot make sound of a file; the text is the reason."""


def header(descriptor: int, size: int) -> Sound:
    """Return what the header tells.

    Args:
        descriptor: A file opened for reading, at its start; stays open.
        size: Its length in bytes.

    Raises:
        UnreadableAudio: there is nothing to be heard in it.
    """
    if not size:
        raise UnreadableAudio("the file is empty")
    try:
        with soundfile.SoundFile(descriptor, closefd=False) as file:
            frames = file.frames
            sound = Sound(Frames(frames), Hertz(file.samplerate), file.channels, _words(file))
    except soundfile.LibsndfileError as error:
        raise UnreadableAudio(_reason(error)) from error
    except (soundfile.SoundFileRuntimeError, ValueError, TypeError) as error:
        raise UnreadableAudio(f"damaged: {error}".lower()) from error
    if frames == _UNKNOWN:
        raise UnreadableAudio("its header tells no length")
    if frames <= 0:
        raise UnreadableAudio("it holds no sound")
    if frames > size * _DENSEST:
        raise UnreadableAudio("its header tells an impossible length")
    return sound


def _words(file: soundfile.SoundFile) -> str:
    container = _CONTAINERS.get(file.format, file.format)
    coding = _CODINGS.get(file.subtype, file.subtype.replace("_", " "))
    return f"{container} {coding}".strip()


def _reason(error: soundfile.LibsndfileError) -> str:
    if known := _REASONS.get(error.code):
        return known
    said = error.error_string.rstrip(".").rpartition(" : ")[2].rpartition(". ")[2].lower()
    return f"damaged: {said}" if said else "damaged or cut off"
