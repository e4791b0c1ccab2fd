"""What the words for a file's form tell of its worth: `WAV 24-bit`, `OGG Vorbis`."""

from __future__ import annotations

import re

_PACKED = re.compile("Vorbis|Opus|MP3|MPEG|layer|AAC|GSM|ADPCM|DPCM|law|G72")
"""Codings that give back less than was put in.

Source: the subtypes of libsndfile 1.2.2, as `actors/library/scan/header.py` words them. One that is
not known counts as lossless: then more is asked of it.
"""
_DEPTH = re.compile(r"(\d+)-bit")
_USUAL = 16


def is_lossy(form: str) -> bool:
    """Tell whether sound was lost when the file was written."""
    return _PACKED.search(form) is not None


def bit_depth(form: str) -> int:
    """Return the bits a sample of the file takes; 16 where the words tell none."""
    found = _DEPTH.search(form)
    return int(found[1]) if found else _USUAL
