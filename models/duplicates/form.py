"""Quality properties from the text of a file's format: `WAV 24-bit`, `OGG Vorbis`."""

from __future__ import annotations

import re

_PACKED = re.compile("Vorbis|Opus|MP3|MPEG|layer|AAC|GSM|ADPCM|DPCM|law|G72")
"""Lossy codecs.

Source: the subtypes of libsndfile 1.2.2, as `actors/library/scan/header.py` words them. Unknown
ones count as lossless, for which the test is stricter.
"""
_DEPTH = re.compile(r"(\d+)-bit")
_USUAL = 16


def is_lossy(form: str) -> bool:
    """Return whether the format is lossy."""
    return _PACKED.search(form) is not None


def bit_depth(form: str) -> int:
    """Return the bits per sample; 16 if the format does not say."""
    found = _DEPTH.search(form)
    return int(found[1]) if found else _USUAL
