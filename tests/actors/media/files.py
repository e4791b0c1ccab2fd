"""Files of every format, intact and damaged."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
import soundfile

from models.media import mpeg

RATE = 48_000
FRAMES = 30_000
KINDS = (
    ("WAV", "PCM_16"),
    ("WAV", "FLOAT"),
    ("WAV", "IMA_ADPCM"),
    ("AIFF", "PCM_24"),
    ("CAF", "PCM_16"),
    ("CAF", "ALAC_16"),
    ("W64", "PCM_16"),
    ("RF64", "PCM_16"),
    ("AU", "PCM_16"),
    ("FLAC", "PCM_16"),
    ("FLAC", "PCM_24"),
    ("OGG", "VORBIS"),
    ("OGG", "OPUS"),
    ("MP3", "MPEG_LAYER_III"),
)
STREAMS = tuple(kind for kind in KINDS if kind[0] in {"WAV", "AIFF", "FLAC", "OGG", "MP3"})
"""Formats that may be concatenated."""


@lru_cache(maxsize=64)
def encoded(kind: tuple[str, str], seed: int = 1, frames: int = FRAMES) -> bytes:
    """Return a file: a rising tone and noise, in two channels."""
    at = np.arange(frames)
    tone = np.sin(at * 0.02 * seed) * at / frames / 2
    noise = np.random.default_rng(seed).normal(0, 0.05, frames)
    file = io.BytesIO()
    values = np.stack([tone + noise, tone - noise], 1)
    soundfile.write(file, values, RATE, subtype=kind[1], format=kind[0])
    return file.getvalue()


def id3(size: int) -> bytes:
    """Return an ID3v2.3 tag with a private frame of `size` bytes."""
    frame = b"PRIV" + size.to_bytes(4, "big") + b"\0\0" + b"x" * size
    lengths = (len(frame) >> shift & 127 for shift in (21, 14, 7, 0))
    return b"ID3\3\0\0" + bytes(lengths) + frame


ID3V1 = b"TAG" + bytes(125)


def without_length(data: bytes) -> bytes:
    """Return a file without a stated length: a FLAC from a pipe, an MP3 without its first frame."""
    if not data.startswith(b"fLaC"):
        return data[mpeg.frame_length(data[:4]) :]
    return data[:21] + bytes([data[21] & 0xF0]) + bytes(4) + data[26:]
