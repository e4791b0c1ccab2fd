"""Choice of the chunks that a device shall find in a file."""

from __future__ import annotations

from collections.abc import Sequence

from models.metadata.form.written import Written

_AIFF = {"smpl": ("INST", "MARK"), "cue ": ("MARK",), "inst": ("INST",), "id3 ": ("ID3 ",)}
"""Chunks of AIFF by those of WAV with the same meaning."""


def keep_chunks(written: Written, container: str, kept: Sequence[str]) -> Written:
    """Return the parts without chunks that are not kept; the names of markers go with `cue `.

    Args:
        written: Chunks of a WAV or AIFF; the blocks of other formats are all kept.
        container: libsndfile format.
        kept: Chunks, named as in WAV.
    """
    if container not in {"WAV", "WAVEX", "RF64", "AIFF"}:
        return written
    allowed = set(kept)
    if container == "AIFF":
        allowed |= {name for one in kept for name in _AIFF.get(one, ())}
        if "LIST" in kept:
            allowed |= {"NAME", "AUTH", "(c) ", "ANNO"}
    parts, left = [], list(written.left_out)
    for part in written.parts:
        name = part[:4].decode("latin-1")
        adtl = name == "LIST" and part[8:12] == b"adtl"
        if (name in allowed and not adtl) or (adtl and "cue " in allowed):
            parts.append(part)
        else:
            left.append(f"{name.strip()}: the device needs none")
    return Written(tuple(parts), tuple(left))
